// `pecprobe batch --rotate` as a user meets it: many rotations verified at pecmock's servers, whose journal counts the
// logins with each password.
#include "tests/integration/mock_playing.hpp"
#include "tests/integration/pecprobe_run.hpp"
#include "tests/support/background_program.hpp"
#include "tests/support/wait_until.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <signal.h>

#include <filesystem>
#include <map>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using pecmock::JournalEntry;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

/// Four boxes whose password was replaced this morning: in one the old one still works, one has another new password
/// than its row says.
constexpr const char* k_boxes = R"(now 2026-11-22T09:01
account "a@pec.example" {
  issued 2026-08-01 "old-a"
  replaced 2026-11-22T09:00 "new-a"
}
account "b@pec.example" {
  issued 2026-08-01 "old-b"
  replaced 2026-11-22T09:00 "new-b"
}
account "lingers@pec.example" {
  issued 2026-08-01 "old-lingers"
  replaced 2026-11-22T09:00 "new-lingers"
  old_stays 24h
}
account "typo@pec.example" {
  issued 2026-08-01 "old-typo"
  replaced 2026-11-22T09:00 "something-else"
}
)";

class BatchRotationTest : public testing::Test {
 protected:
  [[nodiscard]] ProgramRun run(const std::vector<std::string>& words) const {
    ProgramCall call;
    call.arguments = {PECPROBE_PROGRAM};
    call.arguments.insert(call.arguments.end(), words.begin(), words.end());
    call.arguments.insert(call.arguments.end(), {"--lang", "en", "--today", "2026-11-22"});
    call.environment = {"XDG_STATE_HOME=" + folder.path().string()};
    for (const std::string& variable : without_ignored_variables()) {
      call.environment.push_back(variable);
    }
    return run_program(call);
  }
  [[nodiscard]] std::vector<std::string> rotate_words(const std::vector<std::string>& options = {}) const {
    std::vector<std::string> words = {"batch", file, "--rotate", "--ca-file", server.ca_file(), "--no-mx"};
    words.insert(words.end(), options.begin(), options.end());
    return words;
  }
  [[nodiscard]] ProgramRun rotate(const std::vector<std::string>& options = {}) const {
    return run(rotate_words(options));
  }
  [[nodiscard]] std::string rows(const std::vector<std::string>& names) const {
    std::string csv = "address;imap;smtp;used_by;new_password;old_password\n";
    for (const std::string& name : names) {
      csv +=
          fmt::format("{0}@pec.example;imaps://localhost:{1};smtps://localhost:{2};ARXivar;new-{0};old-{0}\n", name,
                      server.port(Protocol::imap, TlsMode::implicit), server.port(Protocol::smtp, TlsMode::implicit));
    }
    return csv;
  }
  /// How often each box was asked at each service: with a password that was taken, and with one that was not.
  [[nodiscard]] std::map<std::string, std::pair<int, int>> logins() const {
    std::map<std::string, std::pair<int, int>> found;
    for (const JournalEntry& entry : server.journal().entries()) {
      if (entry.kind == JournalEntry::Kind::login) {
        auto& [taken, refused] =
            found[entry.login.substr(0, entry.login.find('@')) + " " + std::string(to_string(entry.protocol))];
        ++(entry.outcome == "accepted" ? taken : refused);
      }
    }
    return found;
  }
  /// Boxes with the day of issue on record.
  [[nodiscard]] std::vector<std::string> on_record() const {
    std::vector<std::string> found;
    const json list = json::parse(run({"rotate", "list", "--format", "json"}).out);
    for (const json& password : list.at("passwords")) {
      found.push_back(password.at("address").get<std::string>() + " " +
                      password.at("password").at("issued").get<std::string>() + " " +
                      std::to_string(password.at("verified").size()));
    }
    return found;
  }
  [[nodiscard]] std::string path(const std::string& name) const { return folder.path() / name; }

  TemporaryFolder folder;
  MockPlaying server{k_boxes};
  std::string file = folder.file("rotation.csv", rows({"a", "b", "lingers", "typo"}), 0600);
};

std::vector<std::string> codes(const json& report) {
  std::vector<std::string> out;
  for (const json& account : report.at("accounts")) {
    std::string line = account.at("address").get<std::string>();
    for (const json& service : account.at("services")) {
      line += " " + service.at("diagnosis").at("code").get<std::string>();
    }
    out.push_back(line);
  }
  return out;
}

TEST_F(BatchRotationTest, TriesTheNewPasswordOnceAtEachServiceAndTheOldOneOnceInAll) {
  const ProgramRun done = rotate({"--format", "json"});
  EXPECT_EQ(done.exit_status, 1) << done.err;
  EXPECT_EQ(codes(json::parse(done.out)),
            (std::vector<std::string>{"a@pec.example ok ok", "b@pec.example ok ok",
                                      "lingers@pec.example ok old_password_still_accepted",
                                      "typo@pec.example auth_rejected auth_rejected"}));
  using Tries = std::pair<int, int>;
  EXPECT_EQ(logins(), (std::map<std::string, Tries>{{"a imap", {1, 0}},
                                                    {"a smtp", {1, 1}},
                                                    {"b imap", {1, 0}},
                                                    {"b smtp", {1, 1}},
                                                    {"lingers imap", {1, 0}},
                                                    {"lingers smtp", {2, 0}},
                                                    {"typo imap", {0, 1}},
                                                    {"typo smtp", {0, 1}}}));
  EXPECT_THAT(done.err, HasSubstr("complete rotations: 2 of 4"));
}

TEST_F(BatchRotationTest, SaysInItsReportWhatBecameOfEachRotation) {
  const json report = json::parse(rotate({"--format", "json"}).out);
  std::vector<std::string> results;
  for (const json& account : report.at("accounts")) {
    results.push_back(account.at("rotation").get<std::string>());
  }
  EXPECT_EQ(results,
            (std::vector<std::string>{"complete", "complete", "old_password_still_accepted", "new_password_refused"}));
}

TEST_F(BatchRotationTest, AnOldDayInTheFileSetsNoLaterOneOnRecordBack) {
  ASSERT_EQ(run({"rotate", "record", "a@pec.example", "--issued", "2026-11-20"}).exit_status, 0);
  const std::string line = rows({"a"});
  const std::string old_file = folder.file(
      "old.csv", "issued;" + line.substr(0, line.find('\n') + 1) + "2026-08-01;" + line.substr(line.find('\n') + 1),
      0600);
  const ProgramRun done = run({"batch", old_file, "--rotate", "--ca-file", server.ca_file(), "--no-mx"});
  EXPECT_EQ(done.exit_status, 0) << done.err;
  EXPECT_THAT(on_record(), UnorderedElementsAre("a@pec.example 2026-11-20 2"));
  EXPECT_THAT(done.err,
              HasSubstr("old.csv:2:1: note: the file says that the password was issued on 2026-08-01; the one "
                        "on record is of 2026-11-20"));
}

TEST_F(BatchRotationTest, RecordsTheCompleteOnesAndNoOthers) {
  static_cast<void>(rotate());
  EXPECT_THAT(on_record(), UnorderedElementsAre("a@pec.example 2026-11-22 2", "b@pec.example 2026-11-22 2"));
}

TEST_F(BatchRotationTest, PassesWhereAllAreComplete) {
  const ProgramRun done = rotate({"--only", "a@*", "--only", "b@*"});
  EXPECT_EQ(done.exit_status, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("Passed 2"));
}

TEST_F(BatchRotationTest, NoMemoryRecordsNothing) {
  EXPECT_EQ(rotate({"--only", "a@*", "--no-memory"}).exit_status, 0);
  EXPECT_THAT(on_record(), IsEmpty());
}

TEST_F(BatchRotationTest, KeepsNoPasswordAnywhere) {
  const ProgramRun done = rotate({"--resume", path("journal.jsonl"), "-v", "--format", "json"});
  for (const std::string& text : {done.out, done.err, file_text(path("journal.jsonl"))}) {
    EXPECT_THAT(text, AllOf(Not(HasSubstr("new-a")), Not(HasSubstr("old-a")), Not(HasSubstr("old-lingers"))));
  }
}

TEST_F(BatchRotationTest, NeedsBothPasswordsOfEveryRow) {
  file = folder.file("rotation.csv", "address;imap;new_password\na@pec.example;imaps://localhost;new-a\n", 0600);
  const ProgramRun refused = rotate();
  EXPECT_EQ(refused.exit_status, 2);
  EXPECT_THAT(refused.err, HasSubstr("rotation.csv:2:1: "));
  EXPECT_THAT(refused.err, HasSubstr("old_password"));
}

TEST_F(BatchRotationTest, AJournalOfTestsIsNotOneOfRotations) {
  const std::string journal = path("journal.jsonl");
  ASSERT_EQ(rotate({"--only", "a@*", "--resume", journal}).exit_status, 0);
  file = folder.file(
      "test.csv",
      fmt::format("address;imap;smtp;password\na@pec.example;imaps://localhost:{};smtps://localhost:{};x\n",
                  server.port(Protocol::imap, TlsMode::implicit), server.port(Protocol::smtp, TlsMode::implicit)),
      0600);
  const ProgramRun other = run({"batch", file, "--resume", journal, "--ca-file", server.ca_file()});
  EXPECT_EQ(other.exit_status, 2);
  EXPECT_THAT(other.err, HasSubstr("is of other accounts"));
}

TEST_F(BatchRotationTest, WhatTheJournalKnowsAsCompleteComesToTheRecordLater) {
  const std::string journal = path("journal.jsonl");
  ASSERT_EQ(rotate({"--only", "a@*", "--resume", journal}).exit_status, 0);
  std::filesystem::remove_all(path("pecprobe"));
  const auto before = logins();
  ASSERT_EQ(rotate({"--only", "a@*", "--resume", journal}).exit_status, 0);
  EXPECT_EQ(logins(), before);
  EXPECT_THAT(on_record(), UnorderedElementsAre("a@pec.example 2026-11-22 2"));
}

/// Killed as soon as the journal knows that an old password is about to be sent.
TEST_F(BatchRotationTest, AnOldPasswordIsNotSentAgainAfterAKill) {
  for (int round = 0; round < 5; ++round) {
    const std::string journal = path(fmt::format("journal-{}.jsonl", round));
    std::vector<std::string> program = {"/usr/bin/env", "XDG_STATE_HOME=" + folder.path().string(), PECPROBE_PROGRAM};
    const auto words = rotate_words({"--only", "a@*", "--resume", journal, "--no-memory", "--today", "2026-11-22"});
    program.insert(program.end(), words.begin(), words.end());
    const int before = logins()["a smtp"].second;
    {
      BackgroundProgram running(folder.path(), program);
      ASSERT_TRUE(wait_until([&] { return file_text(journal).find("second_password_of") != std::string::npos; }));
      running.signal(SIGKILL);
      static_cast<void>(running.wait());
    }
    const bool was_kept = file_text(journal).find("\"account\"") != std::string::npos;
    const ProgramRun rest = rotate({"--only", "a@*", "--resume", journal, "--no-memory", "--format", "json"});
    EXPECT_LE(logins()["a smtp"].second - before, 1) << round;
    EXPECT_EQ(rest.exit_status, was_kept ? 0 : 4) << rest.err;
    EXPECT_THAT(codes(json::parse(rest.out)),
                Contains(was_kept ? "a@pec.example ok ok" : "a@pec.example ok skipped_lockout_guard"));
  }
}

}  // namespace
}  // namespace pecprobe::test
