// `pecprobe batch` as a user meets it: the built program with accounts files, against pecmock, whose journal counts the
// logins.
#include "tests/integration/mock_playing.hpp"
#include "tests/integration/pecprobe_run.hpp"
#include "tests/support/background_program.hpp"
#include "tests/support/wait_until.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <signal.h>

#include <algorithm>
#include <fstream>
#include <map>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using pecmock::JournalEntry;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr int k_accounts = 12;

std::string address_of(int number) { return fmt::format("u{:02}@pec.example", number); }
/// Every third mailbox has another password than its row says.
bool is_refused(int number) { return number % 3 == 0; }

std::string mailboxes() {
  std::string statements;
  for (int i = 1; i <= k_accounts; ++i) {
    statements += fmt::format("account \"{}\" {{ password \"{}\" }}\n", address_of(i),
                              is_refused(i) ? "another" : fmt::format("Bulk-{:02}", i));
  }
  return statements;
}

class BatchTest : public testing::Test {
 protected:
  BatchTest() : server(mailboxes()) {}

  /// Receiving and sending of every mailbox, with its password in the last column.
  [[nodiscard]] std::string accounts_file(mode_t mode = 0600) const {
    std::string csv =
        "\xEF\xBB\xBF"
        "Indirizzo;IMAP;SMTP;Etichette;Password\r\n";
    for (int i = 1; i <= k_accounts; ++i) {
      csv += fmt::format("{};{};{};{};Bulk-{:02}\r\n", address_of(i), url(Protocol::imap), url(Protocol::smtp),
                         i % 2 == 0 ? "pari" : "dispari", i);
    }
    return folder.file("caselle.csv", csv, mode);
  }

  [[nodiscard]] std::string url(Protocol protocol) const {
    return fmt::format("{}s://localhost:{}", to_string(protocol), server.port(protocol, TlsMode::implicit));
  }

  [[nodiscard]] std::vector<std::string> arguments(const std::string& file,
                                                   const std::vector<std::string>& options = {}) const {
    std::vector<std::string> all = {PECPROBE_PROGRAM, "batch", file, "--lang", "en", "--ca-file", server.ca_file()};
    all.insert(all.end(), options.begin(), options.end());
    return all;
  }

  [[nodiscard]] ProgramRun call(std::vector<std::string> words, std::vector<std::string> environment = {}) const {
    ProgramCall call;
    call.arguments = std::move(words);
    call.environment = std::move(environment);
    call.environment.push_back("XDG_STATE_HOME=" + folder.path().string());
    for (const std::string& variable : without_ignored_variables()) {
      call.environment.push_back(variable);
    }
    return run_program(call);
  }

  [[nodiscard]] ProgramRun batch(const std::string& file, const std::vector<std::string>& options = {},
                                 std::vector<std::string> environment = {}) const {
    return call(arguments(file, options), std::move(environment));
  }

  [[nodiscard]] std::string path(const std::string& name) const { return folder.path() / name; }

  /// How often each login was tried at each service.
  [[nodiscard]] std::map<std::string, int> logins() const {
    std::map<std::string, int> found;
    for (const JournalEntry& entry : server.journal().entries()) {
      if (entry.kind == JournalEntry::Kind::login) {
        ++found[fmt::format("{} {}", entry.login, to_string(entry.protocol))];
      }
    }
    return found;
  }

  TemporaryFolder folder;
  MockPlaying server;
};

/// Addresses with their verdicts, in the order of the report.
std::vector<std::string> verdicts(const json& report) {
  std::vector<std::string> out;
  for (const json& account : report.at("accounts")) {
    out.push_back(account.at("address").get<std::string>() + " " + account.at("verdict").get<std::string>());
  }
  return out;
}

std::vector<std::string> expected_verdicts() {
  std::vector<std::string> out;
  for (int i = 1; i <= k_accounts; ++i) {
    out.push_back(address_of(i) + (is_refused(i) ? " fail" : " pass"));
  }
  return out;
}

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST_F(BatchTest, TestsEveryServiceOnceAndReportsInTheOrderOfTheFile) {
  const ProgramRun run = batch(accounts_file(), {"--format", "json", "--report", "junit=" + path("junit.xml")});
  EXPECT_EQ(run.exit_status, 1) << run.err;
  EXPECT_EQ(verdicts(json::parse(run.out)), expected_verdicts());
  for (const auto& [service, count] : logins()) {
    EXPECT_EQ(count, 1) << service;
  }
  EXPECT_EQ(logins().size(), 2U * k_accounts);
  EXPECT_THAT(file_text(path("junit.xml")), AllOf(HasSubstr("name=\"u03@pec.example\""), HasSubstr("line=\"4\"")));
  EXPECT_THAT(run.err, HasSubstr("holds passwords in clear"));
}

TEST_F(BatchTest, KeepsNoJournalOfACompleteRunAndNoPasswordAnywhere) {
  const ProgramRun run = batch(accounts_file(), {"--format", "jsonl", "--resume", path("journal.jsonl"), "-v"});
  EXPECT_EQ(lines_in(run.out), static_cast<std::size_t>(k_accounts));
  for (const std::string& text : {run.out, run.err, file_text(path("journal.jsonl"))}) {
    EXPECT_THAT(text, Not(HasSubstr("Bulk-")));
  }
  EXPECT_EQ(batch(accounts_file(), {"--quiet", "--only", address_of(1)}).err, "");
  for (const auto& entry : std::filesystem::directory_iterator(path("pecprobe"))) {
    EXPECT_THAT(entry.path().filename().string(), testing::StartsWith("state.sqlite"));
  }
}

TEST_F(BatchTest, TellsAllFaultsOfAFileBeforeAnyConnection) {
  const std::string file = folder.file(
      "bad.csv", "address,imap,gestor,password_env\nnobody," + url(Protocol::imap) + ",,P\nb@pec.example,,,P\n", 0600);
  const ProgramRun run = batch(file);
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.err,
              AllOf(HasSubstr(file + ":1:14: gestor: not known"), HasSubstr(file + ":2:1: the address has no domain"),
                    HasSubstr(file + ":3:1: the domain does not tell the provider")));
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(server.journal().entries(), IsEmpty());
}

TEST_F(BatchTest, RefusesAColumnOfPasswordsThatOthersCanRead) {
  const ProgramRun run = batch(accounts_file(0644));
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.err, HasSubstr("caselle.csv:1:31: Password: other users can read the file (chmod 600)"));
  EXPECT_THAT(server.journal().entries(), IsEmpty());
}

TEST_F(BatchTest, TakesPasswordsFromVariablesCommandsAndFiles) {
  folder.file("pw", "Bulk-04\n");
  const std::string file = folder.file("boxes.toml", fmt::format(R"([defaults]
imap = "{}"
password_env = "PEC_PASSWORD"
[[account]]
address = "u01@pec.example"
[[account]]
address = "u02@pec.example"
password_command = ["printf", "%s", "Bulk-02"]
[[account]]
address = "u04@pec.example"
password_file = "pw"
[[account]]
address = "u05@pec.example"
password_command = ["false"]
)",
                                                                 url(Protocol::imap)));
  const ProgramRun run = batch(file, {"--format", "json"}, {"PEC_PASSWORD=Bulk-01"});
  EXPECT_EQ(verdicts(json::parse(run.out)),
            (std::vector<std::string>{"u01@pec.example pass", "u02@pec.example pass", "u04@pec.example pass",
                                      "u05@pec.example unverified"}));
  const ProgramRun unset = batch(file, {"--format", "json"});
  EXPECT_EQ(unset.exit_status, 2);
  EXPECT_THAT(unset.err, HasSubstr(file + ":3:16: password_env: the environment variable is not set"));
}

TEST_F(BatchTest, APasswordInTheColumnOfVariablesIsNotRepeated) {
  const std::string file =
      folder.file("boxes.csv", "indirizzo;imap;password_env\nu01@pec.example;" + url(Protocol::imap) + ";Bulk-01\n");
  const ProgramRun run = batch(file);
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.err, HasSubstr(fmt::format("{}:2:{}: password_env: the environment variable is not set", file,
                                             18 + url(Protocol::imap).size())));
  EXPECT_THAT(run.out + run.err, Not(HasSubstr("Bulk-01")));
}

TEST_F(BatchTest, TestsWhatIsChosen) {
  const std::string file = accounts_file();
  const ProgramRun chosen =
      batch(file, {"--format", "json", "--only", "u0?@*", "--exclude", "pari", "--report", "json=" + path("a.json")});
  EXPECT_EQ(verdicts(json::parse(chosen.out)),
            (std::vector<std::string>{"u01@pec.example pass", "u03@pec.example fail", "u05@pec.example pass",
                                      "u07@pec.example pass", "u09@pec.example fail"}));
  const ProgramRun again = batch(file, {"--format", "json", "--only-failed", path("a.json")});
  EXPECT_EQ(verdicts(json::parse(again.out)),
            (std::vector<std::string>{"u03@pec.example fail", "u09@pec.example fail"}));
  EXPECT_EQ(batch(file, {"--only", "nobody"}).exit_status, 2);
}

TEST_F(BatchTest, ShardsTogetherTestEveryAccountOnce) {
  std::vector<std::string> all;
  for (const char* index : {"0", "1", "2"}) {
    const ProgramRun run = batch(accounts_file(), {"--format", "json", "--shard", "auto/3", "--per-host", "6"},
                                 {std::string("JOB_COMPLETION_INDEX=") + index});
    EXPECT_EQ(json::parse(run.out).at("shard"),
              (json{{"number", std::stoi(index) + 1}, {"count", 3}, {"per_host", 2}}));
    EXPECT_THAT(run.err, HasSubstr("sessions at a host that are this part's: 2"));
    const auto part = verdicts(json::parse(run.out));
    EXPECT_EQ(part.size(), 4U);
    all.insert(all.end(), part.begin(), part.end());
  }
  EXPECT_THAT(all, testing::UnorderedElementsAreArray(expected_verdicts()));
}

TEST_F(BatchTest, APartWithoutAccountsPassesAndMergingMissesTheOthers) {
  const ProgramRun empty = batch(
      accounts_file(), {"--format", "json", "--shard", "3/3", "--per-host", "1", "--report", "json=" + path("3.json")});
  EXPECT_EQ(empty.exit_status, 0) << empty.err;
  EXPECT_EQ(json::parse(empty.out).at("summary").at("accounts"), 0);
  const ProgramRun merged = call({PECPROBE_PROGRAM, "report", "merge", path("3.json"), "--lang", "en"});
  EXPECT_EQ(merged.exit_status, 0);
  EXPECT_THAT(merged.err, HasSubstr("missing: 1, 2 (of 3)"));
}

TEST_F(BatchTest, StopsAtTheFirstFailureWhenAskedTo) {
  const ProgramRun run = batch(accounts_file(), {"--format", "json", "--fail-fast", "--concurrency", "1"});
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_LT(json::parse(run.out).at("accounts").size(), static_cast<std::size_t>(k_accounts));
  EXPECT_THAT(run.err, HasSubstr("To go on with the others: --resume"));
}

TEST_F(BatchTest, GoesOnOnlyWithTheJournalOfTheSameAccounts) {
  const std::string journal = path("journal.jsonl");
  static_cast<void>(batch(accounts_file(), {"--only", "pari", "--resume", journal}));
  const auto before = logins();
  const ProgramRun other = batch(accounts_file(), {"--resume", journal});
  EXPECT_EQ(other.exit_status, 2);
  EXPECT_THAT(other.err, HasSubstr("is of other accounts"));
  const ProgramRun same = batch(accounts_file(), {"--only", "pari", "--resume", journal, "--format", "json"});
  EXPECT_EQ(json::parse(same.out).at("accounts").size(), 6U);
  EXPECT_EQ(logins(), before);
}

TEST_F(BatchTest, AFullDiskIsOneErrorAndNoReport) {
  std::vector<std::string> words = {"/bin/sh", "-c", "exec \"$@\" >/dev/full", "sh"};
  const auto program =
      arguments(accounts_file(), {"--format", "jsonl", "--quiet", "--report", "json=" + path("r.json")});
  words.insert(words.end(), program.begin(), program.end());
  const ProgramRun run = call(words);
  EXPECT_EQ(run.exit_status, 3);
  EXPECT_THAT(run.err, AllOf(HasSubstr("No space left on device"), HasSubstr("--resume")));
  EXPECT_FALSE(std::filesystem::exists(path("r.json")));
}

TEST_F(BatchTest, AJournalThatCannotGrowIsOneErrorAndKeepsWhatItHolds) {
  std::vector<std::string> words = {"/bin/sh", "-c", "ulimit -f 24; exec \"$@\"", "sh"};
  const std::string journal = path("journal.jsonl");
  const auto program = arguments(accounts_file(), {"--quiet", "--no-memory", "--concurrency", "1", "--resume", journal,
                                                   "--report", "json=" + path("r.json")});
  words.insert(words.end(), program.begin(), program.end());
  const ProgramRun run = call(words);
  EXPECT_EQ(run.exit_status, 3) << run.err;
  EXPECT_THAT(run.err, HasSubstr("cannot be written (File too large)"));
  EXPECT_FALSE(std::filesystem::exists(path("r.json")));
  const ProgramRun rest = batch(accounts_file(), {"--resume", journal, "--format", "json", "--force"});
  EXPECT_EQ(verdicts(json::parse(rest.out)), expected_verdicts());
}

TEST_F(BatchTest, AClosedPipeEndsTheRun) {
  const std::string status = path("status");
  std::vector<std::string> words = {"/bin/sh", "-c", "{ \"$@\"; echo $? >" + status + "; } | true", "sh"};
  const auto program = arguments(accounts_file(), {"--format", "jsonl", "--quiet", "--concurrency", "1"});
  words.insert(words.end(), program.begin(), program.end());
  const ProgramRun run = call(words);
  EXPECT_EQ(wait_for_file(status), "3\n");
  EXPECT_THAT(run.err, HasSubstr("Broken pipe"));
  EXPECT_LT(logins().size(), 2U * k_accounts);
}

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

TEST_F(BatchTest, TakesDatesFromTheRecordAndNotesThereWhatAccepted) {
  const auto rotate = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {PECPROBE_PROGRAM, "rotate"});
    words.insert(words.end(), {"--lang", "en", "--today", "2026-11-22"});
    return call(words);
  };
  for (const int number : {1, 2, 3}) {
    ASSERT_EQ(rotate({"record", address_of(number), "--issued", "2026-11-01", "--expires", "2026-12-31"}).exit_status,
              0);
  }
  const std::string file =
      folder.file("caselle.csv",
                  fmt::format("address;imap;issued;password\n{0};{3};;Bulk-01\n{1};{3};2026-11-20;Bulk-02\n"
                              "{2};{3};;Bulk-03\n",
                              address_of(1), address_of(2), address_of(3), url(Protocol::imap)),
                  0600);
  const ProgramRun run = batch(file, {"--format", "json", "--today", "2026-11-22"});
  const json accounts = json::parse(run.out).at("accounts");
  EXPECT_EQ(accounts.at(0).at("password").at("expires"), "2026-12-31");
  EXPECT_EQ(accounts.at(1).at("password").at("issued"), "2026-11-20") << "the file knows better";
  const json list = json::parse(rotate({"list", "--format", "json"}).out).at("passwords");
  std::vector<std::string> verified;
  for (const json& password : list) {
    verified.push_back(password.at("address").get<std::string>() + " " +
                       std::to_string(password.at("verified").size()));
  }
  EXPECT_THAT(verified,
              testing::UnorderedElementsAre(address_of(1) + " 1", address_of(2) + " 1", address_of(3) + " 0"));
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
