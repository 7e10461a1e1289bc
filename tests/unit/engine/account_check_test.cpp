#include "probe/engine/account_check.hpp"

#include "tests/unit/engine/scripted_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::NiceMock;

using Remembered = std::vector<std::optional<RememberedRefusal>>;

const std::vector<Protocol> k_two = {Protocol::imap, Protocol::smtp};
const std::vector<Protocol> k_all = {Protocol::imap, Protocol::pop3, Protocol::smtp};

/// Keeps the questions until the test answers them.
class GateMock : public SessionGate {
 public:
  void ask(const Endpoint& endpoint, Answer answer) override {
    waiting.emplace_back(endpoint.protocol, std::move(answer));
  }
  void ended(const Endpoint& endpoint, const ServiceFacts&) override { over.push_back(endpoint.protocol); }

  /// Answers the question that came first.
  void answer(Admission admission) {
    const auto next = std::move(waiting.front());
    waiting.erase(waiting.begin());
    next.second(std::move(admission));
  }

  std::vector<std::pair<Protocol, Answer>> waiting;
  std::vector<Protocol> over;
};

class AnAccountCheck : public testing::Test {
 protected:
  void start(std::vector<Protocol> protocols, SessionGate* asked = nullptr) {
    Remembered nothing(protocols.size());
    check.emplace(network, account_with(std::move(protocols)), credentials(), options, asked);
    check->start(nothing, [this](AccountCheck::End ended) { end = std::move(ended); });
  }

  NiceMock<ScriptedNetwork> network;
  GateMock gate;
  CheckOptions options;
  std::optional<AccountCheck> check;
  std::optional<AccountCheck::End> end;
  std::shared_ptr<std::function<void()>> kept;  // a timer
};

TEST_F(AnAccountCheck, CallsBackWhenItHasEnded) {
  network.ends = {{Protocol::imap, {accepted()}}, {Protocol::smtp, {refused()}}};
  start(k_two);
  EXPECT_FALSE(end);
  network.run();
  ASSERT_TRUE(end);
  EXPECT_EQ(codes_of(end->result), (std::vector{Code::ok, Code::auth_protocol_disabled}));
  EXPECT_EQ(end->logins.size(), 2U);
}

TEST_F(AnAccountCheck, StartsASessionWhenItsGateLetsItIn) {
  network.ends = {{Protocol::imap, {accepted()}}, {Protocol::smtp, {accepted()}}};
  start(k_two, &gate);
  network.run();
  EXPECT_THAT(network.events, IsEmpty());
  gate.answer({});
  network.run();
  EXPECT_THAT(network.events, ElementsAre("imap starts", "imap ends"));
  EXPECT_THAT(gate.over, ElementsAre(Protocol::imap));
  EXPECT_FALSE(end);
  gate.answer({});
  network.run();
  EXPECT_THAT(gate.over, ElementsAre(Protocol::imap, Protocol::smtp));
  EXPECT_TRUE(end);
}

TEST_F(AnAccountCheck, AsksTheGateForEachFurtherTry) {
  options.retries = 1;
  network.ends = {{Protocol::imap, {connection_refused(), accepted()}}};
  start({Protocol::imap}, &gate);
  gate.answer({});
  network.run();
  EXPECT_EQ(network.waits, std::vector<Duration>{2s});
  ASSERT_EQ(gate.waiting.size(), 1U);
  gate.answer({});
  network.run();
  ASSERT_TRUE(end);
  EXPECT_EQ(codes_of(end->result), std::vector{Code::ok});
}

TEST_F(AnAccountCheck, ComesBackLaterByItsJitter) {
  options.retries = 1;
  options.retry_jitter = 1;
  network.ends = {{Protocol::imap, {connection_refused()}}};
  start({Protocol::imap});
  network.run();
  EXPECT_EQ(network.waits, std::vector<Duration>{2500ms});
}

TEST_F(AnAccountCheck, AsksItsGateFirstForTheServiceThatWasForetold) {
  for (const std::vector<Protocol>& protocols : {k_two, k_all, {Protocol::pop3, Protocol::smtp, Protocol::imap}}) {
    const Account account = account_with(protocols);
    const auto first = first_asked(account, Remembered(protocols.size()), options);
    GateMock asked;
    AccountCheck begun(network, account, credentials(), options, &asked);
    begun.start(Remembered(protocols.size()), [](const AccountCheck::End&) {});
    ASSERT_TRUE(first);
    EXPECT_EQ(asked.waiting.front().first, account.endpoints[*first].protocol);
  }
}

TEST_F(AnAccountCheck, ForetellsNoServiceWhereItAsksForNoneAtOnce) {
  const Account account = account_with(k_two);
  EXPECT_EQ(first_asked(account, {RememberedRefusal{}, std::nullopt}, options), std::optional<std::size_t>(1));
  EXPECT_EQ(first_asked(account, {RememberedRefusal{}, RememberedRefusal{}}, options), std::nullopt);
  options.addresses = AddressPlan::each_one;
  EXPECT_EQ(first_asked(account, Remembered(2), options), std::nullopt);
}

TEST_F(AnAccountCheck, WhatTheGateTurnsAwayIsSkippedWithItsReason) {
  const std::vector<Evidence> why = {{Evidence::Kind::other_service, "why"}};
  network.ends = {{Protocol::imap, {connection_refused()}}};
  start(k_all, &gate);
  gate.answer({});
  network.run();
  gate.answer({Admission::Kind::skip, "aruba", why});
  gate.answer({Admission::Kind::skip, "aruba", why});
  ASSERT_TRUE(end);
  EXPECT_EQ(codes_of(end->result),
            (std::vector{Code::connect_refused, Code::skipped_lockout_guard, Code::skipped_lockout_guard}));
  EXPECT_EQ(end->result.services[2].diagnosis.detail, "aruba");
  EXPECT_EQ(end->result.services[2].diagnosis.evidence, why);
  EXPECT_FALSE(end->result.services[2].facts.dialogue.auth.attempted);
}

TEST_F(AnAccountCheck, IsCancelledByItsGateWithAllThatStillWaits) {
  start(k_all, &gate);
  gate.answer({Admission::Kind::cancel});
  gate.answer({Admission::Kind::cancel});
  ASSERT_TRUE(end);
  EXPECT_EQ(codes_of(end->result), (std::vector{Code::cancelled, Code::cancelled, Code::cancelled}));
  EXPECT_THAT(gate.waiting, IsEmpty());
}

TEST_F(AnAccountCheck, ThatIsStoppedStartsNothingMoreAndKeepsWhatRuns) {
  network.ends = {{Protocol::imap, {accepted()}}, {Protocol::smtp, {accepted()}}};
  start(k_all);
  check->stop();
  network.run();
  ASSERT_TRUE(end);
  EXPECT_EQ(codes_of(end->result), (std::vector{Code::ok, Code::cancelled, Code::ok}));
}

TEST_F(AnAccountCheck, ThatIsStoppedDoesNotWaitForItsNextTry) {
  options.retries = 5;
  network.ends = {{Protocol::imap, {connection_refused()}}};
  ON_CALL(network, after).WillByDefault([this](Duration, auto act) {
    kept = std::make_shared<std::function<void()>>(std::move(act));
    return kept;
  });
  start({Protocol::imap});
  network.run();
  EXPECT_FALSE(end);
  check->stop();
  ASSERT_TRUE(end);
  EXPECT_EQ(codes_of(end->result), std::vector{Code::connect_refused});
  EXPECT_EQ(kept.use_count(), 1) << "it still holds its timer";
}

TEST(AnUntriedAccount, HasTheSameDiagnosisForEveryServiceAndItsOwnWarnings) {
  CheckOptions options;
  options.today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};
  options.password.expires = options.today + std::chrono::days{3};
  Diagnosis diagnosis;
  diagnosis.code = Code::password_source_failed;
  const Account account = account_with(k_two);
  const AccountResult result = untried_account(account, options, diagnosis);
  EXPECT_EQ(codes_of(result), (std::vector{Code::password_source_failed, Code::password_source_failed}));
  EXPECT_EQ(result.services[1].facts.endpoint, account.endpoints[1]);
  EXPECT_EQ(result.warnings, (std::vector<Warning>{{WarningCode::password_expires_soon, "2026-11-25"}}));
}

}  // namespace
}  // namespace pecprobe
