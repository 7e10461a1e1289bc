// A server that says what a person pasted: the same dialogue and the same rules judge it as in a check.
#pragma once

#include "probe/advice/pasted_line.hpp"
#include "protocols/wire/service_facts.hpp"
#include "protocols/wire/step.hpp"

namespace pecprobe {

/// The facts of a service that answers everything well until `step`, answers `pasted` there, and closes the connection
/// when it is asked anything more. Nothing is connected; the password is made up.
[[nodiscard]] ServiceFacts facts_of(const PastedLine& pasted, Step step);

}  // namespace pecprobe
