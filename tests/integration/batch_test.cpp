// `pecprobe batch` as a user meets it: the built program with accounts files, against pecmock, whose journal counts the
// logins.
#include "tests/integration/batch_program.hpp"
#include "tests/support/background_program.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

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

}  // namespace
}  // namespace pecprobe::test
