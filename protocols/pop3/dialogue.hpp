// The POP3 client dialogue.
#pragma once

#include "protocols/wire/dialogue.hpp"

#include <memory>

namespace pecprobe {

/// `input.credentials` and `input.redactor` outlive the dialogue.
[[nodiscard]] std::unique_ptr<Dialogue> make_pop3_dialogue(DialogueInput input);

}  // namespace pecprobe
