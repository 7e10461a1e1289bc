#include "probe/serve/background/changed_file.hpp"

#include <sys/stat.h>

#include <utility>

namespace pecprobe {

ChangedFile::ChangedFile(std::string path) : m_path(std::move(path)) { take_note(); }

bool ChangedFile::look() {
  const auto now = mark();
  const bool is_settled = now == std::exchange(m_seen, now);
  if (!now || !is_settled || now == m_known) {
    return false;
  }
  m_known = now;
  return true;
}

void ChangedFile::take_note() { m_known = m_seen = mark(); }

std::optional<ChangedFile::Mark> ChangedFile::mark() const {
  constexpr std::int64_t k_nanoseconds = 1'000'000'000;
  struct stat found = {};
  if (::stat(m_path.c_str(), &found) != 0) {
    return std::nullopt;
  }
  return Mark{found.st_dev, found.st_ino, found.st_size, found.st_mtim.tv_sec * k_nanoseconds + found.st_mtim.tv_nsec};
}

}  // namespace pecprobe
