// The dialogue for a protocol: the one place that knows all three.
#pragma once

#include "protocols/wire/dialogue.hpp"

#include <memory>

namespace pecprobe {

/// Never null. What `input` refers to outlives the dialogue.
[[nodiscard]] std::unique_ptr<Dialogue> make_dialogue(Protocol protocol, DialogueInput input);

}  // namespace pecprobe
