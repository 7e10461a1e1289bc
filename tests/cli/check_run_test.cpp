#include "tests/cli/closed_port.hpp"
#include "tests/cli/pecprobe_program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace pecprobe::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string content(const std::filesystem::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path).rdbuf();
  return bytes.str();
}

/// A check against a port that refuses: the shortest run that is one.
PecprobeCall check_of(const ClosedPort& port, std::vector<std::string> further = {}) {
  PecprobeCall call{{"check", "ditta@pec.example", "--imap", port.url("imaps"), "--password-stdin"},
                    "app-password-1\n"};
  call.arguments.insert(call.arguments.end(), further.begin(), further.end());
  return call;
}

TEST(CheckRun, AServiceThatFailsGivesOne) {
  const ClosedPort port;
  const ProgramRun run = pecprobe(check_of(port));
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_THAT(run.out, HasSubstr("connect_refused"));
  EXPECT_THAT(run.err, IsEmpty());
}

TEST(CheckRun, FurtherReportsGoToFiles) {
  const ClosedPort port;
  const TemporaryFolder folder;
  const std::string json = folder.path() / "report.json";
  const std::string text = folder.file("report.txt", "former");
  const ProgramRun run =
      pecprobe(check_of(port, {"--report", "json=" + json, "--report", "text=" + text, "--color", "always"}));
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_THAT(content(json), AllOf(HasSubstr("\"pecprobe.report/1\""), HasSubstr("\"connect_refused\"")));
  EXPECT_THAT(content(text), AllOf(HasSubstr("connect_refused"), Not(HasSubstr("\x1b")), Not(HasSubstr("former"))));
}

TEST(CheckRun, AReportThatCannotBeWrittenIsRefusedBeforeAnythingHappens) {
  const ClosedPort port;
  const TemporaryFolder folder;
  for (const std::string& path :
       {folder.path().string(), (folder.path() / "none" / "report").string(), std::string("/dev/null")}) {
    const ProgramRun run = pecprobe(check_of(port, {"--report", "json=" + path}));
    EXPECT_EQ(run.exit_status, 2) << path;
    EXPECT_THAT(run.out, IsEmpty());
  }
  const std::string path = folder.path() / "report";
  EXPECT_EQ(pecprobe(check_of(port, {"--report", "json=" + path, "--report", "text=" + path})).exit_status, 2);
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(CheckRun, AReportToStandardErrorOrToADescriptorOfTheShellIsWrittenDirectly) {
  const ClosedPort port;
  const ProgramRun run = pecprobe(check_of(port, {"--format", "json", "--report", "text=/dev/stderr"}));
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_THAT(run.err, HasSubstr("(connect_refused)"));
  EXPECT_TRUE(run.out.starts_with('{')) << run.out;
  const TemporaryFolder folder;
  const std::string report = folder.path() / "report.json";
  const PecprobeCall call = check_of(port, {"--report", "json=/dev/fd/7"});
  std::vector<std::string> arguments = {"/bin/sh", "-c", "exec \"$0\" \"$@\" 7>" + report, PECPROBE_PROGRAM};
  arguments.insert(arguments.end(), call.arguments.begin(), call.arguments.end());
  EXPECT_EQ(run_program({arguments, call.input, {}}).exit_status, 1);
  EXPECT_THAT(content(report), HasSubstr("\"connect_refused\""));
}

TEST(CheckRun, ADescriptorThatTheProgramWasNotStartedWithIsNoPlaceForAReport) {
  const ClosedPort port;
  for (const char* path : {"/dev/fd/400", "/dev/fd/", "/dev/fd/99999999999", "/dev/fd/1x"}) {
    EXPECT_EQ(pecprobe(check_of(port, {"--report", std::string("json=") + path})).exit_status, 2) << path;
  }
}

TEST(CheckRun, ADescriptorThatTakesNoMoreIsNamed) {
  const ClosedPort port;
  const PecprobeCall call = check_of(port, {"--report", "json=/dev/fd/7"});
  std::vector<std::string> arguments = {"/bin/sh", "-c", "exec \"$0\" \"$@\" 7>/dev/full", PECPROBE_PROGRAM};
  arguments.insert(arguments.end(), call.arguments.begin(), call.arguments.end());
  const ProgramRun run = run_program({arguments, call.input, {"LC_ALL=en_GB.UTF-8"}});
  EXPECT_EQ(run.exit_status, 3);
  EXPECT_THAT(run.err, HasSubstr("the report /dev/fd/7 was not written in full"));
}

TEST(CheckRun, AFullStandardOutputIsNoticed) {
  const ClosedPort port;
  const TemporaryFolder folder;
  const std::string report = folder.path() / "report.json";
  PecprobeCall call = check_of(port, {"--report", "json=" + report});
  // A shell only to send standard output to the device that is always full.
  std::vector<std::string> arguments = {"/bin/sh", "-c", "exec \"$0\" \"$@\" >/dev/full", PECPROBE_PROGRAM};
  arguments.insert(arguments.end(), call.arguments.begin(), call.arguments.end());
  const ProgramRun run = run_program({arguments, call.input, {"LC_ALL=en_GB.UTF-8"}});
  EXPECT_EQ(run.exit_status, 3);
  EXPECT_THAT(run.err, HasSubstr("standard output was not written in full"));
  EXPECT_THAT(content(report), HasSubstr("connect_refused"));
}

TEST(CheckRun, AClosedStandardOutputIsNoticedAndNoFileTakesItsPlace) {
  const ClosedPort port;
  const TemporaryFolder folder;
  const std::string report = folder.path() / "report.json";
  PecprobeCall call = check_of(port, {"--report", "json=" + report});
  std::vector<std::string> arguments = {"/bin/sh", "-c", "exec \"$0\" \"$@\" >&-", PECPROBE_PROGRAM};
  arguments.insert(arguments.end(), call.arguments.begin(), call.arguments.end());
  const ProgramRun run = run_program({arguments, call.input, {"LC_ALL=en_GB.UTF-8"}});
  EXPECT_EQ(run.exit_status, 3);
  const std::string json = content(report);
  EXPECT_TRUE(json.starts_with('{')) << json;
}

TEST(CheckRun, VariablesThatHaveNoEffectAreNamedAndNoKeyLogIsWritten) {
  const ClosedPort port;
  const TemporaryFolder folder;
  const std::string keys = folder.path() / "keys";
  PecprobeCall call = check_of(port, {"--format", "json"});
  const std::string proxy = "=socks5://user:proxy-secret@127.0.0.1:1";
  const std::vector<std::string> proxies = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
  call.environment = {"SSLKEYLOGFILE=" + keys};
  for (const std::string& name : proxies) {
    call.environment.push_back(name + proxy);
  }
  const ProgramRun run = pecprobe(call);
  EXPECT_THAT(run.out, AllOf(HasSubstr("environment_ignored"), HasSubstr("SSLKEYLOGFILE")));
  for (const std::string& name : proxies) {
    EXPECT_THAT(run.out, HasSubstr(name));
  }
  EXPECT_THAT(run.out, Not(HasSubstr("proxy-secret")));
  EXPECT_FALSE(std::filesystem::exists(keys));
}

TEST(CheckRun, SharedReportsHoldAliases) {
  const ClosedPort port;
  const ProgramRun run = pecprobe(check_of(port, {"--format", "json", "--share"}));
  EXPECT_THAT(run.out, AllOf(HasSubstr("account-1"), Not(HasSubstr("ditta")), Not(HasSubstr("127.0.0.1"))));
}

TEST(CheckRun, AWrongHostThatCirculatesIsRemarkedUnlessQuiet) {
  const ClosedPort port;
  const std::string resolve = "smtp.pec.aruba.it:" + std::to_string(port.number()) + ":127.0.0.1";
  PecprobeCall call{
      {"check", "ditta@pec.example", "--smtp", "smtps://smtp.pec.aruba.it:" + std::to_string(port.number()),
       "--resolve", resolve, "--password-stdin"},
      "app-password-1\n"};
  EXPECT_THAT(pecprobe(call).err, HasSubstr("the right one is smtps.pec.aruba.it"));
  call.arguments.emplace_back("-q");
  EXPECT_THAT(pecprobe(call).err, IsEmpty());
}

TEST(CheckRun, ThePasswordStandsInNoOutput) {
  const ClosedPort port;
  const TemporaryFolder folder;
  const std::string report = folder.path() / "report.json";
  const ProgramRun run = pecprobe(check_of(port, {"-v", "--report", "json=" + report}));
  for (const std::string& text : {run.out, run.err, content(report)}) {
    EXPECT_THAT(text, AllOf(Not(HasSubstr("app-password-1")), Not(HasSubstr("YXBwLXBhc3N3b3JkLTE"))));
  }
}

}  // namespace
}  // namespace pecprobe::test
