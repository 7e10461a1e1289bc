#include "probe/state/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace pecprobe {

namespace {

StateProblem system_problem(StateProblem::Kind kind, const std::string& path) {
  return {kind, path, std::generic_category().message(errno)};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : m_number(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (m_number >= 0) {
      ::close(m_number);
    }
  }
  [[nodiscard]] int number() const noexcept { return m_number; }

 private:
  int m_number;
};

/// A file under a name of its own, taken away again when it goes.
class DraftFile {
 public:
  explicit DraftFile(const std::string& path)
      : m_name(path + ".XXXXXX"), m_file(::mkostemp(m_name.data(), O_CLOEXEC)) {}
  DraftFile(const DraftFile&) = delete;
  DraftFile& operator=(const DraftFile&) = delete;
  ~DraftFile() {
    if (m_file.number() >= 0) {
      ::unlink(m_name.c_str());
    }
  }

  /// False with errno set.
  [[nodiscard]] bool write(std::string_view bytes) const {
    if (m_file.number() < 0) {
      return false;
    }
    while (!bytes.empty()) {
      const ssize_t count = ::write(m_file.number(), bytes.data(), bytes.size());
      if (count < 0 && errno != EINTR) {
        return false;
      }
      bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return ::fsync(m_file.number()) == 0;
  }

  /// Never replaces a file: link() fails where the name is taken.
  [[nodiscard]] bool take_name(const std::string& path) const {
    return ::link(m_name.c_str(), path.c_str()) == 0 || errno == EEXIST;
  }

 private:
  std::string m_name;
  Descriptor m_file;
};

/// 0700 for what it makes; what is there keeps its mode.
bool make_folders(const std::filesystem::path& folder) {
  if (folder.empty() || ::access(folder.c_str(), F_OK) == 0) {
    return true;
  }
  return make_folders(folder.parent_path()) && (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST);
}

/// Why a file cannot be trusted, if so.
std::optional<StateProblem> distrust(const struct stat& status, const std::string& path) {
  if (!S_ISREG(status.st_mode)) {
    return StateProblem{StateProblem::Kind::not_a_regular_file, path, {}};
  }
  if (status.st_uid != ::geteuid()) {
    return StateProblem{StateProblem::Kind::foreign_owner, path, {}};
  }
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return StateProblem{StateProblem::Kind::open_to_others, path, {}};
  }
  return std::nullopt;
}

}  // namespace

tl::expected<Presence, StateProblem> look_at_private_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) {
      return Presence::missing;
    }
    return tl::unexpected(system_problem(StateProblem::Kind::cannot_open, path));
  }
  const auto problem = distrust(status, path);
  return problem ? tl::expected<Presence, StateProblem>(tl::unexpected(*problem)) : Presence::present;
}

std::optional<StateProblem> create_private_file(const std::string& path, std::string_view bytes) {
  if (make_folders(std::filesystem::path(path).parent_path())) {
    const DraftFile draft{path};
    if (draft.write(bytes) && draft.take_name(path)) {
      return std::nullopt;
    }
  }
  return system_problem(StateProblem::Kind::cannot_create, path);
}

tl::expected<std::string, StateProblem> read_private_file(const std::string& path, std::size_t limit) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)};
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
    return tl::unexpected(system_problem(StateProblem::Kind::cannot_open, path));
  }
  if (const auto problem = distrust(status, path)) {  // of what is read, not of what had the name a moment ago
    return tl::unexpected(*problem);
  }
  std::string bytes(limit, '\0');
  std::size_t size = 0;
  while (size < limit) {
    const ssize_t count = ::read(file.number(), bytes.data() + size, limit - size);
    if (count == 0) {
      bytes.resize(size);
      return bytes;
    }
    if (count < 0 && errno != EINTR) {
      break;
    }
    size += count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  if (size == limit) {
    return bytes;
  }
  return tl::unexpected(system_problem(StateProblem::Kind::cannot_open, path));
}

}  // namespace pecprobe
