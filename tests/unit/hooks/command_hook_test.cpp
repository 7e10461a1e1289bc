#include "probe/hooks/command_hook.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/support/wait_until.hpp"
#include "tests/unit/hooks/sample_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <thread>

namespace pecprobe::hooks {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

class CommandHookTest : public testing::Test {
 protected:
  std::optional<std::string> told(const std::string& script, std::chrono::milliseconds limit = 20s,
                                  const std::stop_token& stop = {}) {
    const Delivery delivery{1, "an-id", test::sample_body(), 0};
    return make_command_hook({"sh", "-c", script, "sh", folder.path().string()}, limit)->deliver(delivery, stop);
  }
  std::string text(const char* name) {
    std::ifstream file(folder.path() / name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  test::TemporaryFolder folder;
};

TEST_F(CommandHookTest, GetsTheReportOnStandardInput) {
  EXPECT_EQ(told("cat > $1/in"), std::nullopt);
  EXPECT_EQ(json::parse(text("in")), json::parse(test::sample_body())["report"]);
}

TEST_F(CommandHookTest, LearnsFromTheEnvironmentWhatChangedAndNothingOfOurs) {
  setenv("PECPROBE_TEST_SECRET", "app-password-1", 1);
  EXPECT_EQ(told("env > $1/env"), std::nullopt);
  unsetenv("PECPROBE_TEST_SECRET");
  EXPECT_THAT(text("env"), testing::HasSubstr("PECPROBE_ACCOUNT=0a1b2c3d4e5f\n"));
  EXPECT_THAT(text("env"), testing::HasSubstr("PECPROBE_CHANGES=imap:ok:auth_rejected pop3::auth_rejected\n"));
  EXPECT_THAT(text("env"), testing::HasSubstr("PECPROBE_DELIVERY=" + change_id(test::sample_change()) + "\n"));
  EXPECT_THAT(text("env"), testing::Not(testing::HasSubstr("app-password-1")));
}

TEST_F(CommandHookTest, AFailureTellsHowItEndedAndWhatItSaid) {
  EXPECT_EQ(told("echo dropped; echo no room >&2; exit 3"), "exit 3: no room");
  EXPECT_EQ(told("kill -9 $$"), "signal 9");
  EXPECT_EQ(make_command_hook({"/no/such/program"})->deliver({1, "", test::sample_body(), 0}, {}),
            "cannot be started: No such file or directory");
}

TEST_F(CommandHookTest, OneThatReadsNothingAndSaysMuchHoldsNobodyUp) {
  EXPECT_EQ(told("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2"), std::nullopt);
}

TEST_F(CommandHookTest, OneThatDoesNotEndIsKilledWithItsChildren) {
  EXPECT_EQ(told("echo $$ > $1/pid; sleep 600 & wait", 1s), "did not end within 1 seconds");
  EXPECT_NE(kill(static_cast<pid_t>(std::stol(text("pid"))), 0), 0);
}

TEST_F(CommandHookTest, EndsWhenTheServerDoes) {
  std::stop_source stop;
  const std::jthread stopper([&] {
    EXPECT_TRUE(test::wait_until([this] { return std::filesystem::exists(folder.path() / "begun"); }));
    stop.request_stop();
  });
  EXPECT_EQ(told("touch $1/begun; exec sleep 600", 20s, stop.get_token()), "was stopped");
}

}  // namespace
}  // namespace pecprobe::hooks
