#include "probe/engine/check.hpp"

#include "tests/unit/engine/scripted_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace test;
using testing::Exactly;
using testing::NiceMock;

const std::vector<Protocol> k_all = {Protocol::imap, Protocol::pop3, Protocol::smtp};

TEST(Check, TheServicesStandInTheOrderOfThePlan) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {accepted()};
  network.ends[Protocol::pop3] = {connection_refused()};
  network.ends[Protocol::smtp] = {refused()};
  const AccountResult result = run_check(network, account_with(k_all), credentials(), {});
  ASSERT_EQ(result.services.size(), 3U);
  EXPECT_EQ(result.services[0].facts.endpoint.host, "imap.pec.example");
  EXPECT_EQ(result.services[1].facts.endpoint.host, "pop3.pec.example");
  EXPECT_EQ(result.services[2].facts.endpoint.host, "smtp.pec.example");
}

TEST(Check, TheDiagnosisSeesAllServicesTogether) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {accepted()};
  network.ends[Protocol::pop3] = {refused()};
  const AccountResult result = run_check(network, account_with({Protocol::imap, Protocol::pop3}), credentials(), {});
  EXPECT_EQ(codes_of(result), (std::vector{Code::ok, Code::auth_protocol_disabled}));
}

TEST(Check, AWrongHostThatDoesNotExistIsNamedWithTheRightOne) {
  NiceMock<ScriptedNetwork> network;
  ServiceFacts nowhere;
  nowhere.resolve.outcome = ResolveOutcome::not_found;
  nowhere.dialogue.stop = Stop::closed;
  nowhere.dialogue.stopped_at = Step::resolve;
  network.ends[Protocol::imap] = {nowhere};
  network.ends[Protocol::smtp] = {refused()};
  CheckOptions options;
  options.better_hosts = {{"imap.pec.example", "imaps.pec.example"}, {"smtp.pec.example", "smtps.pec.example"}};
  const AccountResult result =
      run_check(network, account_with({Protocol::imap, Protocol::smtp}), credentials(), options);
  EXPECT_EQ(codes_of(result), (std::vector{Code::dns_not_found, Code::auth_rejected}));
  EXPECT_EQ(result.services[0].diagnosis.detail, "imap.pec.example → imaps.pec.example");
  EXPECT_EQ(result.services[1].diagnosis.detail, "");
}

TEST(Check, EachServiceIsStartedOnceWithoutRetries) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {connection_refused()};
  EXPECT_CALL(network, start).Times(Exactly(1));
  static_cast<void>(run_check(network, account_with({Protocol::imap}), credentials(), {}));
}

TEST(Check, TheSenderCheckGoesToSmtpOnlyAndToTheSenderItself) {
  NiceMock<ScriptedNetwork> network;
  CheckOptions options;
  options.sender = "ditta@pec.example";
  static_cast<void>(run_check(network, account_with(k_all), credentials(), options));
  EXPECT_EQ(network.started(),
            (std::vector<StartedCheck>{{Protocol::imap, "", "", ""},
                                       {Protocol::smtp, "", "ditta@pec.example", "ditta@pec.example"},
                                       {Protocol::pop3, "", "", ""}}));
}

TEST(Check, TheSenderCheckTakesAnotherRecipient) {
  NiceMock<ScriptedNetwork> network;
  CheckOptions options;
  options.sender = "ditta@pec.example";
  options.recipient = "altro@pec.example";
  static_cast<void>(run_check(network, account_with({Protocol::smtp}), credentials(), options));
  EXPECT_EQ(network.started(),
            (std::vector<StartedCheck>{{Protocol::smtp, "", "ditta@pec.example", "altro@pec.example"}}));
}

TEST(Check, SignalsEndItOnlyWhenAskedTo) {
  NiceMock<ScriptedNetwork> silent;
  EXPECT_CALL(silent, on_signal).Times(0);
  static_cast<void>(run_check(silent, account_with({Protocol::imap}), credentials(), {}));

  NiceMock<ScriptedNetwork> listening;
  EXPECT_CALL(listening, on_signal).Times(1);
  CheckOptions options;
  options.on_signal = OnSignal::end_check;
  static_cast<void>(run_check(listening, account_with({Protocol::imap}), credentials(), options));
}

TEST(Check, WhatWasCancelledIsReportedAsCancelled) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {accepted()};
  network.ends[Protocol::smtp] = {cancelled()};
  const AccountResult result = run_check(network, account_with({Protocol::imap, Protocol::smtp}), credentials(), {});
  EXPECT_EQ(codes_of(result), (std::vector{Code::ok, Code::cancelled}));
}

TEST(Check, ANetworkThatForgetsACheckIsAFaultOfTheTool) {
  NiceMock<ScriptedNetwork> network;
  ON_CALL(network, run).WillByDefault([] {});
  EXPECT_THROW(static_cast<void>(run_check(network, account_with({Protocol::imap}), credentials(), {})),
               std::logic_error);
}

TEST(Check, WarningsKnownBeforeStandFirst) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {accepted()};
  CheckOptions options;
  options.warnings = {{WarningCode::environment_ignored, "ALL_PROXY"}};
  options.today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 1};
  options.password.expires = options.today;
  const AccountResult result = run_check(network, account_with({Protocol::imap}), credentials(), options);
  EXPECT_EQ(result.warnings, (std::vector<Warning>{{WarningCode::environment_ignored, "ALL_PROXY"},
                                                   {WarningCode::password_expires_soon, "2026-11-01"}}));
}

}  // namespace
}  // namespace pecprobe
