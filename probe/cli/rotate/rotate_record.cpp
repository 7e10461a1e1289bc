#include "probe/cli/rotate/rotate_change.hpp"
#include "probe/cli/rotate/rotate_dates.hpp"

#include <array>

namespace pecprobe {

namespace {

constexpr std::array<std::string_view, 6> k_options = {"issued",  "expires",  "provider",
                                                       "used-by", "validity", "extension-window"};

/// The person's word over the provider's row.
Validity validity_told(const RotationSettings& told, const Provider* provider) {
  Validity validity = validity_of(provider);
  if (told.validity) {
    validity.months = told.validity->months;
    validity.days = told.validity->days;
  }
  if (told.extension_window_days) {
    validity.extension_from_days = told.extension_window_days;
  }
  return validity;
}

OrLedgerError<LedgerEntry> record(Ledger& ledger, const ChangeContext& context) {
  const CheckRequest& request = context.request;
  const Provider* provider = request.account.provider.empty() ? context.table.infer_provider(request.account.address)
                                                              : context.table.find_provider(request.account.provider);
  NewPassword password{context.key, provider == nullptr ? std::string{} : provider->id,
                       validity_told(request.rotation, provider), *request.verification.issued,
                       request.rotation.expires};
  if (!request.rotation.programs.empty()) {
    password.programs = request.rotation.programs;
  }
  return ledger.record(password, context.today);
}

std::optional<UsageError> objection(const CheckRequest& request) {
  return request.verification.issued ? std::nullopt : std::optional(UsageError{Message::record_without_date, {}, {}});
}

constexpr RotateChange k_record = {
    {"record", 1, 1, k_options, k_change_options}, record, RefusalsAre::history, objection};

}  // namespace

std::vector<OptionRow> rotate_record_options() { return with_small_format(option_rows(k_record.syntax)); }

int rotate_record(const Invocation& invocation) { return run_rotate_change(k_record, invocation); }

}  // namespace pecprobe
