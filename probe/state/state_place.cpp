#include "probe/state/state_place.hpp"

namespace pecprobe {

namespace {

bool is_absolute(const std::optional<std::string>& path) { return path && path->starts_with('/'); }

}  // namespace

std::optional<std::string> usual_state_file(const std::optional<std::string>& xdg_state_home,
                                            const std::optional<std::string>& home) {
  constexpr const char* k_file = "/pecprobe/state.sqlite";
  if (is_absolute(xdg_state_home)) {
    return *xdg_state_home + k_file;
  }
  if (is_absolute(home)) {
    return *home + "/.local/state" + k_file;
  }
  return std::nullopt;
}

}  // namespace pecprobe
