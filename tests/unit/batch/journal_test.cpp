#include "probe/batch/journal.hpp"

#include "probe/report/json_account.hpp"
#include "probe/report/wording.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <sstream>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using test::TemporaryFolder;
using testing::HasSubstr;
using testing::Not;

JournalHeader header() {
  return {"abc123", 3, std::chrono::sys_days{2026y / 11 / 22} + 9h, std::chrono::sys_days{2026y / 11 / 22},
          Language::italian};
}

JournalEntry entry(std::size_t row, const AccountResult& result) {
  return {row, row + 2, shown(result, Wording::of(Language::italian), test::sample_day())};
}

/// Whole entries as tests compare them: as their reports show them.
std::string said_by(const JournalEntry& entry) {
  return fmt::format("{} {} {}", entry.row, entry.line, account_json(entry.account, DialogueInJson::left_out));
}
std::string said_by(const Journal& journal, std::size_t row) {
  const auto found = journal.entry(row).value();
  return found ? said_by(*found) : "nothing";
}

std::string bytes_of(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

/// Whatever stands in it is believed.
auto opened(const std::string& path, const JournalHeader& expected) {
  return Journal::open(path, expected, [](const JournalEntry&) { return std::nullopt; });
}

JournalError::Problem problem_with(const std::string& path, const JournalHeader& expected = header()) {
  return opened(path, expected).error().problem;
}

/// A journal with two results in it.
std::string written(const TemporaryFolder& folder) {
  std::string path = folder.path() / "journal.jsonl";
  const auto journal = opened(path, header());
  EXPECT_FALSE((*journal)->add(entry(0, test::good_account())));
  EXPECT_FALSE((*journal)->add(entry(2, test::rejected_account())));
  return path;
}

TEST(Journal, GoesOnWhereItEnded) {
  const TemporaryFolder folder;
  const std::string path = written(folder);
  JournalHeader later = header();
  later.started_at += 1h;
  const auto journal = opened(path, later);
  ASSERT_TRUE(journal);
  EXPECT_EQ((*journal)->header(), header());
  EXPECT_EQ((*journal)->done(), 2U);
  EXPECT_TRUE((*journal)->is_done(0));
  EXPECT_FALSE((*journal)->is_done(1));
  EXPECT_TRUE((*journal)->is_done(2));
  EXPECT_FALSE((*journal)->is_done(3));
}

TEST(Journal, GivesEveryKindOfResultBackAsItWas) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "journal.jsonl";
  const auto journal = opened(path, header());
  std::size_t row = 0;
  for (const auto& [name, result] : test::sample_results()) {
    ASSERT_FALSE((*journal)->add(entry(row, result)));
    EXPECT_EQ(said_by(**journal, row), said_by(entry(row, result))) << name;
    ++row;
  }
  EXPECT_EQ(said_by(**journal, row), "nothing");
}

TEST(Journal, TakesTheJsonOfAnAccountThatWasWrittenAlready) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "journal.jsonl";
  const JournalEntry result = entry(1, test::rejected_account());
  const auto journal = opened(path, header());
  ASSERT_FALSE((*journal)->add_with_json(result, account_json(result.account, DialogueInJson::left_out)));
  EXPECT_EQ(said_by(**journal, 1), said_by(result));
}

TEST(Journal, IsForItsUserOnly) {
  const TemporaryFolder folder;
  struct stat status = {};
  ASSERT_EQ(stat(written(folder).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  const std::string open_to_others = folder.file("open.jsonl", "", 0644);
  EXPECT_EQ(problem_with(open_to_others), JournalError::Problem::not_private);
  std::filesystem::create_symlink(written(folder), folder.path() / "link");
  EXPECT_EQ(problem_with(folder.path() / "link"), JournalError::Problem::cannot_open);
}

TEST(Journal, OfOtherAccountsIsRefused) {
  const TemporaryFolder folder;
  const std::string path = written(folder);
  JournalHeader other = header();
  other.digest = "def456";
  EXPECT_EQ(problem_with(path, other), JournalError::Problem::other_accounts);
}

TEST(Journal, IsNotWrittenByTwoRunsAtOnce) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "journal.jsonl";
  const auto first = opened(path, header());
  EXPECT_EQ(problem_with(path), JournalError::Problem::in_use);
}

TEST(Journal, ALineThatWasCutShortAnywhereCountsAsNotTested) {
  const TemporaryFolder folder;
  const std::string whole = bytes_of(written(folder));
  const std::size_t second = whole.find('\n', whole.find('\n') + 1) + 1;
  for (const std::size_t size : {second, second + 1, (second + whole.size()) / 2, whole.size() - 1}) {
    const std::string path = folder.file("cut.jsonl", whole.substr(0, size));
    const auto journal = opened(path, header());
    ASSERT_TRUE(journal) << size;
    EXPECT_TRUE((*journal)->is_done(0));
    EXPECT_FALSE((*journal)->is_done(2));
    ASSERT_FALSE((*journal)->add(entry(2, test::rejected_account())));
    EXPECT_EQ(bytes_of(path), whole);
  }
}

TEST(Journal, AHeaderThatWasCutShortIsBegunAnew) {
  const TemporaryFolder folder;
  const std::string path = folder.file("cut.jsonl", "{\"schema\":");
  ASSERT_TRUE(opened(path, header()));
  EXPECT_THAT(bytes_of(path), testing::EndsWith("\"lang\":\"it\"}\n"));
}

TEST(Journal, WhatIsNoJournalIsLeftAsItIs) {
  const TemporaryFolder folder;
  for (const char* bytes : {"address;imap\n", "{}\n", "{\"schema\":\"pecprobe.report/1\"}\n", "\n"}) {
    const std::string path = folder.file("other", bytes);
    EXPECT_EQ(problem_with(path), JournalError::Problem::not_a_journal) << bytes;
    EXPECT_EQ(bytes_of(path), bytes);
  }
}

TEST(Journal, ALineInItsMiddleThatIsDamagedIsNamed) {
  const TemporaryFolder folder;
  std::string whole = bytes_of(written(folder));
  whole[whole.find('\n') + 5] = '#';
  const auto journal = opened(folder.file("damaged.jsonl", whole), header());
  ASSERT_FALSE(journal);
  EXPECT_EQ(journal.error(), (JournalError{JournalError::Problem::damaged, "2: /: row is missing"}));
}

TEST(Journal, AnAccountThatWasCutOffIsTestedAgainAndItsLaterResultCounts) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "journal.jsonl";
  AccountResult cut_off = test::good_account();
  cut_off.services.back().diagnosis.code = Code::cancelled;
  {
    const auto journal = opened(path, header());
    ASSERT_FALSE((*journal)->add(entry(0, cut_off)));
    EXPECT_FALSE((*journal)->is_done(0));
    EXPECT_EQ(said_by(**journal, 0), said_by(entry(0, cut_off)));
    ASSERT_FALSE((*journal)->add(entry(0, test::good_account())));
  }
  const auto journal = opened(path, header());
  EXPECT_TRUE((*journal)->is_done(0));
  EXPECT_EQ((*journal)->done(), 1U);
  EXPECT_EQ(said_by(**journal, 0), said_by(entry(0, test::good_account())));
}

TEST(Journal, CountsThePasswordsThatWereSentAndNeverAnswered) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "journal.jsonl";
  AccountResult cut_off = test::good_account();
  for (ServiceResult& service : cut_off.services) {
    service.diagnosis.code = Code::cancelled;
    service.facts.dialogue.auth.accepted = false;
  }
  cut_off.services[0].facts.dialogue.auth.accepted = true;
  cut_off.services[1].facts.dialogue.auth.attempted = false;
  const Endpoint smtp = cut_off.services[2].facts.endpoint;
  {
    const auto journal = opened(path, header());
    ASSERT_FALSE((*journal)->add(entry(0, cut_off)));
    EXPECT_EQ((*journal)->unanswered_twice(0), std::vector<Endpoint>{});
    ASSERT_FALSE((*journal)->add(entry(1, cut_off)));
  }
  const auto journal = opened(path, header());
  EXPECT_EQ((*journal)->unanswered_twice(0), std::vector<Endpoint>{});
  ASSERT_FALSE((*journal)->add(entry(0, cut_off)));
  EXPECT_EQ((*journal)->unanswered_twice(0), std::vector<Endpoint>{smtp});
  EXPECT_EQ((*journal)->unanswered_twice(1), std::vector<Endpoint>{});
}

TEST(Journal, KnowsOfASecondPasswordBeforeItIsSentAndOfTheRotationAfterwards) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "journal.jsonl";
  {
    const auto journal = opened(path, header());
    ASSERT_FALSE((*journal)->add(entry(0, test::good_account())));
    ASSERT_FALSE((*journal)->add_second(1));
    EXPECT_TRUE((*journal)->is_second_sent(1));
  }
  const auto journal = opened(path, header());
  ASSERT_TRUE(journal);
  EXPECT_TRUE((*journal)->is_second_sent(1));
  EXPECT_FALSE((*journal)->is_second_sent(0));
  EXPECT_FALSE((*journal)->is_done(1));
  JournalEntry rotated = entry(1, test::good_account());
  rotated.account.rotation = "complete";
  ASSERT_FALSE((*journal)->add(rotated));
  EXPECT_EQ((*journal)->entry(1).value().value().account.rotation, "complete");
  EXPECT_EQ((*journal)->entry(0).value().value().account.rotation, "");
}

TEST(Journal, HoldsNoDialogue) {
  const TemporaryFolder folder;
  EXPECT_THAT(bytes_of(written(folder)), Not(HasSubstr("<password>")));
}

}  // namespace
}  // namespace pecprobe
