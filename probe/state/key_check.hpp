// Brings a state file and its key together.
#pragma once

#include "probe/state/digest_key.hpp"
#include "probe/state/state_file.hpp"

namespace pecprobe {

/// The key in the file beside the state, `path`.key; made where the state has never had one. A key that
/// is gone, or is another one, is a problem: with a new key nothing remembered could be recognised.
[[nodiscard]] tl::expected<DigestKey, StateProblem> key_of(StateFile& file);

}  // namespace pecprobe
