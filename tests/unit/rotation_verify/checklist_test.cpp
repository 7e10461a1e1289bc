#include "probe/rotation/verify/checklist.hpp"

#include "tests/unit/engine/scripted_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

MailSettings settings(std::vector<Protocol> protocols = {Protocol::imap, Protocol::pop3, Protocol::smtp}) {
  return mail_settings(test::account_with(std::move(protocols)), nullptr);
}

std::vector<ChecklistItem> items(std::vector<ProgramOnRecord> programs, const MailSettings& of = settings()) {
  return checklist(programs, of, Language::italian);
}

TEST(Checklist, NamesBothTabsOfArxivar) {
  const auto found = items({{"ARXivar"}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, "arxivar");
  EXPECT_THAT(found[0].fields, ElementsAre(PasswordField{Direction::receive, "Linguetta Ricezione", "Password"},
                                           PasswordField{Direction::send, "Linguetta Invia", "Password"}));
  EXPECT_FALSE(found[0].where.empty());
}

TEST(Checklist, NamesIncomingAndOutgoingMailOfOutlook) {
  EXPECT_THAT(items({{"outlook ufficio acquisti", Updated::yes}})[0].fields,
              ElementsAre(PasswordField{Direction::receive, "Posta in arrivo", "Password"},
                          PasswordField{Direction::send, "Posta in uscita", "Password"}));
}

TEST(Checklist, KeepsAProgramThatItDoesNotKnow) {
  EXPECT_THAT(items({{"Outlooker"}, {"Gestionale", Updated::yes}}),
              ElementsAre(ChecklistItem{{"Outlooker", Updated::no}, "", "", {}},
                          ChecklistItem{{"Gestionale", Updated::yes}, "", "", {}}));
}

TEST(Checklist, LeavesOutADirectionThatTheAccountDoesNotHave) {
  EXPECT_THAT(items({{"Outlook"}}, settings({Protocol::smtp}))[0].fields,
              ElementsAre(PasswordField{Direction::send, "Posta in uscita", "Password"}));
}

TEST(Checklist, OfEveryKnownProgramIsThatOfTheSettings) {
  std::vector<std::string> ids;
  for (const ChecklistItem& item : every_known_program(settings(), Language::english)) {
    ids.push_back(item.id);
    EXPECT_EQ(item.fields.size(), 2U);
  }
  EXPECT_THAT(ids, ElementsAre("arxivar", "outlook", "thunderbird"));
  EXPECT_THAT(items({}), IsEmpty());
}

}  // namespace
}  // namespace pecprobe
