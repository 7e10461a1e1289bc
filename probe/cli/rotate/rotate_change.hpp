// What the actions of `rotate` that change one entry have in common.
#pragma once

#include "probe/cli/invocation.hpp"
#include "probe/cli/options/rotate_options.hpp"
#include "probe/config/provider_table.hpp"
#include "probe/rotation/ledger.hpp"

#include <array>
#include <chrono>
#include <optional>

namespace pecprobe {

/// What a change may need to know.
struct ChangeContext {
  const CheckRequest& request;
  const LedgerKey key;
  const ProviderTable& table;
  std::chrono::sys_days today;
};

/// Whether the provider now has something else than when a password was refused: then that is forgotten.
enum class RefusalsAre { still_true, history };

inline constexpr std::array<std::string_view, 7> k_change_options = {"account-kind", "login", "today", "state",
                                                                     "format",       "lang",  "color"};

struct RotateChange {
  RotateSyntax syntax;
  OrLedgerError<LedgerEntry> (*make)(Ledger& ledger, const ChangeContext& context);
  RefusalsAre refusals = RefusalsAre::still_true;
  std::optional<UsageError> (*objection)(const CheckRequest& request) = nullptr;  // to what was typed
};

/// Parses, changes the ledger and prints the entry as it is afterwards. The exit status.
[[nodiscard]] int run_rotate_change(const RotateChange& change, const Invocation& invocation);

}  // namespace pecprobe
