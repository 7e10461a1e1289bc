// `pecprobe receipt verify` as a user runs it, on files that a provider's receipt maker wrote.
#include "tests/cli/pecprobe_program.hpp"
#include "tests/support/pec_world.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace pecprobe::test {
namespace {

using pecmock::PecEvent;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A folder with the authority's certificate and whatever messages a test saves.
class Receipts : public testing::Test {
 protected:
  Receipts() { m_ca = saved("ca.pem", pec_world().ca_pem()); }

  std::string saved(const std::string& name, const std::string& text) {
    std::string path = m_folder.path() / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string receipt(PecEvent event) { return saved(std::string(name_of(event)) + ".eml", receipt_text(event)); }
  ProgramRun verify(const std::vector<std::string>& words) {
    std::vector<std::string> arguments = {"receipt", "verify", "--ca-file", m_ca, "--today", "2026-11-22"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    return pecprobe({arguments});
  }
  std::string m_ca;

 private:
  TemporaryFolder m_folder;
};

TEST_F(Receipts, ThatHoldAreSaidToAndExitWithZero) {
  const ProgramRun run = verify({receipt(PecEvent::acceptance), receipt(PecEvent::delivery)});
  EXPECT_EQ(run.exit_status, 0) << run.err;
  EXPECT_THAT(run.out, AllOf(HasSubstr("Authentic"), HasSubstr("in the recipient's mailbox"),
                             HasSubstr("Receipts: 2. All of them hold.")));
  EXPECT_THAT(run.err, IsEmpty());
}

TEST_F(Receipts, ThatTellAFailureAndAreAuthenticExitWithZero) {
  const ProgramRun run = verify({receipt(PecEvent::delivery_error)});
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_THAT(run.out, HasSubstr("NOT delivered"));
}

TEST_F(Receipts, OfWhichOneWasAlteredExitWithOneInEveryFormat) {
  const std::string forged =
      saved("forged.eml", replaced(receipt_text(PecEvent::delivery), "Messaggio \"Prova\"", "Messaggio \"Altro\""));
  const std::string good = receipt(PecEvent::acceptance);
  for (const char* format : {"json", "jsonl", "junit", "csv", "prometheus", "tap", "github", "html"}) {
    const ProgramRun run = verify({good, forged, "--format", format});
    EXPECT_EQ(run.exit_status, 1) << format << run.err;
    EXPECT_THAT(run.out, HasSubstr("forged.eml")) << format;
  }
  EXPECT_THAT(verify({good, forged}).out, HasSubstr("not what was signed"));
}

TEST_F(Receipts, AreJudgedForNagiosByItsOwnStatus) {
  EXPECT_EQ(verify({receipt(PecEvent::acceptance), "--format", "nagios"}).exit_status, 0);
  const ProgramRun run = verify({saved("letter.eml", "Subject: hello\r\n\r\nhello\r\n"), "--format", "nagios"});
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.out, AllOf(HasSubstr("PEC CRITICAL - 0 of 1 receipts hold"), HasSubstr("not_a_receipt")));
}

TEST_F(Receipts, OfAnAuthorityThatThisComputerDoesNotKnowDoNotHold) {
  const ProgramRun run = pecprobe({{"receipt", "verify", receipt(PecEvent::virus), "--today", "2026-11-22"}});
  EXPECT_EQ(run.exit_status, 1) << run.err;
  EXPECT_THAT(run.out, HasSubstr("--ca-file"));
}

TEST_F(Receipts, SignedAfterTheDayThatWasGivenDoNotHold) {
  const ProgramRun run =
      pecprobe({{"receipt", "verify", receipt(PecEvent::virus), "--today", "2026-11-20", "--ca-file", m_ca}});
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_THAT(run.out, HasSubstr("future date"));
}

TEST_F(Receipts, AreSharedWithoutNames) {
  const ProgramRun run = verify({receipt(PecEvent::delivery), "--share", "--format", "json"});
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_THAT(run.out, AllOf(Not(HasSubstr("casella@")), Not(HasSubstr("Prova\"")), HasSubstr("account-1")));
}

TEST_F(Receipts, ThatCannotBeReadAreAMistakeOfTheCall) {
  const ProgramRun run = verify({receipt(PecEvent::virus), "/nonexistent/receipt.eml"});
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_THAT(run.err, HasSubstr("/nonexistent/receipt.eml: cannot be read"));
}

TEST_F(Receipts, AreVerifiedOnceEach) {
  const std::string file = receipt(PecEvent::virus);
  EXPECT_THAT(verify({file, file}).out, HasSubstr("Receipts: 1."));
}

TEST_F(Receipts, NeedAFileAndAnAuthorityFileThatHoldsOne) {
  EXPECT_EQ(verify({}).exit_status, 2);
  EXPECT_THAT(verify({}).err, HasSubstr("at least one file is needed"));
  const std::string file = receipt(PecEvent::virus);
  const ProgramRun run = pecprobe({{"receipt", "verify", file, "--ca-file", file}});
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.err, HasSubstr("--ca-file"));
}

TEST(ReceiptCommand, KnowsOneAction) {
  EXPECT_EQ(pecprobe({{"receipt"}}).exit_status, 2);
  EXPECT_THAT(pecprobe({{"receipt", "read", "a.eml"}}).err, HasSubstr("receipt verify"));
  EXPECT_EQ(pecprobe({{"receipt", "verify", "a.eml", "--proxy", "socks5://127.0.0.1"}}).exit_status, 2);
  EXPECT_THAT(pecprobe({{"receipt", "--help"}}).out, HasSubstr("pecprobe receipt verify FILE"));
}

}  // namespace
}  // namespace pecprobe::test
