#include "probe/cli/state_path.hpp"

#include "probe/state/state_place.hpp"

#include <utility>

namespace pecprobe {

tl::expected<std::string, StateProblem> state_path(const GuardSettings& guard, const Environment& environment) {
  if (!guard.state_file.empty()) {
    return guard.state_file;
  }
  auto usual = usual_state_file(environment("XDG_STATE_HOME"), environment("HOME"));
  if (!usual) {
    return tl::unexpected(StateProblem{StateProblem::Kind::no_place, {}, {}});
  }
  return *std::move(usual);
}

}  // namespace pecprobe
