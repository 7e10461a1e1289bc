#include "probe/rotation/verify/verification_ledger.hpp"

namespace pecprobe {

namespace {

using std::chrono::sys_days;

std::vector<ProgramOnRecord> programs_of(const LedgerEntry& entry) {
  std::vector<ProgramOnRecord> programs;
  for (const InstalledProgram& program : entry.programs) {
    programs.push_back({program.name, program.done ? Updated::yes : Updated::no});
  }
  return programs;
}

LedgerNote note_of(const LedgerEntry& entry) {
  const PasswordDates dates = password_dates(entry);
  return {RecordedDates{entry.issued, dates.expires, dates.extendable_from, entry.deactivated}, programs_of(entry), {}};
}

/// The facts of a password that takes the place of `former`; what only the ledger knows of the account stays.
NewPassword new_password(const LedgerKey& key, const ProvedVerification& proved,
                         const std::optional<LedgerEntry>& former) {
  NewPassword password{key, {}, {}, proved.issued};
  if (proved.provider != nullptr) {
    password.provider = proved.provider->id;
    password.validity = validity_of(proved.provider);
  } else if (former) {
    password.provider = former->provider;
    password.validity = former->validity;
  }
  password.programs = proved.programs;
  return password;
}

std::vector<Protocol> protocols_of(const Verification& verification) {
  std::vector<Protocol> protocols;
  for (const ServiceAnswer& answer : verification.answers()) {
    protocols.push_back(answer.protocol);
  }
  return protocols;
}

OrLedgerError<LedgerNote> record_rotation(Ledger& ledger, const LedgerKey& key, const ProvedVerification& proved,
                                          const std::optional<LedgerEntry>& former) {
  // The same password may stand there with an end that the portal showed: it is not described anew.
  const bool is_on_record = former && former->issued == proved.issued && !former->deactivated;
  if (!is_on_record || proved.programs) {
    if (const auto entry = ledger.record(new_password(key, proved, former), proved.today); !entry) {
      return tl::unexpected(entry.error());
    }
  }
  if (auto problem = ledger.note_accepted({{key, protocols_of(proved.verification)}})) {
    return tl::unexpected(LedgerError{*std::move(problem)});
  }
  const auto entry = ledger.add_event(
      key, {LedgerEvent::Kind::verified, proved.today, std::nullopt, proved.evidence_sha256, Timestamp{}});
  if (!entry) {
    return tl::unexpected(entry.error());
  }
  LedgerNote note = note_of(*entry);
  if (former && former->issued != proved.issued) {
    note.issued_before = former->issued;
  }
  return note;
}

OrLedgerError<LedgerNote> record_deactivation(Ledger& ledger, const LedgerKey& key, const ProvedVerification& proved) {
  if (const auto entry = ledger.deactivate(key, proved.today, proved.today); !entry) {
    return tl::unexpected(entry.error());
  }
  const auto entry = ledger.add_event(
      key, {LedgerEvent::Kind::found_dead, proved.today, std::nullopt, proved.evidence_sha256, Timestamp{}});
  return entry ? OrLedgerError<LedgerNote>(note_of(*entry)) : tl::unexpected(entry.error());
}

}  // namespace

OrLedgerError<LedgerNote> record_verification(Ledger& ledger, const ProvedVerification& proved) {
  const LedgerKey key = ledger_key(proved.verification.account.account);
  const auto former = ledger.find(key);
  if (!former) {
    return tl::unexpected(LedgerError{former.error()});
  }
  switch (proved.verification.outcome.result) {
    case VerificationResult::complete: return record_rotation(ledger, key, proved, *former);
    case VerificationResult::deactivated: return record_deactivation(ledger, key, proved);
    case VerificationResult::half_done:
    case VerificationResult::old_password_still_accepted:
    case VerificationResult::new_password_refused:
    case VerificationResult::deactivated_password_still_accepted:
    case VerificationResult::unverifiable: break;
  }
  return LedgerNote{std::nullopt, *former ? programs_of(**former) : std::vector<ProgramOnRecord>{}, {}};
}

}  // namespace pecprobe
