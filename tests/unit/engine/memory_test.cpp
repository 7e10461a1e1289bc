#include "probe/engine/check.hpp"
#include "tests/unit/engine/memory_mock.hpp"
#include "tests/unit/engine/scripted_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using namespace test;
using testing::_;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::NiceMock;
using testing::Return;
using testing::SaveArg;
using Events = std::vector<std::string>;
using Kind = LoginOutcome::Kind;

const std::vector<Protocol> k_all = {Protocol::imap, Protocol::pop3, Protocol::smtp};
constexpr Timestamp k_nine{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 9h};

RememberedRefusal remembered(Code code = Code::auth_rejected) {
  return {code, Certainty::stated, "a1 NO refused", {2, k_nine, k_nine + 1h}};
}

class Memory : public testing::Test {
 protected:
  Memory() {
    options.memory = &memory;
    ON_CALL(memory, begin).WillByDefault([this](const Account&, const Secret&) { return refusals; });
    ON_CALL(memory, settle).WillByDefault(SaveArg<2>(&outcomes));
  }
  AccountResult check(std::vector<Protocol> protocols = k_all) {
    refusals.resize(protocols.size());
    return run_check(network, account_with(std::move(protocols)), credentials(), options);
  }
  std::vector<Kind> kinds() const {
    std::vector<Kind> found;
    for (const LoginOutcome& outcome : outcomes) {
      found.push_back(outcome.kind);
    }
    return found;
  }

  NiceMock<ScriptedNetwork> network;
  NiceMock<MemoryMock> memory;
  CheckOptions options;
  RememberedRefusals refusals;
  std::vector<LoginOutcome> outcomes;
};

TEST_F(Memory, ARememberedRefusalIsRepeatedWithoutAConnection) {
  refusals = {remembered(Code::auth_password_expired)};
  const AccountResult result = check({Protocol::imap});
  EXPECT_THAT(network.events, IsEmpty());
  const ServiceResult& imap = result.services[0];
  EXPECT_EQ(imap.diagnosis.code, Code::auth_password_expired);
  EXPECT_EQ(imap.diagnosis.evidence,
            (std::vector<Evidence>{{Evidence::Kind::server_line, "a1 NO refused"},
                                   {Evidence::Kind::remembered,
                                    "refused at 2026-11-22T09:00:00Z, not tried again; a further try is sensible from "
                                    "2026-11-22T10:00:00Z"}}));
  EXPECT_EQ(imap.remembered, (RefusalTimes{2, k_nine, k_nine + 1h}));
  EXPECT_FALSE(imap.facts.dialogue.auth.attempted);
  EXPECT_EQ(imap.facts.endpoint.protocol, Protocol::imap);
  EXPECT_EQ(result.verdict(), Verdict::fail);
  EXPECT_EQ(kinds(), std::vector{Kind::held_back});
}

TEST_F(Memory, ItsHypothesesAreRankedByWhatIsKnownToday) {
  refusals = {remembered()};
  EXPECT_THAT(check({Protocol::imap}).services[0].diagnosis.hypotheses, testing::Not(IsEmpty()));
}

TEST_F(Memory, TwoRememberedRefusalsSpareTheThirdService) {
  refusals = {remembered(), std::nullopt, remembered()};
  const AccountResult result = check();
  EXPECT_THAT(network.events, IsEmpty());
  EXPECT_EQ(codes_of(result), (std::vector{Code::auth_rejected, Code::skipped_lockout_guard, Code::auth_rejected}));
  EXPECT_EQ(kinds(), (std::vector{Kind::held_back, Kind::no_verdict, Kind::held_back}));
}

TEST_F(Memory, ARememberedRefusalAndANewOneSpareTheThirdService) {
  refusals = {remembered()};
  network.ends = {{Protocol::smtp, {refused()}}};
  const AccountResult result = check();
  EXPECT_EQ(network.events, (Events{"smtp starts", "smtp ends"}));
  EXPECT_EQ(result.services[1].diagnosis.code, Code::skipped_lockout_guard);
  EXPECT_EQ(kinds(), (std::vector{Kind::held_back, Kind::no_verdict, Kind::refused}));
}

TEST_F(Memory, IgnoredOnceIsNotAskedAndStillLearns) {
  EXPECT_CALL(memory, begin).Times(0);
  options.remembered = Remembered::ignore_once;
  network.ends = {{Protocol::imap, {refused()}}};
  static_cast<void>(check({Protocol::imap}));
  EXPECT_THAT(outcomes, ElementsAre(Field(&LoginOutcome::refusal,
                                          RememberedRefusal{Code::auth_rejected, Certainty::deduced,
                                                            "a1 NO credentials refused", RefusalTimes{}})));
}

TEST_F(Memory, LearnsOnlyRefusalsOfThePassword) {
  network.ends = {{Protocol::imap, {busy_at_login()}}};
  static_cast<void>(check({Protocol::imap}));
  EXPECT_EQ(kinds(), std::vector{Kind::no_verdict});
  network.ends = {{Protocol::imap, {lost_during_login()}}};
  static_cast<void>(check({Protocol::imap}));
  EXPECT_EQ(kinds(), std::vector{Kind::no_verdict});
  network.ends = {{Protocol::imap, {connection_refused()}}};
  static_cast<void>(check({Protocol::imap}));
  EXPECT_EQ(kinds(), std::vector{Kind::no_verdict});
  network.ends = {{Protocol::imap, {accepted()}}};
  static_cast<void>(check({Protocol::imap}));
  EXPECT_EQ(kinds(), std::vector{Kind::accepted});
}

TEST_F(Memory, AProtocolThatIsOffIsNoRefusedPassword) {
  network.ends = {{Protocol::imap, {refused()}}, {Protocol::smtp, {accepted()}}};
  static_cast<void>(check({Protocol::imap, Protocol::smtp}));
  EXPECT_EQ(kinds(), (std::vector{Kind::no_verdict, Kind::accepted}));
}

TEST_F(Memory, OfSeveralAddressesTheRefusalCounts) {
  options.addresses = AddressPlan::each_one;
  network.hosts["imap.pec.example"] = {ResolveOutcome::found, {"192.0.2.1", "192.0.2.2", "192.0.2.3"}, {}};
  network.ends = {{Protocol::imap, {connection_refused(), refused()}}};
  static_cast<void>(check({Protocol::imap}));
  EXPECT_EQ(kinds(), std::vector{Kind::refused});
}

TEST_F(Memory, WithAllAddressesAHeldBackServiceIsNotEvenLookedUp) {
  options.addresses = AddressPlan::each_one;
  refusals = {remembered()};
  EXPECT_CALL(network, resolve).Times(0);
  EXPECT_CALL(network, run).Times(0);
  EXPECT_EQ(codes_of(check({Protocol::imap})), std::vector{Code::auth_rejected});
}

TEST_F(Memory, NothingIsTriedAgainBesideARememberedRefusal) {
  options.retries = 3;
  EXPECT_CALL(network, after).Times(0);
  refusals = {remembered()};
  network.ends = {{Protocol::smtp, {connection_refused()}}};
  static_cast<void>(check({Protocol::imap, Protocol::smtp}));
  EXPECT_EQ(network.started().size(), 1U);
}

}  // namespace
}  // namespace pecprobe
