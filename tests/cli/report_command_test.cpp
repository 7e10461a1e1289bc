#include "tests/cli/closed_port.hpp"
#include "tests/cli/pecprobe_program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A report of a check of `address` at a port that refuses.
std::string stored_report(const TemporaryFolder& folder, const std::string& address) {
  const ClosedPort port;
  const std::string path = folder.path() / (address + ".json");
  const ProgramRun run = pecprobe(
      {{"check", address, "--imap", port.url("imaps"), "--password-stdin", "--report", "json=" + path}, "secret-1\n"});
  EXPECT_EQ(run.exit_status, 1) << run.err;
  return path;
}

std::string golden(const std::string& name) {
  return std::string(PECPROBE_SOURCE_DIR) + "/tests/golden/report/" + name;
}

TEST(ReportCommand, ConvertsToEveryFormat) {
  const TemporaryFolder folder;
  const std::string path = stored_report(folder, "ditta@pec.example");
  for (const char* format : {"text", "json", "jsonl", "junit", "html", "csv", "tap", "github"}) {
    const ProgramRun run = pecprobe({{"report", "convert", path, "--format", format}, "", {"GITHUB_STEP_SUMMARY="}});
    EXPECT_EQ(run.exit_status, 0) << format;
    EXPECT_THAT(run.out, HasSubstr("connect_refused")) << format;
  }
  EXPECT_EQ(pecprobe({{"report", "convert", path, "--format", "nagios"}}).exit_status, 2);  // CRITICAL
}

TEST(ReportCommand, MergesWithTotalsThatAddUp) {
  const TemporaryFolder folder;
  const ProgramRun run =
      pecprobe({{"report", "merge", stored_report(folder, "a@pec.example"), stored_report(folder, "b@pec.example"),
                 golden("good.en.json"), "--format", "text"}});
  EXPECT_EQ(run.exit_status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("Mailboxes: 3. Passed 1, failed 2"));
}

TEST(ReportCommand, ComparesAndExitsWithOneWhenSomethingNewlyBroke) {
  const ProgramRun broken = pecprobe({{"report", "diff", golden("good.en.json"), golden("rejected.en.json")}});
  EXPECT_EQ(broken.exit_status, 1);
  EXPECT_THAT(broken.out, HasSubstr("Newly broken:\n  ditta@pec.example IMAP: ok → auth_rejected\n"));
  const ProgramRun mended =
      pecprobe({{"report", "diff", "--format", "json", golden("rejected.en.json"), golden("good.en.json")}});
  EXPECT_EQ(mended.exit_status, 0);
  EXPECT_THAT(mended.out, HasSubstr("\"newly_fixed\""));
}

TEST(ReportCommand, SharesWhatWasStoredOpenly) {
  const ProgramRun run = pecprobe({{"report", "convert", golden("rejected.en.json"), "--share", "--format", "html"}});
  EXPECT_THAT(run.out, HasSubstr("account-1"));
  EXPECT_THAT(run.out, Not(HasSubstr("ditta@")));
}

TEST(ReportCommand, NamesTheFileThatIsNoReport) {
  const TemporaryFolder folder;
  const std::string bad = folder.file("bad.json", "{\"schema\": \"pecprobe.report/1\"}");
  for (const auto& [path, reason] : {std::pair<std::string, std::string>{bad, "lang is missing"},
                                     {folder.path() / "none.json", "cannot be read"},
                                     {folder.path().string(), "cannot be read"}}) {
    const ProgramRun run = pecprobe({{"report", "convert", path, "--format", "csv"}});
    EXPECT_EQ(run.exit_status, 2) << path;
    EXPECT_THAT(run.out, IsEmpty());
    EXPECT_THAT(run.err, HasSubstr(path));
    EXPECT_THAT(run.err, HasSubstr(reason));
  }
}

TEST(ReportCommand, RefusesWhatItDoesNotUnderstand) {
  const std::string good = golden("good.en.json");
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"report"},
                                                    {"report", "print", good},
                                                    {"report", "convert"},
                                                    {"report", "convert", good, good},
                                                    {"report", "diff", good},
                                                    {"report", "merge"},
                                                    {"report", "diff", good, good, "--format", "html"},
                                                    {"report", "convert", good, "--imap", "imaps://h"}}) {
    EXPECT_EQ(pecprobe({arguments}).exit_status, 2) << arguments.back();
  }
}

std::string content(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path).rdbuf();
  return bytes.str();
}

TEST(ReportCommand, AppendsTheStepSummaryThatGithubAsksFor) {
  const TemporaryFolder folder;
  const std::string summary = folder.file("summary.md", "# Before\n");
  const ProgramRun run = pecprobe({{"report", "convert", golden("rejected.en.json"), "--format", "github"},
                                   "",
                                   {"GITHUB_STEP_SUMMARY=" + summary}});
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_THAT(run.out, HasSubstr("::error title=ditta@pec.example IMAP::"));
  EXPECT_THAT(content(summary), HasSubstr("# Before\n### pecprobe\n"));
  EXPECT_THAT(content(summary), HasSubstr("| `auth_rejected` "));
}

}  // namespace
}  // namespace pecprobe::test
