// What is said of a password on record, in one language.
#pragma once

#include "probe/report/wording.hpp"
#include "probe/rotation/list/rotation_list.hpp"

#include <string>
#include <vector>

namespace pecprobe {

/// How long it lasts, or since when it does not.
[[nodiscard]] std::string state_sentence(const ListedPassword& listed, const Wording& wording);

/// One for each action, with the place at the provider and the command that takes the result in.
[[nodiscard]] std::vector<std::string> action_sentences(const ListedPassword& listed, const Wording& wording);

/// "2 of 5 passwords need action."
[[nodiscard]] std::string list_sentence(const RotationList& list, const Wording& wording);

}  // namespace pecprobe
