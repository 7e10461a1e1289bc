// A person at a pseudo-terminal: what runs in a child process has it as its terminal.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>

namespace pecprobe::test {

class PersonAtTerminal {
 public:
  /// `program` runs in the child, whose exit status it gives, unless it becomes another program.
  explicit PersonAtTerminal(const std::function<int()>& program);
  PersonAtTerminal(const PersonAtTerminal&) = delete;
  PersonAtTerminal& operator=(const PersonAtTerminal&) = delete;
  /// Kills the child when it still runs.
  ~PersonAtTerminal();

  [[nodiscard]] bool exists() const noexcept { return m_child > 0; }

  /// Waits, twenty seconds at most, until `text` has been shown; what was shown so far is then forgotten.
  bool sees(std::string_view text);
  /// Reads on until the terminal is closed.
  void watches_to_the_end();
  /// All of it goes to the child's terminal, or an exception.
  void types(std::string_view text) const;
  void sends(int signal) const;
  [[nodiscard]] bool has_echo() const;
  /// Waits until the child has stopped (WUNTRACED) or ended; its wait status.
  [[nodiscard]] int status() const;

  [[nodiscard]] const std::string& all_shown() const noexcept { return m_all_shown; }

 private:
  /// The next byte shown; false at the end, or when nothing comes for twenty seconds.
  bool read_byte();

  pid_t m_child = -1;
  int m_master = -1;
  std::string m_shown;
  std::string m_all_shown;
};

}  // namespace pecprobe::test
