// Who is told when an account shows something else, as the options of `serve` name them.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "probe/cli/serve/watched_file.hpp"
#include "probe/hooks/change_hooks.hpp"
#include "probe/serve/checks/check_tools.hpp"
#include "probe/serve/checks/session_turns.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <optional>

namespace pecprobe {

/// What does not go together.
[[nodiscard]] std::optional<UsageError> hook_contradiction(const CheckRequest& request);

/// What hooks share with the tests.
struct HookTools {
  WatchedFile& file;  // was read
  const CheckTools& checks;
  SessionTurns& turns;
  const Clock& clock;
};

/// Null when nobody is named. What fails later is said on standard error. `request`, `tools` and what it names outlive
/// the hooks.
[[nodiscard]] tl::expected<std::unique_ptr<hooks::ChangeHooks>, UsageError> hooks_for(const CheckRequest& request,
                                                                                      const HookTools& tools,
                                                                                      Language language);

}  // namespace pecprobe
