// A program that runs beside a test, its outputs in files.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace pecprobe::test {

/// Killed when it still runs at the end of the object's life.
class BackgroundProgram {
 public:
  /// `arguments` begin with the program's path; its outputs are written to files in `folder`. Throws
  /// std::system_error when it cannot be started.
  BackgroundProgram(std::filesystem::path folder, std::vector<std::string> arguments);
  BackgroundProgram(const BackgroundProgram&) = delete;
  BackgroundProgram& operator=(const BackgroundProgram&) = delete;
  ~BackgroundProgram();

  /// Waits for its end: the exit status, or the signal's number below zero.
  int wait();
  void signal(int number) const;

  [[nodiscard]] std::string out() const;
  [[nodiscard]] std::string err() const;

 private:
  std::filesystem::path m_folder;
  pid_t m_process = -1;
};

/// All bytes of a file; nothing when there is none.
[[nodiscard]] std::string file_text(const std::filesystem::path& file);

/// Waits, twenty seconds at most, until a program has written the file; its text.
[[nodiscard]] std::string wait_for_file(const std::filesystem::path& file);

}  // namespace pecprobe::test
