#include "probe/config/secret_command.hpp"

#include "probe/config/caught_signals.hpp"
#include "probe/config/child_wait.hpp"
#include "probe/config/secret_reading.hpp"
#include "probe/config/shell_words.hpp"
#include "protocols/base/redactor.hpp"

#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <functional>

namespace pecprobe {

namespace {

constexpr std::size_t k_most_lines = 100;  // of an output that is looked for in what the command said besides

/// What a failed command said, without what may be the password: any line of its output, or all of it.
std::string said_without(const Secret& output, const std::string& error_output) {
  constexpr std::string_view k_ends = "\r\n";
  const std::string_view whole = output.reveal().substr(0, output.reveal().find_last_not_of(k_ends) + 1);
  std::string said = Redactor{Secret{whole}, {}}.redact(error_output);
  std::size_t lines = 0;
  for (std::string_view rest = whole; !rest.empty() && lines < k_most_lines; ++lines) {
    const std::size_t end = std::min(rest.find_first_of(k_ends), rest.size());
    said = Redactor{Secret{rest.substr(0, end)}, {}}.redact(said);
    rest.remove_prefix(std::min(rest.find_first_not_of(k_ends, end), rest.size()));
  }
  return lines < k_most_lines ? shown_error_output(said) : std::string{};
}

tl::expected<Secret, SecretError> output_of(std::string_view command_line, std::chrono::milliseconds limit,
                                            const std::function<bool()>& must_stop) {
  const auto words = command_words(command_line);
  if (!words) {
    return tl::unexpected(words.error());
  }
  if (must_stop()) {
    return tl::unexpected(SecretError{SecretProblem::interrupted, {}});
  }
  auto child = ChildProcess::start(*words);
  if (!child) {
    errno = child.error();
    return tl::unexpected(system_failure(SecretProblem::command_not_started));
  }
  Secret output;
  const auto is_too_long = [&] { return output.size() > k_max_secret_input; };
  const ChildOutcome outcome = await_child(*child, {.limit = limit,
                                                    .must_stop = [&] { return is_too_long() || must_stop(); },
                                                    .on_output =
                                                        [&](std::string_view bytes) {
                                                          if (!is_too_long()) {
                                                            output.append(bytes);
                                                          }
                                                        }});
  if (is_too_long()) {
    return tl::unexpected(SecretError{SecretProblem::too_long, {}});
  }
  switch (outcome.end) {
    case ChildEnd::by_itself: break;
    case ChildEnd::stopped: return tl::unexpected(SecretError{SecretProblem::interrupted, {}});
    case ChildEnd::timed_out: return tl::unexpected(SecretError{SecretProblem::command_timed_out, {}});
  }
  const int status = child->wait_status();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    const std::string said = said_without(output, outcome.error_output);
    const std::string ended = how_child_ended(status);
    return tl::unexpected(SecretError{SecretProblem::command_failed, said.empty() ? ended : ended + ": " + said});
  }
  return output;
}

}  // namespace

tl::expected<std::vector<std::string>, SecretError> command_words(std::string_view command_line) {
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

tl::expected<Secret, SecretError> read_from_command(std::string_view command_line, std::chrono::milliseconds limit) {
  const CaughtSignals signals{SIGINT, SIGTERM, SIGHUP};  // before there is a child that could outlive us
  auto output = output_of(command_line, limit, [&signals] { return signals.last() != 0; });
  if (signals.last() != 0) {  // also when it came as the command ended: nobody else has heard of it
    return tl::unexpected(SecretError{SecretProblem::interrupted, {}, signals.last()});
  }
  return output;
}

tl::expected<Secret, SecretError> read_from_command(std::string_view command_line, const std::stop_token& stop,
                                                    std::chrono::milliseconds limit) {
  return output_of(command_line, limit, [&stop] { return stop.stop_requested(); });
}

}  // namespace pecprobe
