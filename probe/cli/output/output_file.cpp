#include "probe/cli/output/output_file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <random>
#include <system_error>
#include <utility>

namespace pecprobe {

namespace {

constexpr int k_name_tries = 100;

OutputFileError system_error(int error) { return {OutputFileProblem::system, std::generic_category().message(error)}; }

/// What stands at `path`, if anything.
tl::expected<std::optional<struct stat>, OutputFileError> status_of(const std::string& path) {
  struct stat status = {};
  if (lstat(path.c_str(), &status) == 0) {
    return status;
  }
  return errno == ENOENT ? tl::expected<std::optional<struct stat>, OutputFileError>(std::nullopt)
                         : tl::unexpected(system_error(errno));
}

/// A name in the same folder, so that moving it is one step of the file system.
std::string temporary_name(const std::string& path, unsigned number) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? std::string{} : path.substr(0, slash + 1);
  return fmt::format("{}.pecprobe-{:08x}.tmp", folder, number);
}

}  // namespace

tl::expected<std::unique_ptr<OutputFile>, OutputFileError> OutputFile::create(const std::string& path) {
  const auto status = status_of(path);
  if (!status) {
    return tl::unexpected(status.error());
  }
  if (*status && !S_ISREG((*status)->st_mode)) {
    return tl::unexpected(OutputFileError{OutputFileProblem::not_a_regular_file, {}});
  }
  return open_beside(path, IfTaken::replace);
}

tl::expected<std::unique_ptr<OutputFile>, OutputFileError> OutputFile::create_new(const std::string& path) {
  const auto status = status_of(path);
  if (!status) {
    return tl::unexpected(status.error());
  }
  if (*status) {
    return tl::unexpected(OutputFileError{OutputFileProblem::exists, {}});
  }
  return open_beside(path, IfTaken::refuse);
}

tl::expected<std::unique_ptr<OutputFile>, OutputFileError> OutputFile::open_beside(const std::string& path,
                                                                                   IfTaken if_taken) {
  std::random_device random;
  for (int i = 0; i < k_name_tries; ++i) {
    std::string temporary = temporary_name(path, random());
    // O_EXCL: neither a file nor a link that somebody put there is ever opened.
    const mode_t mode = if_taken == IfTaken::refuse ? 0600 : 0666;
    FileDescriptor file{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)};
    if (file.is_open()) {
      return std::unique_ptr<OutputFile>(new OutputFile(path, std::move(temporary), std::move(file), if_taken));
    }
    if (errno != EEXIST) {
      return tl::unexpected(system_error(errno));
    }
  }
  return tl::unexpected(system_error(EEXIST));
}

OutputFile::OutputFile(std::string path, std::string temporary, FileDescriptor file, IfTaken if_taken)
    : m_path(std::move(path)),
      m_if_taken(if_taken),
      m_temporary(std::move(temporary)),
      m_file(std::move(file)),
      m_stream(m_file.number()) {}

OutputFile::~OutputFile() {
  if (!m_temporary.empty()) {
    ::unlink(m_temporary.c_str());
  }
}

tl::expected<void, OutputFileError> OutputFile::commit() {
  m_stream.flush();
  if (m_stream.error() != 0) {
    return tl::unexpected(system_error(m_stream.error()));
  }
  if (fsync(m_file.number()) != 0 || !m_file.close()) {
    return tl::unexpected(system_error(errno));
  }
  return take_place();
}

tl::expected<void, OutputFileError> OutputFile::take_place() {
  if (m_if_taken == IfTaken::refuse) {
    // link() fails where the name is taken; what it leaves beside goes with this object.
    if (::link(m_temporary.c_str(), m_path.c_str()) != 0) {
      return tl::unexpected(errno == EEXIST ? OutputFileError{OutputFileProblem::exists, {}} : system_error(errno));
    }
    return {};
  }
  if (::rename(m_temporary.c_str(), m_path.c_str()) != 0) {
    return tl::unexpected(system_error(errno));
  }
  m_temporary.clear();
  return {};
}

}  // namespace pecprobe
