#include "probe/batch/journal_fit.hpp"

#include "probe/batch/journal_line.hpp"
#include "probe/report/wording.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using test::TemporaryFolder;

/// The plan of a file with the three services of test::good_account() in its second row; the first is another's.
class JournalFit : public testing::Test {
 protected:
  JournalFit() {
    plan.add(row_of(test::rejected_account(), 0, "altra@pec.example"), nullptr);
    plan.add(row_of(test::good_account(), 1, test::good_account().account.address), nullptr);
    plan.deal();
  }

  static AccountRow row_of(const AccountResult& result, std::size_t index, std::string address) {
    AccountRow row;
    row.index = index;
    row.account = result.account;
    row.account.address = std::move(address);
    row.account.endpoints.clear();
    for (const ServiceResult& service : result.services) {
      row.account.endpoints.push_back(service.facts.endpoint);
    }
    return row;
  }
  static JournalEntry entry(const AccountResult& result, std::size_t row = 1) {
    return {row, row + 2, shown(result, Wording::of(Language::english), test::sample_day())};
  }
  [[nodiscard]] std::string objection(const JournalEntry& entry) const {
    return contradiction(entry, plan).value_or("none");
  }

  AccountSelection everything{{}, {}};
  BatchPlan plan{everything, ShardBudgets{}};
};

TEST_F(JournalFit, AResultOfTheRowsAccountIsBelieved) { EXPECT_EQ(objection(entry(test::good_account())), "none"); }

TEST_F(JournalFit, AServiceMayHaveAResultForEachOfItsAddresses) {
  AccountResult result = test::good_account();
  result.services.insert(result.services.begin() + 1, result.services.front());
  EXPECT_EQ(objection(entry(result)), "none");
}

TEST_F(JournalFit, HostileTextsAreTheSameAfterwards) {
  const AccountResult hostile = test::hostile_account();
  plan.add(row_of(hostile, 2, hostile.account.address), nullptr);
  plan.deal();
  const auto again = journal_line::read_entry(journal_line::of(entry(hostile, 2)));
  EXPECT_EQ(objection(again.value()), "none");
}

TEST_F(JournalFit, AnotherAccountOrServiceIsNot) {
  const std::string expected = "another account than stands in its row";
  EXPECT_EQ(objection(entry(test::good_account(), 0)), expected);
  AccountResult other = test::good_account();
  other.account.login = "collega";
  EXPECT_EQ(objection(entry(other)), expected);
  other = test::good_account();
  other.account.kind = AccountKind::archive;
  EXPECT_EQ(objection(entry(other)), expected);
  other = test::good_account();
  other.services.back().facts.endpoint.port = 2525;
  EXPECT_EQ(objection(entry(other)), expected);
  other = test::good_account();
  other.services.pop_back();
  EXPECT_EQ(objection(entry(other)), expected);
}

TEST_F(JournalFit, ARowThatIsNotOfTheRunIsNot) {
  EXPECT_EQ(objection(entry(test::good_account(), 2)), "another account than stands in its row");
  EXPECT_EQ(objection(entry(test::good_account(), 4'294'967'295)), "another account than stands in its row");
}

TEST_F(JournalFit, WhatPassedWithoutALoginIsNot) {
  AccountResult result = test::good_account();
  result.services.back().facts.dialogue.auth.accepted = false;
  EXPECT_EQ(objection(entry(result)), "a service that passed without a login");
}

TEST_F(JournalFit, AnAccountWithoutServicesIsNot) {
  AccountResult result = test::good_account();
  result.services.clear();
  EXPECT_EQ(objection(entry(result)), "no services");
}

TEST_F(JournalFit, AJournalWithAnImpossibleRowIsDamagedBeforeMemoryIsTakenForIt) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "journal.jsonl";
  const JournalHeader header{plan.digest(), 2, Timestamp{}, test::sample_day(), Language::english};
  const JournalDoubt doubt = [this](const JournalEntry& found) { return contradiction(found, plan); };
  ASSERT_FALSE((*Journal::open(path, header, doubt))->add(entry(test::good_account())));
  JournalEntry impossible = entry(test::good_account());
  impossible.row = 4'294'967'295;
  std::ofstream(path, std::ios::app) << journal_line::of(impossible) << '\n';
  const auto journal = Journal::open(path, header, doubt);
  ASSERT_FALSE(journal);
  EXPECT_EQ(journal.error(),
            (JournalError{JournalError::Problem::damaged, "3: another account than stands in its row"}));
}

}  // namespace
}  // namespace pecprobe
