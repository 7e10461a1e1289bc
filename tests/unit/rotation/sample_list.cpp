#include "tests/unit/rotation/sample_list.hpp"

#include "tests/unit/rotation/examples.hpp"

namespace pecprobe::test {

namespace {

constexpr sys_days k_day = 2027y / 3 / 28;

PasswordOnRecord record_of(std::string address, sys_days issued, const Validity& validity = k_three_months) {
  Provider provider;
  provider.id = "gestore";
  provider.name = "Gestore PEC";
  const NewPassword password{{std::move(address)}, "gestore", validity, issued};
  return {recorded(std::nullopt, password, k_day)->entry, {}, provider};
}

/// Extended once, installed in one of two programs, verified.
PasswordOnRecord full_record() {
  PasswordOnRecord record = record_of("piena@pec.example", 2026y / 11 / 30);
  record.entry.key = {"piena@pec.example", AccountKind::multiuser, "anna"};
  record.entry.programs = {{"ARXivar", sys_days{2026y / 12 / 1}}, {"Outlook; \"nuovo\"", std::nullopt}};
  record.entry = extended(record.entry, 2027y / 2 / 20, std::nullopt, k_day)->entry;
  record.entry.verified = {{Protocol::imap, k_day + 8h}, {Protocol::smtp, k_day + 9h}};
  record.history = {
      {LedgerEvent::Kind::recorded, 2026y / 11 / 30, sys_days{2027y / 2 / 28}, "", sys_days{2026y / 11 / 30} + 9h},
      {LedgerEvent::Kind::installed, 2026y / 12 / 1, std::nullopt, "ARXivar", sys_days{2026y / 12 / 1} + 9h}};
  return record;
}

}  // namespace

RotationList sample_list() {
  PasswordOnRecord dead = record_of("spenta@pec.example", 2027y / 1 / 1);
  dead.entry = deactivated(dead.entry, 2027y / 2 / 1, k_day)->entry;
  PasswordOnRecord archive = record_of("archivio@pec.example", 2027y / 1 / 4, Validity{{}, 90, {}});
  archive.entry.key.kind = AccountKind::archive;
  PasswordOnRecord unknown = record_of("ignota@pec.example", 2027y / 1 / 1, {});
  unknown.provider.reset();
  unknown.entry.provider.clear();
  RotationList list = rotation_list(
      {std::move(unknown), std::move(dead), record_of("valida@pec.example", 2027y / 3 / 1), full_record(),
       record_of("ultimo.giorno@pec.example", 2026y / 12 / 28), std::move(archive),
       record_of("posticipabile@pec.example", 2027y / 1 / 5), record_of("=scaduta@pec.example", 2026y / 11 / 30)},
      k_day, std::nullopt);
  list.tool = {"0.1.0", "7.88.1", "3.0.15"};
  return list;
}

}  // namespace pecprobe::test
