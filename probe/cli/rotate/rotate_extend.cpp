#include "probe/cli/rotate/rotate_change.hpp"
#include "probe/cli/rotate/rotate_dates.hpp"

#include <array>

namespace pecprobe {

namespace {

constexpr std::array<std::string_view, 2> k_options = {"on", "expires"};

OrLedgerError<LedgerEntry> extend(Ledger& ledger, const ChangeContext& context) {
  const RotationSettings& told = context.request.rotation;
  return ledger.extend(context.key, told.on.value_or(context.today), told.expires, context.today);
}

constexpr RotateChange k_extend = {{"extend", 1, 1, k_options, k_change_options}, extend, RefusalsAre::history};

}  // namespace

std::vector<OptionRow> rotate_extend_options() { return with_small_format(option_rows(k_extend.syntax)); }

int rotate_extend(const Invocation& invocation) { return run_rotate_change(k_extend, invocation); }

}  // namespace pecprobe
