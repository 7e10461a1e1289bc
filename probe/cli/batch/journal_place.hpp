// Where the journal of a run is kept, when nobody says where.
#pragma once

#include "probe/cli/language.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "protocols/base/clock.hpp"

#include <tl/expected.hpp>

#include <string>

namespace pecprobe {

/// A new, empty file that only its user can read: in the folder of the state, or where none can be made in TMPDIR or
/// /tmp. Its name says when the run began.
[[nodiscard]] tl::expected<std::string, UsageError> make_usual_journal(const Environment& environment, Timestamp now);

}  // namespace pecprobe
