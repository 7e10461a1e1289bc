#include "probe/batch/accounts_feed.hpp"

#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace pecprobe {
namespace {

using test::TemporaryFolder;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view k_file =
    "address,tags,provider,imap,password_env\n"
    "a1@pec.it,x,aruba,,P\n"
    "a2@pec.it,,aruba,,P\n"
    "a3@pec.it,,aruba,,P\n"
    "b1@pec.example,x,,imaps://b.example,P\n"
    "b2@pec.example,,,imaps://b.example,P\n";

/// An accounts file with the plan that was made of it.
struct Planned {
  explicit Planned(std::string_view content = k_file, AccountSelection selection = {{}, {}}, Shard shard = {})
      : path(folder.file("accounts.csv", content)), plan(std::move(selection), ShardBudgets(shard, 4)) {
    auto opened = AccountsFile::open(path, {}, [&](const AccountRow& row) { plan.add(row, nullptr); });
    plan.deal();
    file.emplace(std::move(opened.value()));
  }

  TemporaryFolder folder;
  std::string path;
  BatchPlan plan;
  std::optional<AccountsFile> file;
};

BatchAccount made(AccountRow row) {
  BatchAccount out;
  out.index = row.index;
  out.account = std::move(row.account);
  return out;
}

AccountsFeed feed_of(const Planned& planned, const std::set<std::size_t>& done = {}) {
  return {*planned.file, planned.plan, [done](std::size_t row) { return done.contains(row); }, made};
}

std::vector<std::size_t> drained(AccountsFeed& feed, const AccountFeed::Groups& waiting = {}) {
  std::vector<std::size_t> out;
  while (auto account = feed.next(waiting)) {
    out.push_back(account->index);
  }
  return out;
}

TEST(AccountsFeed, TakesTurnsBetweenTheProviders) {
  const Planned planned;
  AccountsFeed feed = feed_of(planned);
  EXPECT_EQ(feed.size(), 5U);
  EXPECT_THAT(drained(feed), ElementsAre(0U, 3U, 1U, 4U, 2U));
}

TEST(AccountsFeed, KeepsTheAccountsOfAGroupThatWaits) {
  const Planned planned;
  AccountsFeed feed = feed_of(planned);
  EXPECT_THAT(drained(feed, {"aruba"}), ElementsAre(3U, 4U));
  EXPECT_THAT(drained(feed), ElementsAre(0U, 1U, 2U));
}

TEST(AccountsFeed, GivesNothingThatWasDoneBefore) {
  const Planned planned;
  AccountsFeed feed = feed_of(planned, {0, 3, 4});
  EXPECT_EQ(feed.size(), 2U);
  EXPECT_THAT(drained(feed), ElementsAre(1U, 2U));
}

TEST(AccountsFeed, GivesNothingAfterAStop) {
  const Planned planned;
  AccountsFeed feed = feed_of(planned);
  feed.stop();
  EXPECT_THAT(drained(feed), IsEmpty());
}

TEST(AccountsFeed, EndsAtARowThatChangedSinceItWasChecked) {
  const Planned planned;
  AccountsFeed feed = feed_of(planned);
  std::fstream(planned.path, std::ios::in | std::ios::out | std::ios::binary).seekp(41) << "z";
  EXPECT_THAT(drained(feed), IsEmpty());
  ASSERT_TRUE(feed.fault());
  EXPECT_EQ(feed.fault()->place, (FilePlace{2, 1}));
}

TEST(BatchPlan, HoldsWhatIsSelectedInTheOrderOfTheFile) {
  const Planned planned{k_file, {{"x", "a3@*"}, {"a1@*"}}};
  EXPECT_THAT(planned.plan.rows(), ElementsAre(2U, 3U));
}

TEST(BatchPlan, OfAllShardsTogetherIsTheWholeFile) {
  std::vector<std::uint32_t> rows;
  for (std::size_t number = 1; number <= 3; ++number) {
    const Planned planned{k_file, {{}, {}}, {number, 3}};
    rows.insert(rows.end(), planned.plan.rows().begin(), planned.plan.rows().end());
  }
  EXPECT_THAT(rows, testing::UnorderedElementsAre(0U, 1U, 2U, 3U, 4U));
}

TEST(BatchPlan, GivesTheHostOfAProviderToTheSamePartsThoughAccountsNameItThemselves) {
  std::string file = "address,provider,imap,password_env\n";
  for (int i = 0; i < 8; ++i) {
    file += fmt::format("p{}@pec.it,aruba,,P\ne{}@pec.example,,imaps://IMAPS.pec.aruba.it,P\n", i, i);
  }
  std::size_t parts_with_accounts = 0;
  for (std::size_t number = 1; number <= 8; ++number) {
    parts_with_accounts += Planned{file, {{}, {}}, {number, 8}}.plan.rows().empty() ? 0U : 1U;
  }
  EXPECT_EQ(parts_with_accounts, 4U) << "as many as share four sessions at one host";
}

TEST(BatchPlan, HasADigestOfWhatIsTestedAndNotOfPasswords) {
  const std::string digest = Planned{}.plan.digest();
  const auto with = [](std::string_view from, std::string_view to) {
    std::string content(k_file);
    return content.replace(content.find(from), from.size(), to);
  };
  EXPECT_EQ(digest.size(), 64U);
  EXPECT_EQ(Planned{}.plan.digest(), digest);
  EXPECT_EQ(Planned{with(",P\n", ",Q\n")}.plan.digest(), digest);
  EXPECT_NE(Planned{with("b2@", "b3@")}.plan.digest(), digest);
  EXPECT_NE(Planned{with("//b.example", "//c.example")}.plan.digest(), digest);
  EXPECT_NE((Planned{k_file, {{}, {"x"}}}.plan.digest()), digest);
}

}  // namespace
}  // namespace pecprobe
