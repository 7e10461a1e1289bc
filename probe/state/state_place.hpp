// Where the state is kept.
#pragma once

#include <optional>
#include <string>

namespace pecprobe {

/// `$XDG_STATE_HOME/pecprobe/state.sqlite`, else `~/.local/state/pecprobe/state.sqlite` (XDG Base
/// Directory Specification 0.8). `xdg_state_home` and `home` are the variables' values; one that is
/// not an absolute path counts as not set. Nothing when neither tells.
[[nodiscard]] std::optional<std::string> usual_state_file(const std::optional<std::string>& xdg_state_home,
                                                          const std::optional<std::string>& home);

}  // namespace pecprobe
