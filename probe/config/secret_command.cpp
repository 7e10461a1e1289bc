#include "probe/config/secret_command.hpp"

#include "probe/config/caught_signals.hpp"
#include "probe/config/child_process.hpp"
#include "probe/config/secret_reading.hpp"
#include "probe/config/shell_words.hpp"
#include "protocols/base/redactor.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>

namespace pecprobe {

namespace {

constexpr std::size_t k_kept_error_output = 4096;
constexpr std::size_t k_shown_error_output = 400;
constexpr int k_poll_ms = 20;  // how soon the end of a command is seen whose grandchild keeps the pipe open

enum class PipeState { open, ended };

struct Outputs {
  Secret output;
  std::string error_output;
};

/// Takes what is there now.
PipeState drain_output(int descriptor, Secret& into) {
  std::array<char, 4096> piece{};
  while (into.size() <= k_max_secret_input) {
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count <= 0) {
      return count < 0 && (errno == EAGAIN || errno == EINTR) ? PipeState::open : PipeState::ended;
    }
    into.append({piece.data(), static_cast<std::size_t>(count)});
    wipe(piece.data(), piece.size());
  }
  return PipeState::open;
}

/// Reads on past the cap, so that a command that says much does not wait for us for ever.
PipeState drain_error_output(int descriptor, std::string& into) {
  std::array<char, 4096> piece{};
  for (int reads = 0; reads < 64; ++reads) {
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count <= 0) {
      return count < 0 && (errno == EAGAIN || errno == EINTR) ? PipeState::open : PipeState::ended;
    }
    const std::size_t room = k_kept_error_output - into.size();
    into.append(piece.data(), std::min(static_cast<std::size_t>(count), room));
  }
  return PipeState::open;
}

/// Waits for the end of `child` and fills `outputs`; the reason when it must be killed instead.
std::optional<SecretError> await(ChildProcess& child, Outputs& outputs, std::chrono::milliseconds limit,
                                 const CaughtSignals& signals) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  std::array<pollfd, 2> watched = {{{child.output(), POLLIN, 0}, {child.error_output(), POLLIN, 0}}};
  while (true) {
    static_cast<void>(::poll(watched.data(), watched.size(), k_poll_ms));
    const bool has_ended = child.has_ended();  // asked first: what it wrote before is then in the pipes
    if (drain_output(child.output(), outputs.output) == PipeState::ended) {
      watched[0].fd = -1;
    }
    if (drain_error_output(child.error_output(), outputs.error_output) == PipeState::ended) {
      watched[1].fd = -1;
    }
    if (outputs.output.size() > k_max_secret_input) {
      return SecretError{SecretProblem::too_long, {}};
    }
    if (has_ended) {
      return std::nullopt;
    }
    if (signals.last() != 0) {
      return SecretError{SecretProblem::interrupted, {}, signals.last()};
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      return SecretError{SecretProblem::command_timed_out, {}};
    }
  }
}

/// What a failed command said, on one line, without what may be the password.
std::string shown_error_output(const Outputs& outputs) {
  std::string_view output = outputs.output.reveal();
  output = output.substr(0, output.find_last_not_of("\r\n") + 1);
  std::string text = Redactor{Secret{output}, {}}.redact(outputs.error_output);
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return printable(text, k_shown_error_output);
}

std::string how_it_ended(int wait_status) {
  return WIFSIGNALED(wait_status) ? fmt::format("signal {}", WTERMSIG(wait_status))
                                  : fmt::format("exit {}", WEXITSTATUS(wait_status));
}

tl::expected<std::vector<std::string>, SecretError> words_of(std::string_view command_line) {
  auto words = shell_words(command_line);
  if (!words) {
    const bool needs_shell = words.error() == ShellWordsError::operator_;
    return tl::unexpected(
        SecretError{needs_shell ? SecretProblem::command_needs_shell : SecretProblem::command_malformed, {}});
  }
  if (words->empty() || command_line.find('\0') != std::string_view::npos) {
    return tl::unexpected(SecretError{SecretProblem::command_malformed, {}});
  }
  return std::move(*words);
}

}  // namespace

tl::expected<Secret, SecretError> read_from_command(std::string_view command_line, std::chrono::milliseconds limit) {
  const auto words = words_of(command_line);
  if (!words) {
    return tl::unexpected(words.error());
  }
  const CaughtSignals signals{SIGINT, SIGTERM, SIGHUP};  // before there is a child that could outlive us
  auto child = ChildProcess::start(*words);
  if (!child) {
    errno = child.error();
    return tl::unexpected(system_failure(SecretProblem::command_not_started));
  }
  Outputs outputs;
  if (auto error = await(*child, outputs, limit, signals)) {
    return tl::unexpected(std::move(*error));
  }
  const int status = child->wait_status();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    const std::string said = shown_error_output(outputs);
    return tl::unexpected(SecretError{SecretProblem::command_failed,
                                      said.empty() ? how_it_ended(status) : how_it_ended(status) + ": " + said});
  }
  return std::move(outputs.output);
}

}  // namespace pecprobe
