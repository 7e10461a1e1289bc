#include "probe/rotation/import_rules.hpp"

#include <utility>

namespace pecprobe {

namespace {

using std::chrono::sys_days;

OrRefusal<Import> taken_in(const std::optional<LedgerEntry>& former, const NewPassword& password, sys_days today) {
  auto change = recorded(former, password, today);
  if (!change) {
    return tl::unexpected(change.error());
  }
  if (!former) {
    return Import{ImportOutcome::added, *std::move(change)};
  }
  LedgerEntry same_revision = change->entry;
  same_revision.revision = former->revision;
  return same_revision == *former ? Import{ImportOutcome::unchanged}
                                  : Import{ImportOutcome::changed, *std::move(change)};
}

/// The password on record, with what the file adds.
NewPassword on_record(const LedgerEntry& former, const ToldPassword& told) {
  const bool is_known = !former.provider.empty() || former.expires;
  return {former.key,
          is_known ? former.provider : told.provider,
          is_known ? former.validity : told.validity,
          former.issued,
          former.expires,
          told.programs};
}

}  // namespace

OrRefusal<Import> imported(const std::optional<LedgerEntry>& former, const ToldPassword& told, WhenNewer when_newer,
                           sys_days today) {
  if (!former && !told.issued) {
    return Import{ImportOutcome::without_date};
  }
  const sys_days issued = told.issued.value_or(former ? former->issued : sys_days{});
  const bool is_newer_on_record =
      former && (former->issued > issued || (former->issued == issued && former->deactivated));
  if (is_newer_on_record && (when_newer == WhenNewer::keep || !told.issued)) {
    return Import{ImportOutcome::newer_on_record};
  }
  if (former && former->issued == issued && !former->deactivated) {
    return taken_in(former, on_record(*former, told), today);
  }
  return taken_in(former, {told.key, told.provider, told.validity, issued, std::nullopt, told.programs}, today);
}

}  // namespace pecprobe
