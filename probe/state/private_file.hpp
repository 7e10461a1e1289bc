// Files that only their user can read: made whole or not at all.
#pragma once

#include "probe/state/state_problem.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace pecprobe {

enum class Presence { present, missing };

/// Whether the file is there. A problem when it is but cannot be trusted: not a regular file, of
/// another user, or open to others (any permission for group or others).
[[nodiscard]] tl::expected<Presence, StateProblem> look_at_private_file(const std::string& path);

/// Makes the folders that are missing (0700), then the file (0600) with these bytes under its name in
/// one step, so that nobody ever sees a part of it. A file that is there already, as when another
/// process was faster, stays as it is and is no problem.
[[nodiscard]] std::optional<StateProblem> create_private_file(const std::string& path, std::string_view bytes);

/// The whole file, at most `limit` bytes of it. A problem when it cannot be trusted, as for look_at_private_file().
[[nodiscard]] tl::expected<std::string, StateProblem> read_private_file(const std::string& path, std::size_t limit);

}  // namespace pecprobe
