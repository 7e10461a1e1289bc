#include "tests/cli/pecprobe_program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view k_password = "app-password-1";

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// Exit status 2, nothing on standard output, `sentence` in the one line on standard error.
void expect_usage_error(const PecprobeCall& call, const std::string& sentence) {
  const ProgramRun run = pecprobe(call);
  EXPECT_EQ(run.exit_status, 2) << run.err;
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_THAT(run.err, StartsWith("pecprobe: "));
  EXPECT_THAT(run.err, HasSubstr(sentence));
  EXPECT_EQ(lines_in(run.err), 1U) << run.err;
  EXPECT_THAT(run.err, Not(HasSubstr(std::string(k_password))));
}

PecprobeCall check(std::vector<std::string> arguments, std::string input = {}) {
  arguments.insert(arguments.begin(), "check");
  return {std::move(arguments), std::move(input)};
}

TEST(Usage, HelpAndVersionGoToStandardOutput) {
  for (const char* option : {"--help", "-h", "--version", "-V"}) {
    const ProgramRun run = pecprobe({{option}});
    EXPECT_EQ(run.exit_status, 0);
    EXPECT_THAT(run.out, Not(IsEmpty()));
    EXPECT_THAT(run.err, IsEmpty());
  }
  EXPECT_THAT(pecprobe({{"--version"}}).out, StartsWith("pecprobe "));
  EXPECT_LT(lines_in(pecprobe({{"check", "--help"}}).out), 24U);
  EXPECT_THAT(pecprobe({{"check", "--help", "all"}}).out, HasSubstr("--fail-if-certificate-within"));
}

using Words = std::vector<std::string>;
constexpr const char* k_report = PECPROBE_SOURCE_DIR "/tests/golden/report/good.en.json";

/// What ends with 0 and writes to standard output.
class EveryOutput : public testing::TestWithParam<Words> {};

INSTANTIATE_TEST_SUITE_P(, EveryOutput,
                         testing::Values(Words{"--version"}, Words{"--help", "all"}, Words{"explain", "535"},
                                         Words{"providers"}, Words{"batch", "--columns"}, Words{"rotate", "list"},
                                         Words{"report", "convert", k_report, "--format", "text"},
                                         Words{"report", "diff", k_report, k_report},
                                         Words{"report", "merge", k_report, k_report}));

TEST_P(EveryOutput, ThatADiskHasNoRoomForIsToldWithThree) {
  const auto run = [](const std::string& place) {
    ProgramCall call;
    call.arguments = {"/bin/sh", "-c", "exec \"$0\" \"$@\" >" + place, PECPROBE_PROGRAM};
    call.arguments.insert(call.arguments.end(), GetParam().begin(), GetParam().end());
    call.environment = {"LC_ALL=en_GB.UTF-8"};
    return run_program(call);
  };
  EXPECT_EQ(run("/dev/null").exit_status, 0);
  const ProgramRun full = run("/dev/full");
  EXPECT_EQ(full.exit_status, 3);
  EXPECT_THAT(full.err, HasSubstr("standard output was not written in full"));
}

TEST(Usage, WithoutACommandOrWithAnUnknownOneItExitsWithTwo) {
  EXPECT_EQ(pecprobe({}).exit_status, 2);
  EXPECT_EQ(pecprobe({{"chekc"}}).exit_status, 2);
  EXPECT_EQ(pecprobe({{"--frobnicate"}}).exit_status, 2);
}

TEST(Usage, APasswordOnTheCommandLineIsRefusedAndNotRepeated) {
  expect_usage_error(check({"ditta@pec.example", "--password", std::string(k_password)}), "there is no --password");
  expect_usage_error(check({"ditta@pec.example", "--password=" + std::string(k_password)}), "there is no --password");
  expect_usage_error(check({"ditta@pec.example", "--pasword=" + std::string(k_password)}), "--pasword");
  expect_usage_error(check({"ditta@pec.example", "-p" + std::string(k_password)}), "unknown option: -p");
  expect_usage_error(check({"ditta@pec.example", std::string(k_password)}), "too many arguments");
}

TEST(Usage, WhatIsMissingIsNamedWhereNobodyCanBeAsked) {
  expect_usage_error(check({}), "the mailbox's address is missing");
  expect_usage_error(check({"ditta@pec.it"}), "the password is missing");
  expect_usage_error(check({"ditta@azienda.example", "--password-stdin"}, "x\n"), "--imap imaps://HOST");
  expect_usage_error(check({"ditta@azienda.example", "--password-stdin"}, "x\n"), "aruba");
}

TEST(Usage, ABadPasswordSourceIsNamedAndNothingIsAttempted) {
  const auto with_source = [](std::vector<std::string> source, std::string input = {}) {
    source.insert(source.begin(), {"ditta@pec.it"});
    return check(std::move(source), std::move(input));
  };
  expect_usage_error(with_source({"--password-stdin"}), "--password-stdin: the password is empty");
  expect_usage_error(with_source({"--password-stdin"}, "\n"), "--password-stdin: the password is empty");
  expect_usage_error(with_source({"--password-stdin"}, std::string(k_password) + "\nsecond\n"), "more than one line");
  expect_usage_error(with_source({"--password-file", "/nowhere/password"}),
                     "--password-file: the file cannot be opened");
  expect_usage_error(with_source({"--password-file", "/dev/zero"}), "not a regular file");
  expect_usage_error(with_source({"--password-env", "PECPROBE_NOT_SET"}), "--password-env");
  expect_usage_error(with_source({"--password-command", "sh -c 'echo locked >&2; exit 2'"}), "exit 2: locked");
  expect_usage_error(with_source({"--password-command", "pass show x | head -1"}), "without a shell");
}

TEST(Usage, WithTheNagiosFormatWrongUsageIsUnknownAndNotCritical) {
  EXPECT_EQ(pecprobe(check({"ditta@pec.example", "--format", "nagios", "--password-stdin"})).exit_status, 3);
  EXPECT_EQ(pecprobe(check({"--format=nagios", "--no-such-option"})).exit_status, 3);
}

TEST(Usage, CleartextIsForThisComputerOnly) {
  expect_usage_error(
      check({"ditta@pec.example", "--imap", "imap://imap.pec.example", "--allow-cleartext", "--password-stdin"}, "x"),
      "--allow-cleartext");
}

TEST(Usage, AnUnusableTrustStoreIsNamed) {
  expect_usage_error(
      check({"ditta@pec.example", "--imap", "imaps://127.0.0.1", "--ca-file", "/nowhere/ca.pem", "--password-stdin"},
            "x"),
      "/nowhere/ca.pem");
}

TEST(Usage, TheLanguageIsTheLocalesUnlessTold) {
  const auto sentence = [](std::vector<std::string> arguments, std::string locale) {
    arguments.insert(arguments.begin(), "check");
    ProgramCall call{{PECPROBE_PROGRAM}, {}, {"LC_ALL=" + locale}};
    call.arguments.insert(call.arguments.end(), arguments.begin(), arguments.end());
    return run_program(call).err;
  };
  EXPECT_THAT(sentence({}, "C"), HasSubstr("manca l'indirizzo"));
  EXPECT_THAT(sentence({}, "it_IT.UTF-8"), HasSubstr("manca l'indirizzo"));
  EXPECT_THAT(sentence({}, "tr_TR.UTF-8"), HasSubstr("address is missing"));
  EXPECT_THAT(sentence({"--lang", "en"}, "it_IT.UTF-8"), HasSubstr("address is missing"));
  EXPECT_THAT(sentence({"--lang=it", "--nonsense"}, "en_US.UTF-8"), HasSubstr("opzione sconosciuta: --nonsense"));
}

}  // namespace
}  // namespace pecprobe::test
