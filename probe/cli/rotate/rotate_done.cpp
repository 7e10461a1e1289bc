#include "probe/cli/rotate/rotate_change.hpp"
#include "probe/cli/rotate/rotate_dates.hpp"

namespace pecprobe {

namespace {

OrLedgerError<LedgerEntry> done(Ledger& ledger, const ChangeContext& context) {
  return ledger.install(context.key, context.request.rotation.programs.front(), context.today);
}

constexpr RotateChange k_done = {{"done", 2, 2, {}, k_change_options}, done};

}  // namespace

std::vector<OptionRow> rotate_done_options() { return with_small_format(option_rows(k_done.syntax)); }

int rotate_done(const Invocation& invocation) { return run_rotate_change(k_done, invocation); }

}  // namespace pecprobe
