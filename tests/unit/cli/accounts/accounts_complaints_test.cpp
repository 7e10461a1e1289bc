#include "probe/cli/accounts/accounts_complaints.hpp"

#include "probe/config/accounts_columns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace pecprobe {
namespace {

using testing::HasSubstr;
using testing::Not;

const ProviderTable& table() { return ProviderTable::built_in(); }

TEST(AccountsComplaints, EveryProblemHasASentenceOfItsOwn) {
  std::set<Message> seen;
  for (int i = 0; i <= static_cast<int>(AccountsProblem::contradicts_other); ++i) {
    const UsageError error = usage_error(AccountsFault{{}, static_cast<AccountsProblem>(i), "what", "detail"}, table());
    EXPECT_NE(error.message, Message::internal_error) << i;
    EXPECT_TRUE(seen.insert(error.message).second) << i;
  }
}

TEST(AccountsComplaints, SentencesAboutRowsNameColumnsAndNoOptions) {
  // The reader of files has its own words for the first two; the third is about an option.
  const std::set<InputProblem> others = {InputProblem::login_empty, InputProblem::login_has_control_characters,
                                         InputProblem::cleartext_not_on_loopback};
  for (int i = 0; i <= static_cast<int>(InputProblem::cleartext_not_on_loopback); ++i) {
    const InputError input{static_cast<InputProblem>(i), "imap"};
    if (others.contains(input.problem)) {
      continue;
    }
    const UsageError error = usage_error(AccountsFault{{2, 1}, input, {}, {}}, table());
    for (const Language language : {Language::italian, Language::english}) {
      EXPECT_THAT(text(error.message, language, error.what, error.detail), Not(HasSubstr("--"))) << i;
    }
  }
}

TEST(AccountsComplaints, APasswordThatDoesNotFitIsNamedByItsColumn) {
  const UsageError error =
      usage_error(AccountsFault{{2, 9}, SecretError{SecretProblem::several_lines, {}}, "Password", {}}, table());
  EXPECT_EQ(error, (UsageError{Message::password_several_lines, "Password", {}}));
}

TEST(AccountsComplaints, PlacesAreWrittenAsCompilersWriteThem) {
  EXPECT_EQ(place_in("a.csv", {17, 3}), "a.csv:17:3");
  EXPECT_EQ(place_in("a.csv", {}), "a.csv");
}

TEST(ColumnsHelp, NamesEveryColumnThatIsNotASourceOfARotation) {
  for (const Language language : {Language::italian, Language::english}) {
    const std::string help = columns_help(language);
    for (const AccountsColumnRow& row : accounts_columns()) {
      const bool is_source_of_rotation =
          (row.key.starts_with("new_") || row.key.starts_with("old_")) && !is_password(row.column);
      if (!is_source_of_rotation) {
        EXPECT_THAT(help, HasSubstr("\n  " + std::string(row.key) + " ")) << row.key;
      }
    }
  }
}

}  // namespace
}  // namespace pecprobe
