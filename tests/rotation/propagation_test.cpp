// A new password that reaches one protocol after the other. The mock's clock stands still unless it is moved, so the
// waits cost no time.
#include "probe/rotation/verify/verification.hpp"
#include "tests/rotation/rotation_run.hpp"
#include "tests/support/background_program.hpp"
#include "tests/support/wait_until.hpp"

#include <fmt/chrono.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace pecprobe::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

/// The verification inside this process, whose waits move the mock's clock.
class Propagation {
 public:
  explicit Propagation(const char* scenario) : m_mailbox(RotatedMailbox::scenario(scenario)) {
    NetworkOptions options;
    options.ca_file = m_mailbox.folder().file("authority.pem", m_mailbox.server().ca_pem());
    auto network = Network::create(options);
    if (!network) {
      throw std::runtime_error(network.error().detail);
    }
    m_network = *std::move(network);
  }

  Verification verify(std::chrono::milliseconds wait_at_most) {
    Account account;
    account.address = account.login = std::string(k_address);
    for (const Protocol protocol : k_protocols) {
      account.endpoints.push_back(
          {protocol, "localhost", pecmock::port_of(m_mailbox.server().ports(), protocol, pecmock::Encryption::implicit),
           TlsMode::implicit});
    }
    VerificationOptions options;
    options.check.today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};
    options.wait_at_most = wait_at_most;
    options.wait = [this](const PropagationWait& wait) {
      waits.push_back(std::chrono::round<std::chrono::seconds>(wait.time));
      m_now += waits.back();
      m_mailbox.server().control(fmt::format("now {:%Y-%m-%dT%H:%M:%S}", m_now));
      return Waited::to_the_end;
    };
    const Credentials fresh{account.login, Secret{k_new_password}};
    const Credentials old{account.login, Secret{k_old_password}};
    return pecprobe::verify(*m_network, account, fresh, &old, options);
  }

  long logins_at(std::string_view protocol) {
    if (m_logins.empty()) {
      m_logins = m_mailbox.logins();
    }
    return std::count(m_logins.begin(), m_logins.end(), protocol);
  }

  std::vector<std::chrono::seconds> waits;

 private:
  RotatedMailbox m_mailbox;
  std::unique_ptr<Network> m_network;
  std::chrono::sys_seconds m_now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 9h + 1min;
  Logins m_logins;
};

TEST(PropagationTest, IsWaitedForUntilTheLastProtocolHasTheNewPassword) {
  Propagation spreading("rotation-spreads");
  const Verification done = spreading.verify(10min);
  EXPECT_EQ(done.outcome.result, VerificationResult::complete);
  EXPECT_THAT(spreading.waits, ElementsAre(200s, 57s));
  EXPECT_EQ(spreading.logins_at("imap"), 1);
  EXPECT_EQ(spreading.logins_at("pop3"), 3);
  EXPECT_EQ(spreading.logins_at("smtp"), 2 + 1);  // the old password's among them
}

TEST(PropagationTest, OfSendingAloneCostsNoLoginElsewhere) {
  Propagation lagging("rotation-sending-lags");
  const Verification done = lagging.verify(20min);
  EXPECT_EQ(done.outcome.result, VerificationResult::complete);
  EXPECT_EQ(lagging.logins_at("imap"), 1);
  EXPECT_EQ(lagging.logins_at("pop3"), 1);
  EXPECT_THAT(lagging.waits, ElementsAre(39s, 77s, 155s, 310s));
  EXPECT_EQ(lagging.logins_at("smtp"), 5 + 1);
}

TEST(PropagationTest, ThatTakesLongerThanTheWaitLeavesTheRotationHalfDoneWithinTheBudget) {
  Propagation lagging("rotation-receiving-lags");
  const Verification done = lagging.verify(5min);
  EXPECT_EQ(done.outcome.half, HalfDone::receiving);
  EXPECT_THAT(lagging.waits, ElementsAre(100s, 200s));
  EXPECT_EQ(lagging.logins_at("imap"), 3);
  EXPECT_EQ(lagging.logins_at("pop3"), 3);
  EXPECT_EQ(lagging.logins_at("smtp"), 1);
}

/// SMTP refuses the first login, and no further one.
constexpr std::string_view k_refuses_once = R"(account "casella@pec.example" { password "app-password-2" }
smtp { on verdict reply "535 5.7.8 Error: authentication failed" times 1 }
)";

TEST(PropagationTest, IsWaitedForByTheProgramWhichSaysSo) {
  RotatedMailbox mailbox(RotatedMailbox::statements(k_refuses_once));
  const ProgramRun run = mailbox.verify_both({"--wait", "100ms"});
  EXPECT_EQ(run.exit_status, 0) << run.out << run.err;
  EXPECT_THAT(run.err, HasSubstr("SMTP: the new password has not arrived yet"));
  EXPECT_THAT(run.out, HasSubstr("2 attempts"));
  EXPECT_THAT(mailbox.logins(), UnorderedElementsAre("imap", "pop3", "smtp", "smtp", "smtp"));
}

TEST(PropagationTest, AnInterruptionEndsTheWaitWithACompleteReport) {
  RotatedMailbox mailbox(RotatedMailbox::statements(k_refuses_once));
  const std::string password = mailbox.folder().file("new", k_new_password);
  std::filesystem::permissions(password, std::filesystem::perms::owner_read);
  std::vector<std::string> arguments = {"/usr/bin/env"};
  for (const std::string& variable : mailbox.environment()) {
    arguments.push_back(variable);
  }
  const auto command = mailbox.command({"--new-password-file", password, "--wait", "10m", "--format", "json"});
  arguments.insert(arguments.end(), command.begin(), command.end());
  BackgroundProgram program(mailbox.folder().path(), arguments);
  ASSERT_TRUE(wait_until([&] { return program.err().find("another try") != std::string::npos; }));
  program.signal(SIGINT);
  EXPECT_EQ(program.wait(), 130);
  EXPECT_EQ(nlohmann::json::parse(program.out())["result"], "half_done");
  EXPECT_THAT(mailbox.logins(), UnorderedElementsAre("imap", "pop3", "smtp"));
}

}  // namespace
}  // namespace pecprobe::test
