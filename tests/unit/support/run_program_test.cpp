#include "tests/support/run_program.hpp"

#include <gtest/gtest.h>

#include <string>
#include <system_error>

namespace pecprobe::test {
namespace {

using namespace std::chrono_literals;

TEST(RunProgram, GivesBothOutputsAndTheExitStatus) {
  const ProgramRun run = run_program({{"/bin/sh", "-c", "echo said; echo complained >&2; exit 3"}, "", {}});
  EXPECT_EQ(run.out, "said\n");
  EXPECT_EQ(run.err, "complained\n");
  EXPECT_EQ(run.exit_status, 3);
  EXPECT_FALSE(run.timed_out);
}

TEST(RunProgram, GivesMoreInputThanAPipeHolds) {
  const std::string input(1'000'000, 'x');
  EXPECT_EQ(run_program({{"/bin/cat"}, input, {}}).out, input);
}

TEST(RunProgram, OutlivesAProgramThatReadsNothing) {
  EXPECT_EQ(run_program({{"/bin/true"}, std::string(1'000'000, 'x'), {}}).exit_status, 0);
}

TEST(RunProgram, PassesArgumentsAndEnvironmentAsTheyAre) {
  const ProgramRun run =
      run_program({{"/bin/sh", "-c", "printf %s \"$1$NAME\"", "sh", "a  \"b\" $HOME "}, "", {"NAME=a=b"}});
  EXPECT_EQ(run.out, "a  \"b\" $HOME a=b");
}

TEST(RunProgram, EndsAProgramThatTakesTooLongWithItsChildren) {
  const ProgramRun run = run_program({{"/bin/sh", "-c", "echo begun; sleep 600; true"}, "", {}, 300ms});
  EXPECT_TRUE(run.timed_out);
  EXPECT_EQ(run.exit_status, 128 + 9);
  EXPECT_EQ(run.out, "begun\n");
}

TEST(RunProgram, ThrowsWhenTheProgramIsMissing) {
  EXPECT_THROW((void)run_program({{"/nowhere/program"}, "", {}}), std::system_error);
}

}  // namespace
}  // namespace pecprobe::test
