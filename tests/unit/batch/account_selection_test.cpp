#include "probe/batch/account_selection.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

Account account(std::string address, std::string login = {}) {
  Account out;
  out.login = login.empty() ? address : std::move(login);
  out.address = std::move(address);
  return out;
}

TEST(Patterns, StarsStandForAnyTextAndQuestionMarksForOneByte) {
  EXPECT_TRUE(matches_pattern("*@pec.example", "ditta@pec.example"));
  EXPECT_TRUE(matches_pattern("d*a@*.example", "DITTA@pec.example"));
  EXPECT_TRUE(matches_pattern("ditt?", "ditta"));
  EXPECT_TRUE(matches_pattern("**", ""));
  EXPECT_TRUE(matches_pattern("a*b*c", "axbxbxc"));
}

TEST(Patterns, TheWholeTextMustMatch) {
  EXPECT_FALSE(matches_pattern("ditta", "ditta@pec.example"));
  EXPECT_FALSE(matches_pattern("ditt?", "ditt"));
  EXPECT_FALSE(matches_pattern("", "x"));
  EXPECT_FALSE(matches_pattern("*b", "abc"));
  EXPECT_FALSE(matches_pattern("[d]itta", "ditta"));
}

TEST(Patterns, AreNotSlowOnTextsMadeForThat) {
  EXPECT_FALSE(matches_pattern("a*a*a*a*a*a*a*a*a*a*a*a*a*b", std::string(4000, 'a')));
}

TEST(Selection, WithoutPatternsEveryAccountIsTaken) {
  EXPECT_TRUE((AccountSelection{{}, {}}.takes(account("a@pec.example"), {})));
}

TEST(Selection, OneOfTheOnlyPatternsMustMatchTheAddressOrATag) {
  const AccountSelection selection{{"*@uno.example", "nord*"}, {}};
  EXPECT_TRUE(selection.takes(account("a@uno.example"), {}));
  EXPECT_TRUE(selection.takes(account("a@due.example"), {"sede", "nord-est"}));
  EXPECT_FALSE(selection.takes(account("a@due.example"), {"sud"}));
}

TEST(Selection, ExcludingBeatsChoosing) {
  const AccountSelection selection{{"*"}, {"test"}};
  EXPECT_FALSE(selection.takes(account("a@uno.example"), {"test"}));
}

TEST(Selection, OfAnEarlierReportWhatDidNotPassIsTaken) {
  AccountSelection selection{{}, {"c@*"}};
  ShownAccount failed;
  failed.address = failed.login = "a@pec.example";
  failed.verdict = Verdict::fail;
  ShownAccount temporary = failed;
  temporary.address = temporary.login = "c@pec.example";
  temporary.verdict = Verdict::temporary;
  ShownAccount passed = failed;
  passed.address = passed.login = "b@pec.example";
  passed.verdict = Verdict::pass;
  selection.only_failed({failed, temporary, passed});
  EXPECT_TRUE(selection.takes(account("a@pec.example"), {}));
  EXPECT_FALSE(selection.takes(account("a@pec.example", "collega"), {}));
  EXPECT_FALSE(selection.takes(account("b@pec.example"), {}));
  EXPECT_FALSE(selection.takes(account("c@pec.example"), {}));
  EXPECT_FALSE(selection.takes(account("new@pec.example"), {}));
}

}  // namespace
}  // namespace pecprobe
