// The SMTP client dialogue.
#pragma once

#include "protocols/wire/dialogue.hpp"

#include <memory>

namespace pecprobe {

/// The client of a submission service (RFC 6409), from the greeting to QUIT. It never sends DATA,
/// BDAT or VRFY.
///
/// `input.credentials` and `input.redactor` outlive the dialogue. Throws std::invalid_argument when
/// the client name or an address holds what would end its argument: CR, LF, NUL, and `<` or `>` in
/// an address. The door refuses most of these, so this is a fault of the caller.
[[nodiscard]] std::unique_ptr<Dialogue> make_smtp_dialogue(DialogueInput input);

}  // namespace pecprobe
