#include "probe/cli/batch/journal_place.hpp"

#include "probe/state/private_file.hpp"
#include "probe/state/state_place.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <utility>
#include <vector>

namespace pecprobe {

namespace {

/// Each with its last slash, the best first.
std::vector<std::string> folders(const Environment& environment) {
  std::vector<std::string> found;
  if (const auto state = usual_state_file(environment("XDG_STATE_HOME"), environment("HOME"))) {
    found.push_back(state->substr(0, state->rfind('/') + 1));
  }
  const std::string temporary = environment("TMPDIR").value_or("");
  found.push_back(temporary.starts_with('/') ? temporary + "/" : "/tmp/");
  return found;
}

}  // namespace

tl::expected<std::string, UsageError> make_usual_journal(const Environment& environment, Timestamp now) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  UsageError error{};
  for (const std::string& folder : folders(environment)) {
    const std::string path = fmt::format("{}pecprobe-journal-{}-{}.jsonl", folder, seconds, getpid());
    const auto problem = create_private_file(path, {});
    if (!problem) {
      return path;
    }
    error = {Message::journal_cannot_open, path, problem->detail};
  }
  return tl::unexpected(std::move(error));
}

}  // namespace pecprobe
