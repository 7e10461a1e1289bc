// A subject for sentences about a code where no account is at hand.
#pragma once

#include "probe/report/diagnosis_text.hpp"

#include <optional>

namespace pecprobe {

/// Capital words of the language stand where a host, an address or a user name would ("SERVER"). `provider` null: not
/// known.
[[nodiscard]] Subject nameless_subject(std::optional<Protocol> protocol, const Provider* provider,
                                       const Wording& wording);

}  // namespace pecprobe
