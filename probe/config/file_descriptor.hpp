// An open file descriptor that is closed when its owner goes.
#pragma once

#include <unistd.h>

#include <utility>

namespace pecprobe {

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) noexcept : m_number(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
      close();
      m_number = std::exchange(other.m_number, -1);
    }
    return *this;
  }
  ~FileDescriptor() { close(); }

  [[nodiscard]] bool is_open() const noexcept { return m_number >= 0; }
  [[nodiscard]] int number() const noexcept { return m_number; }

  /// Closes now; false when the system could not keep what was written.
  bool close() noexcept { return m_number < 0 || ::close(std::exchange(m_number, -1)) == 0; }

 private:
  int m_number = -1;
};

}  // namespace pecprobe
