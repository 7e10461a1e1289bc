#include "probe/rotation/verify/verification.hpp"

#include "tests/unit/engine/memory_mock.hpp"
#include "tests/unit/rotation_verify/answers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using namespace test;
using testing::_;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::NiceMock;
using testing::Return;
using R = VerificationResult;
using Ends = std::deque<ServiceFacts>;
using Waits = std::vector<PropagationWait>;

constexpr Protocol k_imap = Protocol::imap;
constexpr Protocol k_pop3 = Protocol::pop3;
constexpr Protocol k_smtp = Protocol::smtp;

class VerificationTest : public testing::Test {
 protected:
  VerificationTest() {
    options.wait = [this](const PropagationWait& wait) {
      waits.push_back(wait);
      return Waited::to_the_end;
    };
    answers(Ends{accepted()}, Ends{accepted()}, Ends{accepted()});
  }

  void answers(Ends imap, Ends pop3, Ends smtp) {
    network.ends = {{k_imap, std::move(imap)}, {k_pop3, std::move(pop3)}, {k_smtp, std::move(smtp)}};
  }

  Verification rotation() { return verify(network, account_with({k_imap, k_pop3, k_smtp}), fresh, nullptr, options); }
  Verification rotation_with_old() {
    return verify(network, account_with({k_imap, k_pop3, k_smtp}), fresh, &old, options);
  }
  Verification deactivation() {
    options.kind = VerificationKind::deactivation;
    return rotation();
  }

  /// The services that a login was tried at, in order.
  [[nodiscard]] std::vector<Protocol> started() const {
    std::vector<Protocol> protocols;
    for (const StartedCheck& check : network.started()) {
      protocols.push_back(check.protocol);
    }
    return protocols;
  }

  NiceMock<ScriptedNetwork> network;
  VerificationOptions options;
  Waits waits;
  Credentials fresh = credentials("new-password");
  Credentials old = credentials("old-password");
};

TEST_F(VerificationTest, ANewPasswordIsTriedOnceAtEveryService) {
  const Verification done = rotation();
  EXPECT_EQ(done.outcome.result, R::complete);
  EXPECT_THAT(started(), ElementsAre(k_imap, k_smtp, k_pop3));
  EXPECT_EQ(done.logins_with_new_password(), 3);
  EXPECT_FALSE(done.old_password);
}

/// Lets everybody in, and counts.
class CountingGate final : public SessionGate {
 public:
  void ask(const Endpoint&, Answer answer) override {
    ++asked;
    answer({Admission::Kind::start});
  }
  void ended(const Endpoint&, const ServiceFacts&) override { ++left; }
  int asked = 0;
  int left = 0;
};

TEST_F(VerificationTest, EverySessionPassesTheGateTheOneWithTheOldPasswordToo) {
  CountingGate gate;
  options.gate = &gate;
  answers(Ends{accepted()}, Ends{accepted()}, Ends{accepted(), refused()});
  EXPECT_EQ(rotation_with_old().outcome.result, R::complete);
  EXPECT_EQ(gate.asked, 4);
  EXPECT_EQ(gate.left, 4);
}

TEST_F(VerificationTest, TheOldPasswordIsTriedOnceAtSmtpAfterTheNewOneHasPassed) {
  answers(Ends{accepted()}, Ends{accepted()}, Ends{accepted(), refused()});
  const Verification done = rotation_with_old();
  EXPECT_EQ(done.outcome.result, R::complete);
  EXPECT_THAT(started(), ElementsAre(k_imap, k_smtp, k_pop3, k_smtp));
  EXPECT_EQ(done.logins_with_old_password(), 1);
  EXPECT_EQ(answer_of(*done.old_password), PasswordAnswer::refused);
}

TEST_F(VerificationTest, AnOldPasswordThatWorksIsAFailureWithTheServersYesAsEvidence) {
  ServiceFacts yes = accepted();
  Reply reply;
  reply.lines = {"235 2.7.0 Authentication successful"};
  yes.dialogue.auth.reply = reply;
  answers(Ends{accepted()}, Ends{accepted()}, Ends{accepted(), yes});
  const Verification done = rotation_with_old();
  EXPECT_EQ(done.outcome.result, R::old_password_still_accepted);
  EXPECT_EQ(done.old_password->diagnosis.code, Code::old_password_still_accepted);
  EXPECT_THAT(done.old_password->diagnosis.evidence,
              ElementsAre(Evidence{Evidence::Kind::server_line, "235 2.7.0 Authentication successful"}));
}

TEST_F(VerificationTest, TheOldPasswordIsNotTriedWhileAServiceRefusesTheNewOne) {
  answers(Ends{accepted()}, Ends{refused()}, Ends{accepted()});
  const Verification done = rotation_with_old();
  EXPECT_EQ(done.outcome.result, R::half_done);
  EXPECT_EQ(done.logins_with_old_password(), 0);
  EXPECT_THAT(started(), ElementsAre(k_imap, k_smtp, k_pop3));
}

TEST_F(VerificationTest, AnOldPasswordWithoutAVerdictLeavesTheRotationOpen) {
  answers(Ends{accepted()}, Ends{accepted()}, Ends{accepted(), busy_at_login()});
  EXPECT_EQ(rotation_with_old().outcome.result, R::unverifiable);
}

TEST_F(VerificationTest, TheThirdServiceIsSparedWhenTwoRefuseTheNewPassword) {
  answers(Ends{refused()}, Ends{accepted()}, Ends{refused()});
  options.wait_at_most = 10min;
  const Verification done = rotation_with_old();
  EXPECT_EQ(done.outcome.result, R::new_password_refused);
  EXPECT_THAT(started(), ElementsAre(k_imap, k_smtp));
  EXPECT_THAT(waits, IsEmpty());
}

TEST_F(VerificationTest, WithoutAWaitALaggingServiceIsAskedOnce) {
  answers(Ends{accepted()}, Ends{accepted()}, Ends{refused()});
  EXPECT_EQ(rotation().outcome, (VerificationOutcome{R::half_done, HalfDone::sending, {k_smtp}}));
  EXPECT_THAT(waits, IsEmpty());
}

TEST_F(VerificationTest, AWaitAsksOnlyTheLaggingServiceAgainUntilItAccepts) {
  answers(Ends{accepted()}, Ends{accepted()}, Ends{refused(), busy_at_login(), refused(), accepted()});
  options.wait_at_most = 10min;
  const Verification done = rotation();
  EXPECT_EQ(done.outcome.result, R::complete);
  EXPECT_THAT(started(), ElementsAre(k_imap, k_smtp, k_pop3, k_smtp, k_smtp, k_smtp));
  EXPECT_EQ(waits.size(), 3U);
  EXPECT_THAT(waits.front().services, ElementsAre(k_smtp));
  const auto waited = waits[0].time + waits[1].time + waits[2].time;
  EXPECT_EQ(done.tries, (std::vector<ServiceTries>{{1, 0s}, {1, 0s}, {4, waited}}));
}

TEST_F(VerificationTest, AWaitCostsFiveFurtherLoginsAtMost) {
  answers(Ends{accepted()}, Ends{accepted()}, Ends{refused()});
  options.wait_at_most = 10min;
  const Verification done = rotation_with_old();
  EXPECT_EQ(done.outcome.result, R::half_done);
  EXPECT_EQ(done.logins_with_new_password(), 3 + k_most_further_attempts);
  EXPECT_EQ(done.logins_with_old_password(), 0);
}

TEST_F(VerificationTest, AWaitEndsAtTheFirstWordOfALock) {
  ServiceFacts locked = with_login_answer(ReplyStatus::negative, "535", 535, "535 5.7.8 account locked");
  answers(Ends{accepted()}, Ends{accepted()}, Ends{refused(), locked});
  options.wait_at_most = 10min;
  const Verification done = rotation();
  EXPECT_EQ(done.outcome.result, R::unverifiable);
  EXPECT_EQ(done.account.services[2].diagnosis.code, Code::auth_locked);
  EXPECT_EQ(waits.size(), 1U);
}

TEST_F(VerificationTest, AfterAWaitTheServicesAreDiagnosedTogetherAgain) {
  answers(Ends{accepted()}, Ends{accepted()}, Ends{refused()});
  options.wait_at_most = 10s;
  const Verification done = rotation();
  EXPECT_EQ(done.account.services[2].diagnosis.code, Code::auth_protocol_disabled);
  EXPECT_EQ(done.account.services[2].diagnosis.certainty, Certainty::deduced);
}

TEST_F(VerificationTest, AnInterruptedWaitKeepsWhatIsKnown) {
  answers(Ends{accepted()}, Ends{accepted()}, Ends{refused()});
  options.wait_at_most = 10min;
  options.wait = [](const PropagationWait&) { return Waited::interrupted; };
  const Verification done = rotation();
  EXPECT_EQ(done.outcome.result, R::half_done);
  EXPECT_THAT(started(), ElementsAre(k_imap, k_smtp, k_pop3));
}

TEST_F(VerificationTest, ASignalKeepsTheOldPasswordFromBeingTried) {
  EXPECT_CALL(network, on_signal).WillOnce([this](const std::function<void()>&) { network.came = 2; });
  options.check.on_signal = OnSignal::end_check;
  const Verification done = rotation_with_old();
  EXPECT_EQ(done.logins_with_old_password(), 0);
  EXPECT_EQ(done.outcome.result, R::unverifiable);
}

TEST_F(VerificationTest, ThePollingLeavesTheMemoryAlone) {
  NiceMock<MemoryMock> memory;
  ON_CALL(memory, begin).WillByDefault([](const Account& account, const Secret&) {
    return RememberedRefusals(account.endpoints.size());
  });
  options.check.memory = &memory;
  options.wait_at_most = 10min;
  answers(Ends{accepted()}, Ends{accepted()}, Ends{refused()});
  EXPECT_CALL(memory, settle).Times(1);  // of the first round
  static_cast<void>(rotation());
}

TEST_F(VerificationTest, ARememberedRefusalIsNeitherTriedNorPolled) {
  NiceMock<MemoryMock> memory;
  ON_CALL(memory, begin).WillByDefault([](const Account& account, const Secret&) {
    RememberedRefusals refusals(account.endpoints.size());
    refusals.back() = RememberedRefusal{};
    return refusals;
  });
  options.check.memory = &memory;
  options.wait_at_most = 10min;
  const Verification done = rotation();
  EXPECT_EQ(done.outcome, (VerificationOutcome{R::half_done, HalfDone::sending, {k_smtp}}));
  EXPECT_THAT(started(), ElementsAre(k_imap, k_pop3));
}

TEST_F(VerificationTest, ADeactivatedPasswordIsTriedOnceAtEveryServiceTheThirdAfterTheOthers) {
  answers(Ends{refused()}, Ends{refused()}, Ends{refused()});
  const Verification done = deactivation();
  EXPECT_EQ(done.outcome.result, R::deactivated);
  EXPECT_THAT(network.events,
              ElementsAre("imap starts", "smtp starts", "imap ends", "smtp ends", "pop3 starts", "pop3 ends"));
  std::vector<Protocol> order;
  for (const ServiceAnswer& answer : done.answers()) {
    order.push_back(answer.protocol);
  }
  EXPECT_THAT(order, ElementsAre(k_imap, k_pop3, k_smtp));
}

TEST_F(VerificationTest, TheThirdServiceIsSparedWhenAServerSpeaksOfALock) {
  answers(Ends{refused()}, Ends{refused()},
          Ends{with_login_answer(ReplyStatus::negative, "535", 535, "535 5.7.8 account locked")});
  const Verification done = deactivation();
  EXPECT_EQ(done.outcome.result, R::unverifiable);
  EXPECT_THAT(started(), ElementsAre(k_imap, k_smtp));
  EXPECT_EQ(done.account.services[1].diagnosis.code, Code::skipped_lockout_guard);
  EXPECT_THAT(done.account.services[1].diagnosis.evidence,
              ElementsAre(Evidence{Evidence::Kind::other_service, "imap: auth_locked"},  // explained by what SMTP says
                          Evidence{Evidence::Kind::other_service, "smtp: auth_locked"}));
}

TEST_F(VerificationTest, ADeactivatedPasswordThatOneServiceTakesIsAFailure) {
  answers(Ends{refused()}, Ends{accepted()}, Ends{refused()});
  EXPECT_EQ(deactivation().outcome.result, R::deactivated_password_still_accepted);
}

}  // namespace
}  // namespace pecprobe
