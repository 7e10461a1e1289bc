// `pecprobe explain` as a user calls it.
#include "tests/cli/pecprobe_program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

ProgramRun explain(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "explain");
  return pecprobe({std::move(arguments)});
}

TEST(ExplainCommand, TellsWhatACodeMeans) {
  const ProgramRun run = explain({"auth_rejected", "--lang", "it"});
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_THAT(run.out, StartsWith("Credenziali rifiutate (auth_rejected)\n"));
  EXPECT_THAT(run.err, IsEmpty());
}

TEST(ExplainCommand, NamesTheMenusOfTheProviderThatWasAskedFor) {
  EXPECT_THAT(explain({"auth_rejected", "--lang", "it"}).out, testing::Not(HasSubstr("Aruba")));
  EXPECT_THAT(explain({"auth_rejected", "--lang", "it", "--provider", "aruba"}).out, HasSubstr("Gestione account PEC"));
  const ProgramRun namirial = explain({"--reply", "NO [EXPIRED] over", "--provider", "namirial"});
  EXPECT_THAT(namirial.out, HasSubstr("Namirial"));
  EXPECT_THAT(namirial.out, testing::Not(HasSubstr("Aruba")));
}

TEST(ExplainCommand, RefusesAProviderThatItDoesNotKnow) {
  const ProgramRun run = explain({"auth_rejected", "--provider", "nobody"});
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.err, HasSubstr("nobody"));
}

TEST(ExplainCommand, ListsTheCodesWithoutOne) {
  const ProgramRun run = explain({});
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_THAT(run.out, HasSubstr("\nauth_rejected "));
  EXPECT_THAT(run.out, HasSubstr("\ncert_expires_soon "));
}

TEST(ExplainCommand, NamesTheNearestCodesForOneThatDoesNotExist) {
  const ProgramRun run = explain({"auth_rejcted"});
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_THAT(run.err, HasSubstr("Perhaps: auth_rejected, auth_locked"));
}

TEST(ExplainCommand, ReadsAServersLineAndAProgramsCode) {
  EXPECT_THAT(explain({"--reply", "NO [EXPIRED] over"}).out, HasSubstr("(auth_password_expired)"));
  EXPECT_THAT(explain({"--reply", "5.7.8 no", "--protocol", "smtp"}).out, HasSubstr("(auth_rejected)"));
  EXPECT_THAT(explain({"0x800CCC92"}).out, HasSubstr("(auth_rejected)"));
}

TEST(ExplainCommand, ExitsWithZeroForALineThatNobodyKnows) {
  const ProgramRun run = explain({"--reply", "the moon is green", "--format", "json"});
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_THAT(run.out, HasSubstr("\"basis\": \"unknown\""));
}

TEST(ExplainCommand, RefusesWhatItDoesNotUnderstand) {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--reply", ""},
                                                    {"--protocol", "smtp"},
                                                    {"auth_rejected", "--reply", "x"},
                                                    {"a", "b"},
                                                    {"--reply", "x", "--step", "dns"},
                                                    {"--format", "html"},
                                                    {"--reply", "x", "--reply", "y"},
                                                    {"--lang", "de"},
                                                    {"--imap", "x"}}) {
    const ProgramRun run = explain(arguments);
    EXPECT_EQ(run.exit_status, 2) << arguments.front();
    EXPECT_THAT(run.out, IsEmpty());
    EXPECT_THAT(run.err, StartsWith("pecprobe: "));
  }
}

TEST(ExplainCommand, HasItsOwnHelp) { EXPECT_THAT(explain({"--help"}).out, HasSubstr("pecprobe explain [CODE]")); }

}  // namespace
}  // namespace pecprobe::test
