// Notices that a file became another one.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

namespace pecprobe {

/// By what the system says of the file under this name, which holds for every way of writing it: in place, by renaming,
/// through a link, on any file system.
class ChangedFile {
 public:
  /// What is there now is known.
  explicit ChangedFile(std::string path);

  /// Whether there is another one than what is known, and it was the same at the last two calls: whoever writes it is
  /// done. It is known from then on. A file that is missing is no other one.
  [[nodiscard]] bool look();
  /// What is there now is known.
  void take_note();

 private:
  struct Mark {
    dev_t device = 0;
    ino_t number = 0;
    off_t size = 0;
    std::int64_t changed = 0;  // nanoseconds since 1970

    bool operator==(const Mark&) const = default;
  };
  [[nodiscard]] std::optional<Mark> mark() const;

  std::string m_path;
  std::optional<Mark> m_known;
  std::optional<Mark> m_seen;
};

}  // namespace pecprobe
