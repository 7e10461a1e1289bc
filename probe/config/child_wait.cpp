#include "probe/config/child_wait.hpp"

#include "protocols/base/secret.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace pecprobe {

namespace {

constexpr std::size_t k_kept_error_output = 4096;
constexpr std::size_t k_shown_error_output = 400;
constexpr int k_poll_ms = 20;  // how soon the end of a command is seen whose grandchild keeps the pipe open
constexpr int k_reads = 64;    // in a row, so that a program that never stops talking meets its limit

enum class PipeState { open, ended };

/// Takes what is there now.
PipeState drain(int descriptor, const OnPiece& on_piece) {
  std::array<char, 4096> piece{};
  for (int reads = 0; reads < k_reads; ++reads) {
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count <= 0) {
      return count < 0 && (errno == EAGAIN || errno == EINTR) ? PipeState::open : PipeState::ended;
    }
    on_piece({piece.data(), static_cast<std::size_t>(count)});
    wipe(piece.data(), piece.size());
  }
  return PipeState::open;
}

}  // namespace

ChildOutcome await_child(ChildProcess& child, const ChildWait& wait) {
  ChildOutcome outcome;
  const OnPiece keep_error = [&](std::string_view bytes) {
    outcome.error_output.append(bytes.substr(0, k_kept_error_output - outcome.error_output.size()));
  };
  const auto deadline = std::chrono::steady_clock::now() + wait.limit;
  std::array<pollfd, 2> watched = {{{child.output(), POLLIN, 0}, {child.error_output(), POLLIN, 0}}};
  while (true) {
    static_cast<void>(::poll(watched.data(), watched.size(), k_poll_ms));
    const bool has_ended = child.has_ended();  // asked first: what it wrote before is then in the pipes
    if (drain(child.output(), wait.on_output) == PipeState::ended) {
      watched[0].fd = -1;
    }
    if (drain(child.error_output(), keep_error) == PipeState::ended) {
      watched[1].fd = -1;
    }
    if (has_ended) {
      return outcome;
    }
    if (wait.must_stop()) {
      outcome.end = ChildEnd::stopped;
      return outcome;
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      outcome.end = ChildEnd::timed_out;
      return outcome;
    }
  }
}

std::string how_child_ended(int wait_status) {
  return WIFSIGNALED(wait_status) ? fmt::format("signal {}", WTERMSIG(wait_status))
                                  : fmt::format("exit {}", WEXITSTATUS(wait_status));
}

std::string shown_error_output(std::string text) {
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return printable(text, k_shown_error_output);
}

}  // namespace pecprobe
