// What came of a rotation, as the program tells it, and the login attempts that it cost.
#include "tests/rotation/rotation_run.hpp"
#include "tests/support/background_program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <algorithm>
#include <fstream>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

TEST(Rotation, ThatIsFreshCostsOneLoginForEachServiceAndOneForTheOldPasswordAtSmtpLast) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("rotated-new-password"));
  const ProgramRun run = mailbox.verify_both();
  EXPECT_EQ(run.exit_status, 0) << run.out << run.err;
  EXPECT_THAT(run.out, EndsWith("Operation completed successfully!\n"));
  const Logins logins = mailbox.logins();
  EXPECT_THAT(logins, UnorderedElementsAre("imap", "pop3", "smtp", "smtp"));
  EXPECT_EQ(logins.back(), "smtp");
}

TEST(Rotation, ThatIsCompleteRecordsTheDateAndWhatFollowsFromIt) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("rotated-new-password"));
  const json done = json_of(mailbox.verify_both({"--format", "json", "--issued", "2026-11-20"}));
  EXPECT_EQ(done["result"], "complete");
  EXPECT_EQ(done["logins"], json::parse(R"({"new_password": 3, "old_password": 1})"));
  EXPECT_EQ(done["recorded"],
            json::parse(R"({"issued": "2026-11-20", "expires": "2027-02-20", "extendable_from": "2027-02-06",
                            "deactivated": null})"));
  struct stat status = {};
  ASSERT_EQ(stat(mailbox.state().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
}

TEST(Rotation, ThatWasOnRecordBeforeIsNamedWithItsDate) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("rotated-new-password"));
  EXPECT_THAT(mailbox.verify_new({"--issued", "2026-08-01"}).err, IsEmpty());
  EXPECT_THAT(mailbox.verify_new().err, HasSubstr("issued on 2026-08-01 was on record, now one issued on 2026-11-22"));
  EXPECT_THAT(mailbox.verify_new().err, IsEmpty());
}

TEST(Rotation, WithoutMemoryRecordsNothing) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("rotated-new-password"));
  const json done = json_of(mailbox.verify_both({"--format", "json", "--no-memory"}));
  EXPECT_EQ(done["result"], "complete");
  EXPECT_EQ(done["recorded"], nullptr);
  EXPECT_FALSE(std::filesystem::exists(mailbox.state()));
}

TEST(Rotation, WhoseDateCannotBeRecordedIsToldAndFailsTheTool) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("rotated-new-password"));
  const std::string noise = mailbox.folder().file("noise", std::string(4096, '#'));
  const ProgramRun run = mailbox.verify_new({"--state", noise});
  EXPECT_EQ(run.exit_status, 3);
  EXPECT_THAT(run.out, HasSubstr("Every service accepts the new password"));
  EXPECT_THAT(run.err, HasSubstr("the date was not recorded"));
}

TEST(Rotation, ThatIsHalfDoneNamesTheHalfAndDoesNotTryTheOldPassword) {
  struct Half {
    const char* name;
    const char* half;
    const char* words;
  };
  for (const auto& [name, half, field] :
       {Half{"rotation-sending-lags", "sending", "ARXivar, Tab Invia, Password"},
        Half{"rotation-receiving-lags", "receiving", "Outlook, Incoming mail, Password"},
        Half{"rotation-half-way", "one_of_two", "--protocols leaves it out"}}) {
    RotatedMailbox mailbox(RotatedMailbox::scenario(name));
    const ProgramRun text = mailbox.verify_both();
    EXPECT_EQ(text.exit_status, 1) << name;
    std::string words = text.out;
    std::replace(words.begin(), words.end(), '\n', ' ');
    EXPECT_THAT(words, AllOf(HasSubstr(field), Not(HasSubstr("Operation completed")))) << name;
    EXPECT_THAT(mailbox.logins(), UnorderedElementsAre("imap", "pop3", "smtp")) << name;
    const json done = json_of(mailbox.verify_both({"--format", "json", "--force"}));
    EXPECT_EQ(done["half_done"]["half"], half);
    EXPECT_EQ(done["recorded"], nullptr);
    EXPECT_FALSE(std::filesystem::exists(mailbox.state())) << "a refusal beside an acceptance is not remembered";
  }
}

TEST(Rotation, WhoseOldPasswordStillWorksFails) {
  RotatedMailbox mailbox(RotatedMailbox::statements(R"(now 2026-11-22T09:01
account "casella@pec.example" {
  issued 2026-08-01 "app-password-1"
  replaced 2026-11-22T09:00 "app-password-2"
  old_stays 24h
})"));
  const ProgramRun run = mailbox.verify_both();
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_THAT(run.out, AllOf(HasSubstr("old_password_still_accepted"), HasSubstr("No date was recorded")));
  EXPECT_THAT(mailbox.logins(), UnorderedElementsAre("imap", "pop3", "smtp", "smtp"));
}

TEST(Rotation, WhoseNewPasswordIsRefusedSparesTheThirdServiceAndTheOldPassword) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("rotated-old-password"));
  const ProgramRun run = mailbox.verify({"--new-password-stdin", "--old-password-stdin", "--wait", "10m"},
                                        "mistyped-password\napp-password-1\n");
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_THAT(mailbox.logins(), UnorderedElementsAre("imap", "smtp"));
}

TEST(Extension, IsVerifiedWithTheSamePasswordAndRecordedWithItsOwnDate) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("password-extended"));
  const json done = json_of(mailbox.verify_new({"--format", "json", "--issued", "2026-10-25"}, k_old_password));
  EXPECT_EQ(done["result"], "complete");
  EXPECT_EQ(done["recorded"]["expires"], "2027-01-25");
  EXPECT_THAT(mailbox.logins(), UnorderedElementsAre("imap", "pop3", "smtp"));
}

TEST(Expiry, ComesInTheCourseOfTheLastDay) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("password-on-its-last-day"));
  EXPECT_EQ(mailbox.verify_new({"--issued", "2026-08-22"}, k_old_password).exit_status, 0);
  EXPECT_THAT(mailbox.logins(), UnorderedElementsAre("imap", "pop3", "smtp"));
  mailbox.server().control("now 2026-11-22T15:00");
  const json done = json_of(mailbox.verify_new({"--issued", "2026-08-22", "--format", "json"}, k_old_password));
  EXPECT_EQ(done["result"], "new_password_refused");
  EXPECT_THAT(mailbox.logins(), UnorderedElementsAre("imap", "smtp"));
}

TEST(Deactivation, IsProvedByOneRefusalOfEachServiceAndRecorded) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("good"));
  EXPECT_EQ(mailbox.verify_new({"--issued", "2026-11-01"}, k_old_password).exit_status, 0);
  static_cast<void>(mailbox.logins());
  mailbox.server().control("deactivate casella@pec.example");
  const ProgramRun run = mailbox.verify_deactivation({"--format", "json"});
  EXPECT_EQ(run.exit_status, 0) << run.err;
  const Logins logins = mailbox.logins();
  EXPECT_THAT(logins, UnorderedElementsAre("imap", "pop3", "smtp"));
  EXPECT_EQ(logins.back(), "pop3");
  const json done = json_of(run);
  EXPECT_EQ(done["result"], "deactivated");
  EXPECT_EQ(done["recorded"]["deactivated"], k_day);
}

TEST(Deactivation, OfAPasswordThatNobodyRecordedIsToldAndNotWritten) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("password-deactivated"));
  const ProgramRun run = mailbox.verify_deactivation();
  EXPECT_EQ(run.exit_status, 0) << run.out;
  EXPECT_THAT(run.err, HasSubstr("the deactivation was not recorded"));
  EXPECT_THAT(run.out, Not(HasSubstr("Operation completed successfully")));
}

TEST(Deactivation, ThatLeftAPasswordWorkingFails) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("good"));
  const ProgramRun run = mailbox.verify_deactivation();
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_THAT(run.out, HasSubstr("still works: IMAP, POP3, SMTP"));
}

TEST(Deactivation, DoesNotAskTheThirdServiceOnceOneSpeaksOfALock) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("account-locked"));
  const ProgramRun run = mailbox.verify_deactivation();
  EXPECT_NE(run.exit_status, 0);
  EXPECT_THAT(mailbox.logins(), UnorderedElementsAre("imap", "smtp"));
  EXPECT_THAT(run.out, HasSubstr("a server speaks of a lock"));
}

TEST(Evidence, IsANewFileForItsUserAloneWhoseDigestIsPrinted) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("rotated-new-password"));
  const std::string path = mailbox.folder().path() / "record.json";
  const json done = json_of(mailbox.verify_both({"--format", "json", "--evidence", path}));
  const ProgramRun digest = run_program({{"/usr/bin/sha256sum", path}, {}, {}});
  EXPECT_EQ(done["evidence"]["sha256"], digest.out.substr(0, 64));
  EXPECT_EQ(done["evidence"]["file"], path);
  struct stat status = {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
  const json record = json::parse(std::ifstream(path));
  EXPECT_EQ(record["result"], "complete");
  EXPECT_EQ(record["services"].size(), 3U);
  EXPECT_EQ(record["services"][0]["certificates_sha256"][0].get<std::string>().size(), 64U);
  EXPECT_EQ(record["old_password"]["answer"], "refused");
}

TEST(Evidence, NeverTakesThePlaceOfAFileAndThenNothingIsTried) {
  RotatedMailbox mailbox(RotatedMailbox::scenario("rotated-new-password"));
  const std::string path = mailbox.folder().file("record.json", "former");
  const ProgramRun run = mailbox.verify_both({"--evidence", path});
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.err, HasSubstr("exists"));
  EXPECT_THAT(mailbox.logins(), IsEmpty());
  EXPECT_EQ(file_text(path), "former");
}

TEST(Formats, OfAMonitorSayTheSameAsTheText) {
  RotatedMailbox complete(RotatedMailbox::scenario("rotated-new-password"));
  const ProgramRun good = complete.verify_both({"--format", "nagios"});
  EXPECT_EQ(good.exit_status, 0);
  EXPECT_THAT(good.out, HasSubstr("PEC OK"));
  RotatedMailbox half(RotatedMailbox::scenario("rotation-sending-lags"));
  EXPECT_EQ(half.verify_both({"--format", "nagios"}).exit_status, 2);
}

}  // namespace
}  // namespace pecprobe::test
