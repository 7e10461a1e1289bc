#include "tests/support/person_at_terminal.hpp"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace pecprobe::test {

PersonAtTerminal::PersonAtTerminal(const std::function<int()>& program) {
  m_child = forkpty(&m_master, nullptr, nullptr, nullptr);
  if (m_child == 0) {
    _exit(program());
  }
}

PersonAtTerminal::~PersonAtTerminal() {
  kill(m_child, SIGKILL);
  waitpid(m_child, nullptr, 0);
  close(m_master);
}

bool PersonAtTerminal::read_byte() {
  pollfd ready{m_master, POLLIN, 0};
  char byte = 0;
  if (poll(&ready, 1, 20'000) != 1 || read(m_master, &byte, 1) != 1) {
    return false;
  }
  m_shown += byte;
  m_all_shown += byte;
  return true;
}

bool PersonAtTerminal::sees(std::string_view text) {
  while (m_shown.find(text) == std::string::npos) {
    if (!read_byte()) {
      return false;
    }
  }
  m_shown.clear();
  return true;
}

void PersonAtTerminal::watches_to_the_end() {
  while (read_byte()) {
  }
}

void PersonAtTerminal::types(std::string_view text) const {
  if (write(m_master, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    throw std::system_error(errno, std::generic_category(), "the terminal takes no more");
  }
}

void PersonAtTerminal::sends(int signal) const { kill(m_child, signal); }

bool PersonAtTerminal::has_echo() const {
  termios settings{};
  tcgetattr(m_master, &settings);
  return (settings.c_lflag & static_cast<tcflag_t>(ECHO)) != 0;
}

int PersonAtTerminal::status() const {
  int status = 0;
  waitpid(m_child, &status, WUNTRACED);
  return status;
}

}  // namespace pecprobe::test
