#include "probe/cli/terminal/terminal.hpp"

#include "probe/config/caught_signals.hpp"
#include "probe/config/secret_reading.hpp"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace pecprobe {

namespace {

void write_all(int descriptor, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), text.size());
    if (count <= 0) {
      return;  // nobody sees the question; the answer is awaited all the same
    }
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

/// Switches the echo off and, when it goes, back to what it was.
class EchoOff {
 public:
  explicit EchoOff(int descriptor) : m_descriptor(descriptor), m_is_changed(tcgetattr(descriptor, &m_former) == 0) {
    if (m_is_changed) {
      termios silent = m_former;
      silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
      m_is_changed = tcsetattr(descriptor, TCSAFLUSH, &silent) == 0;
    }
  }
  EchoOff(const EchoOff&) = delete;
  EchoOff& operator=(const EchoOff&) = delete;
  ~EchoOff() {
    if (m_is_changed) {
      tcsetattr(m_descriptor, TCSAFLUSH, &m_former);
      write_all(m_descriptor, "\n");  // the Enter that was typed did not show
    }
  }
  [[nodiscard]] bool is_off() const noexcept { return m_is_changed; }

 private:
  int m_descriptor;
  termios m_former{};
  bool m_is_changed;
};

/// Waits until something can be read or a signal was noted. A signal that comes between the look and the wait would go
/// unseen, so the wait ends now and then.
void wait_for_typing(int descriptor, const CaughtSignals& signals) noexcept {
  constexpr int k_pause_ms = 200;
  pollfd typed{descriptor, POLLIN, 0};
  while (signals.last() == 0 && ::poll(&typed, 1, k_pause_ms) == 0) {
  }
}

/// One line with its end, straight into a secret.
tl::expected<Secret, SecretError> read_line(int descriptor, const CaughtSignals& signals) {
  Secret line;
  std::array<char, 1024> piece{};
  while (!line.reveal().ends_with('\n') && line.size() <= k_max_secret_input) {
    wait_for_typing(descriptor, signals);
    if (signals.last() != 0) {
      return tl::unexpected(SecretError{SecretProblem::interrupted, {}, signals.last()});
    }
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return tl::unexpected(system_failure(SecretProblem::cannot_read));
    }
    if (count == 0) {
      break;
    }
    line.append({piece.data(), static_cast<std::size_t>(count)});
    wipe(piece.data(), piece.size());
  }
  return line;
}

}  // namespace

std::unique_ptr<Terminal> Terminal::open() {
  if (isatty(STDIN_FILENO) == 0) {
    return nullptr;
  }
  FileDescriptor device{::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)};
  return device.is_open() ? std::unique_ptr<Terminal>(new Terminal(std::move(device))) : nullptr;
}

tl::expected<std::string, SecretError> Terminal::ask(std::string_view question) {
  return ask_line(question, Echo::on).map([](const Secret& line) {
    const std::string_view text = line.reveal();
    return std::string(text.substr(0, text.find_last_not_of("\r\n") + 1));
  });
}

tl::expected<Secret, SecretError> Terminal::ask_secret(std::string_view question) {
  return ask_line(question, Echo::off).and_then(only_line);
}

tl::expected<Secret, SecretError> Terminal::ask_line(std::string_view question, Echo echo) {
  while (true) {
    auto line = ask_once(question, echo);
    const int signal = line ? 0 : line.error().signal;
    if (signal != SIGTSTP && signal != SIGTTIN && signal != SIGTTOU) {
      return line;
    }
    raise(signal);  // the handlers and the echo are as before: now stop; SIGCONT goes on here
  }
}

tl::expected<Secret, SecretError> Terminal::ask_once(std::string_view question, Echo echo) {
  const CaughtSignals signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};
  std::unique_ptr<EchoOff> silence;
  if (echo == Echo::off) {
    silence = std::make_unique<EchoOff>(m_device.number());
    if (!silence->is_off()) {
      if (signals.last() != 0) {
        return tl::unexpected(SecretError{SecretProblem::interrupted, {}, signals.last()});
      }
      return tl::unexpected(system_failure(SecretProblem::cannot_read));  // never in the open
    }
  }
  write_all(m_device.number(), question);
  auto line = read_line(m_device.number(), signals);
  if (line && line->empty()) {
    return tl::unexpected(SecretError{SecretProblem::empty, {}});
  }
  return line;
}

}  // namespace pecprobe
