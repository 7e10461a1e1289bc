// Who is told when an account shows something else, as the options of `serve` name them.
#pragma once

#include "probe/cli/check_request.hpp"
#include "probe/cli/usage_error.hpp"
#include "probe/cli/watched_file.hpp"
#include "probe/hooks/change_hooks.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <optional>

namespace pecprobe {

/// What does not go together.
[[nodiscard]] std::optional<UsageError> hook_contradiction(const CheckRequest& request);

/// Null when nobody is named. What fails later is said on standard error. `request`, `file`, which was read, and
/// `clock` outlive the hooks.
[[nodiscard]] tl::expected<std::unique_ptr<hooks::ChangeHooks>, UsageError> hooks_for(const CheckRequest& request,
                                                                                      WatchedFile& file,
                                                                                      Language language,
                                                                                      const Clock& clock);

}  // namespace pecprobe
