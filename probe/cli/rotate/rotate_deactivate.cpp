#include "probe/cli/rotate/rotate_change.hpp"
#include "probe/cli/rotate/rotate_dates.hpp"

#include <array>

namespace pecprobe {

namespace {

constexpr std::array<std::string_view, 1> k_options = {"on"};

OrLedgerError<LedgerEntry> deactivate(Ledger& ledger, const ChangeContext& context) {
  return ledger.deactivate(context.key, context.request.rotation.on.value_or(context.today), context.today);
}

constexpr RotateChange k_deactivate = {{"deactivate", 1, 1, k_options, k_change_options}, deactivate};

}  // namespace

std::vector<OptionRow> rotate_deactivate_options() { return with_small_format(option_rows(k_deactivate.syntax)); }

int rotate_deactivate(const Invocation& invocation) { return run_rotate_change(k_deactivate, invocation); }

}  // namespace pecprobe
