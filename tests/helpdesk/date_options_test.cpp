// What dates do to the end of a real run: the options that make a coming end a failure, and the
// warnings that come with it.
#include "fixtures/scenarios/scenario_library.hpp"
#include "tests/scenarios/client_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// IMAP at a server where all goes well, with a password of 1 October: at Aruba it ends on 1 January.
ClientRun checked_on(const std::string& today, std::vector<std::string> options = {}) {
  options.insert(options.end(), {"--provider", "aruba", "--password-issued", "2026-10-01", "--today", today});
  return run_client(pecmock::builtin_scenario("good").value(),
                    {pecmock::ProbeMode::implicit, {Protocol::imap}, std::move(options)});
}

std::vector<std::string> warnings_of(const ClientRun& run) {
  std::vector<std::string> codes;
  for (const auto& warning : run.report.at("accounts").at(0).at("warnings")) {
    codes.push_back(warning.at("code"));
  }
  return codes;
}

TEST(APasswordThatEndsSoon, IsAWarningAndNotAFailure) {
  const ClientRun run = checked_on("2026-12-20");
  EXPECT_EQ(run.program.exit_status, 0);
  EXPECT_THAT(warnings_of(run), ElementsAre("password_expires_soon"));
}

TEST(APasswordThatEndsSoon, FailsTheRunWhereThatIsAskedFor) {
  EXPECT_EQ(checked_on("2026-12-20", {"--fail-if-expires-within", "14d"}).program.exit_status, 1);
  EXPECT_EQ(checked_on("2026-12-20", {"--fail-if-expires-within", "11d"}).program.exit_status, 0);
  EXPECT_EQ(checked_on("2026-12-20", {"--warnings-as-failures"}).program.exit_status, 1);
}

TEST(APasswordThatEndsLate, IsNoReasonForAWarning) {
  const ClientRun run = checked_on("2026-11-22", {"--warnings-as-failures"});
  EXPECT_EQ(run.program.exit_status, 0);
  EXPECT_THAT(warnings_of(run), IsEmpty());
}

TEST(AnAcceptedPasswordPastItsDate, PassesWithAQuestionAboutTheDate) {
  const ClientRun run = checked_on("2027-01-02");
  EXPECT_EQ(run.program.exit_status, 0);
  EXPECT_THAT(warnings_of(run), ElementsAre("date_on_record_stale"));
  const std::string text = run.report.at("accounts").at(0).at("warnings").at(0).at("text");
  EXPECT_THAT(text, testing::AnyOf(testing::HasSubstr("was it extended"), testing::HasSubstr("è stata posticipata")));
}

TEST(ACertificateThatEndsSoon, FailsTheRunWhereThatIsAskedFor) {
  // The mock's certificate is valid for 335 days from now on.
  const auto ended = [](const char* within) {
    return run_client(pecmock::builtin_scenario("good").value(),
                      {pecmock::ProbeMode::implicit, {Protocol::imap}, {"--fail-if-certificate-within", within}})
        .program.exit_status;
  };
  EXPECT_EQ(ended("330d"), 0);
  EXPECT_EQ(ended("340d"), 1);
}

}  // namespace

}  // namespace pecprobe::test
