#include "probe/rotation/list/rotation_list.hpp"

#include "tests/unit/rotation/examples.hpp"
#include "tests/unit/rotation/sample_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

RotationList list_on(sys_days today, const LedgerEntry& entry, std::optional<int> within = std::nullopt) {
  return rotation_list({{entry, {}, std::nullopt}}, today, within);
}

std::vector<RotationAction> actions_on(sys_days today, const LedgerEntry& entry,
                                       std::optional<int> within = std::nullopt) {
  return list_on(today, entry, within).passwords.front().actions;
}

TEST(RotationList, HasTheMostUrgentFirst) {
  std::vector<std::string> addresses;
  const RotationList list = sample_list();
  for (const ListedPassword& listed : list.passwords) {
    addresses.push_back(listed.record.entry.key.address);
  }
  EXPECT_THAT(addresses, ElementsAre("=scaduta@pec.example", "ultimo.giorno@pec.example", "archivio@pec.example",
                                     "posticipabile@pec.example", "piena@pec.example", "valida@pec.example",
                                     "ignota@pec.example", "spenta@pec.example"));
  EXPECT_EQ(list.needing_action(), 5U);
}

TEST(RotationList, SaysToExtendWhileThatIsPossibleAndToRenewAfterwards) {
  const LedgerEntry entry = entry_of(issued_on(k_august));
  EXPECT_THAT(actions_on(2026y / 10 / 17, entry), IsEmpty());
  EXPECT_THAT(actions_on(2026y / 10 / 18, entry), ElementsAre(RotationAction::extend));
  EXPECT_THAT(actions_on(2026y / 11 / 1, entry), ElementsAre(RotationAction::extend));
  EXPECT_THAT(actions_on(2026y / 11 / 2, entry), ElementsAre(RotationAction::renew));
}

TEST(RotationList, SaysToRenewWhereNothingIsKnownOfExtensions) {
  NewPassword password = issued_on(k_august);
  password.validity.extension_from_days.reset();
  EXPECT_THAT(actions_on(2026y / 10 / 18, entry_of(password)), ElementsAre(RotationAction::renew));
}

TEST(RotationList, HeedsThePersonsOwnLimit) {
  const LedgerEntry entry = entry_of(issued_on(k_august));
  EXPECT_THAT(actions_on(2026y / 10 / 2, entry, 30), ElementsAre(RotationAction::extend));
  EXPECT_THAT(actions_on(2026y / 10 / 1, entry, 30), IsEmpty());
  EXPECT_THAT(actions_on(2026y / 10 / 28, entry, 3), IsEmpty());
  EXPECT_THAT(actions_on(2026y / 10 / 29, entry, 3), ElementsAre(RotationAction::extend));
}

TEST(RotationList, ProgramsWithAnEarlierPasswordNeedActionAtAnyTime) {
  NewPassword password = issued_on(k_august);
  password.programs = {"ARXivar"};
  const LedgerEntry entry = entry_of(password);
  EXPECT_THAT(actions_on(k_august, entry), ElementsAre(RotationAction::install));
  EXPECT_THAT(actions_on(k_august, installed(entry, "ARXivar", k_today)->entry), IsEmpty());
}

TEST(RotationList, ADeactivatedPasswordNeedsNothing) {
  NewPassword password = issued_on(k_august);
  password.programs = {"ARXivar"};
  EXPECT_THAT(actions_on(k_today, deactivated(entry_of(password), k_november, k_today)->entry), IsEmpty());
}

TEST(RotationList, MakesEveryTextPrintable) {
  NewPassword password = issued_on(k_august);
  password.programs = {"Out\x1b[31mlook", "\xff"};
  PasswordOnRecord record{entry_of(password), {{LedgerEvent::Kind::installed, k_august, std::nullopt, "\x07", {}}}, {}};
  const RotationList list = rotation_list({record}, k_today, std::nullopt);
  EXPECT_EQ(list.passwords[0].record.entry.programs[0].name, "Out\\x1b[31mlook");
  EXPECT_EQ(list.passwords[0].record.entry.programs[1].name, "\\xff");
  EXPECT_EQ(list.passwords[0].record.history[0].detail, "\\x07");
}

TEST(RotationList, SharedNamesNobody) {
  Aliases aliases;
  NewPassword password = issued_on(k_august);
  password.key = {"ditta@pec.example", AccountKind::multiuser, "anna"};
  password.programs = {"Outlook di anna"};
  const RotationList shared = share(list_on(k_today, entry_of(password)), aliases);
  EXPECT_EQ(shared.passwords[0].record.entry.key, (LedgerKey{"account-1", AccountKind::multiuser, "login-1"}));
  EXPECT_EQ(shared.passwords[0].record.entry.programs[0].name, "Outlook di login-1");
}

}  // namespace
}  // namespace pecprobe
