// `pecprobe batch` cut off by a signal, a limit, a kill or a damaged journal: what was done stays done, and nothing is
// asked twice.
#include "tests/integration/batch_program.hpp"
#include "tests/support/background_program.hpp"
#include "tests/support/wait_until.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>

#include <filesystem>
#include <fstream>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using pecmock::JournalEntry;
using testing::HasSubstr;

TEST_F(BatchTest, AnInterruptedRunReportsWhatWasDoneAndGoesOnLater) {
  const std::string journal = path("journal.jsonl");
  std::vector<std::string> program = {"/usr/bin/env", "XDG_STATE_HOME=" + folder.path().string()};
  const auto batch_words =
      arguments(accounts_file(), {"--resume", journal, "--format", "json", "--concurrency", "1", "--rate", "20/s"});
  program.insert(program.end(), batch_words.begin(), batch_words.end());
  BackgroundProgram running(folder.path(), program);
  ASSERT_TRUE(wait_until([&] { return lines_in(file_text(journal)) >= 3; }));
  running.signal(SIGINT);
  EXPECT_EQ(running.wait(), 130);
  const json report = json::parse(running.out());
  const std::size_t done = report.at("accounts").size();
  EXPECT_GE(done, 2U);
  EXPECT_LT(done, static_cast<std::size_t>(k_accounts));
  EXPECT_THAT(running.err(), HasSubstr("To go on with the others: --resume " + journal));
  const ProgramRun rest = batch(accounts_file(), {"--resume", journal, "--format", "json"});
  EXPECT_EQ(verdicts(json::parse(rest.out)), expected_verdicts());
}

/// A batch whose only server takes passwords and says nothing.
class UnansweredBatch : public testing::Test {
 protected:
  [[nodiscard]] std::vector<std::string> program(const std::vector<std::string>& options = {}) const {
    std::vector<std::string> words = {"/usr/bin/env",
                                      "XDG_STATE_HOME=" + folder.path().string(),
                                      PECPROBE_PROGRAM,
                                      "batch",
                                      file,
                                      "--lang",
                                      "en",
                                      "--ca-file",
                                      server.ca_file(),
                                      "--resume",
                                      folder.path() / "journal.jsonl",
                                      "--format",
                                      "json"};
    words.insert(words.end(), options.begin(), options.end());
    return words;
  }
  /// Interrupted once the password was sent.
  void interrupted_run(const std::vector<std::string>& options = {}) {
    const std::size_t before = logins();
    BackgroundProgram running(folder.path(), program(options));
    ASSERT_TRUE(wait_until([&] { return logins() > before; }));
    running.signal(SIGINT);
    EXPECT_EQ(running.wait(), 130);
  }
  [[nodiscard]] std::size_t logins() const { return server.journal().count(JournalEntry::Kind::login); }

  TemporaryFolder folder;
  MockPlaying server{"imap { on verdict silence }"};
  std::string file = folder.file("caselle.csv",
                                 fmt::format("indirizzo;imap;password\nu01@pec.example;imaps://localhost:{};Bulk-01\n",
                                             server.port(Protocol::imap, TlsMode::implicit)),
                                 0600);
};

TEST_F(UnansweredBatch, SendsAPasswordThatWasNotAnsweredOnceMoreAndThenOnlyByForce) {
  interrupted_run();
  interrupted_run();
  EXPECT_EQ(logins(), 2U);
  interrupted_run({"--force"});
  EXPECT_EQ(logins(), 3U);
  BackgroundProgram held_back(folder.path(), program());
  EXPECT_EQ(held_back.wait(), 4);
  EXPECT_EQ(logins(), 3U);
  EXPECT_EQ(verdicts(json::parse(held_back.out())), std::vector<std::string>{"u01@pec.example skipped"});
  EXPECT_THAT(held_back.out(), HasSubstr("the password was sent twice in runs that were cut off before the answer"));
}

TEST_F(BatchTest, ARunThatTakesTooLongStopsSaysSoAndGoesOnLater) {
  const std::string journal = path("journal.jsonl");
  const std::vector<std::string> good = {"--resume", journal, "--format", "json", "--only", "u01*", "--only", "u02*"};
  std::vector<std::string> hurried = good;
  hurried.insert(hurried.end(), {"--rate", "1/s", "--time-limit", "1s"});
  const ProgramRun run = batch(accounts_file(), hurried);
  EXPECT_EQ(run.exit_status, 4) << run.err;
  EXPECT_THAT(run.err, HasSubstr("To go on with the others: --resume " + journal));
  const ProgramRun rest = batch(accounts_file(), good);
  EXPECT_EQ(rest.exit_status, 0) << rest.err;
  EXPECT_EQ(verdicts(json::parse(rest.out)),
            (std::vector<std::string>{"u01@pec.example pass", "u02@pec.example pass"}));
}

/// Without the last line if the kill cut it off.
std::string whole_lines(const std::string& text) { return text.substr(0, text.rfind('\n') + 1); }

TEST_F(BatchTest, AResultThatCannotBeReadAgainCostsOneAccountAndNotTheReport) {
  const std::string journal = path("journal.jsonl");
  std::vector<std::string> program = {"/usr/bin/env", "XDG_STATE_HOME=" + folder.path().string()};
  const auto batch_words =
      arguments(accounts_file(), {"--resume", journal, "--format", "json", "--concurrency", "1", "--rate", "20/s"});
  program.insert(program.end(), batch_words.begin(), batch_words.end());
  BackgroundProgram running(folder.path(), program);
  ASSERT_TRUE(wait_until([&] { return lines_in(file_text(journal)) >= 2; }));
  const std::string kept = file_text(journal);
  const std::size_t first = kept.find('\n') + 1;
  const auto row = json::parse(kept.substr(first, kept.find('\n', first) - first)).at("row").get<std::ptrdiff_t>();
  std::fstream(journal, std::ios::in | std::ios::out).seekp(static_cast<std::streamoff>(first)) << '#';
  EXPECT_EQ(running.wait(), 3);
  auto expected = expected_verdicts();
  expected.erase(expected.begin() + row);
  EXPECT_EQ(verdicts(json::parse(running.out())), expected);
  EXPECT_THAT(running.err(), HasSubstr(fmt::format("caselle.csv:{}:1: what the journal holds of this account cannot be "
                                                   "read (not JSON): the report goes without it",
                                                   row + 2)));
}

/// Killed when its journal has that many lines, at whatever the program is doing then; the runs are spread over several
/// tests, which can be run side by side.
class KilledBatch : public BatchTest, public testing::WithParamInterface<int> {
 protected:
  void kill_after(std::size_t lines, const std::string& journal) {
    const std::string state = "XDG_STATE_HOME=" + folder.path().string();
    std::vector<std::string> program = {"/usr/bin/env", state};
    const auto words = arguments(accounts_file(), {"--resume", journal, "--format", "jsonl", "--concurrency", "4"});
    program.insert(program.end(), words.begin(), words.end());
    BackgroundProgram running(folder.path(), program);
    EXPECT_TRUE(wait_until([&] { return lines_in(file_text(journal)) >= lines; }));
    running.signal(SIGKILL);
    static_cast<void>(running.wait());
  }
};

TEST_P(KilledBatch, LosesNothingAndAsksNothingTwiceAfterARefusal) {
  for (int round = 0; round < 10; ++round) {
    const std::string journal = path(fmt::format("journal-{}.jsonl", round));
    kill_after(static_cast<std::size_t>(1 + (GetParam() * 10 + round) % k_accounts), journal);
    const std::string kept = whole_lines(file_text(journal));
    const auto at_kill = logins();
    const ProgramRun rest = batch(accounts_file(), {"--resume", journal, "--format", "json"});
    ASSERT_EQ(rest.exit_status, 1) << rest.err;
    EXPECT_EQ(verdicts(json::parse(rest.out)), expected_verdicts());
    for (const auto& [service, count] : logins()) {
      const std::string address = service.substr(0, service.find(' '));
      const bool was_kept = kept.find("\"address\":\"" + address) != std::string::npos;
      const auto earlier = at_kill.find(service);
      if (was_kept) {
        EXPECT_EQ(count, earlier == at_kill.end() ? 0 : earlier->second) << service << " was done before the kill";
      }
    }
    std::filesystem::remove_all(path("pecprobe"));  // the next round begins without memory
  }
}

INSTANTIATE_TEST_SUITE_P(FiveTimesTenRounds, KilledBatch, testing::Range(0, 5));

}  // namespace
}  // namespace pecprobe::test
