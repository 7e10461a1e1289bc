#include "probe/config/secret_file.hpp"

#include "probe/config/file_descriptor.hpp"
#include "probe/config/secret_reading.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace pecprobe {

namespace {

namespace fs = std::filesystem;

/// Where the opened file really stands; empty when that cannot be told.
fs::path real_path(int descriptor, const std::string& path) {
  std::error_code error;
#if defined(__linux__)
  static_cast<void>(path);
  fs::path found = fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), error);
#else
  static_cast<void>(descriptor);
  fs::path found = fs::canonical(path, error);
#endif
  return error ? fs::path{} : found;
}

bool stands_in(const fs::path& file, const fs::path& folder) {
  const fs::path relative = file.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != ".." && relative != ".";
}

/// Secrets of containers and of systemd services are readable by design (mode 0444) and guarded by
/// their mount.
bool is_place_for_secrets(int descriptor, const std::string& path) {
  struct statvfs mount = {};
  if (fstatvfs(descriptor, &mount) == 0 && (mount.f_flag & ST_RDONLY) != 0) {
    return true;
  }
  const fs::path file = real_path(descriptor, path);
  if (file.empty()) {
    return false;
  }
  if (stands_in(file, "/run/secrets")) {
    return true;
  }
  const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");  // systemd.exec(5)
  if (credentials == nullptr || *credentials != '/') {
    return false;
  }
  std::error_code error;
  const fs::path folder = fs::canonical(credentials, error);
  return !error && folder != folder.root_path() && stands_in(file, folder);
}

}  // namespace

std::optional<SecretError> unsafe_secret_file(int descriptor, const std::string& path) {
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) {
    return system_failure(SecretProblem::cannot_open);
  }
  if (!S_ISREG(status.st_mode)) {
    return SecretError{SecretProblem::not_a_regular_file, {}};
  }
  if (status.st_uid != geteuid() && status.st_uid != 0) {
    return SecretError{SecretProblem::foreign_owner, {}};
  }
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return SecretError{SecretProblem::writable_by_others, {}};
  }
  if ((status.st_mode & (S_IRGRP | S_IROTH)) != 0 && !is_place_for_secrets(descriptor, path)) {
    return SecretError{SecretProblem::readable_by_others, {}};
  }
  return std::nullopt;
}

tl::expected<Secret, SecretError> read_secret_file(const std::string& path) {
  // O_NONBLOCK: a FIFO that nobody writes must not hold us up before it is refused.
  const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)};
  if (!file.is_open()) {
    return tl::unexpected(system_failure(SecretProblem::cannot_open));
  }
  if (auto error = unsafe_secret_file(file.number(), path)) {
    return tl::unexpected(std::move(*error));
  }
  return read_all(file.number());
}

}  // namespace pecprobe
