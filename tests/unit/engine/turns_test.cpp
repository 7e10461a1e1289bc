#include "probe/engine/turns.hpp"

#include "tests/unit/engine/scripted_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace test;
using testing::NiceMock;
using Events = std::vector<std::string>;

const std::vector<Protocol> k_all = {Protocol::imap, Protocol::pop3, Protocol::smtp};

AccountResult check_all(ScriptedNetwork& network, const CheckOptions& options = {}) {
  return run_check(network, account_with(k_all), credentials(), options);
}

TEST(Turns, Pop3StartsWhenImapAndSmtpHaveEnded) {
  NiceMock<ScriptedNetwork> network;
  network.ends = {{Protocol::imap, {accepted()}}, {Protocol::pop3, {accepted()}}, {Protocol::smtp, {accepted()}}};
  const AccountResult result = check_all(network);
  EXPECT_EQ(network.events,
            (Events{"imap starts", "smtp starts", "imap ends", "smtp ends", "pop3 starts", "pop3 ends"}));
  EXPECT_EQ(codes_of(result), (std::vector{Code::ok, Code::ok, Code::ok}));
}

TEST(Turns, Pop3IsNotTriedWhenImapAndSmtpRefuse) {
  NiceMock<ScriptedNetwork> network;
  network.ends = {{Protocol::imap, {refused()}}, {Protocol::pop3, {refused()}}, {Protocol::smtp, {refused()}}};
  const AccountResult result = check_all(network);
  EXPECT_EQ(network.events, (Events{"imap starts", "smtp starts", "imap ends", "smtp ends"}));
  EXPECT_EQ(codes_of(result), (std::vector{Code::auth_rejected, Code::skipped_lockout_guard, Code::auth_rejected}));
  const ServiceResult& pop3 = result.services[1];
  EXPECT_EQ(pop3.diagnosis.evidence, (std::vector<Evidence>{{Evidence::Kind::other_service, "imap: auth_rejected"},
                                                            {Evidence::Kind::other_service, "smtp: auth_rejected"}}));
  EXPECT_EQ(pop3.facts.endpoint, account_with(k_all).endpoints[1]);
  EXPECT_FALSE(pop3.facts.dialogue.auth.attempted);
  EXPECT_EQ(result.verdict(), Verdict::fail);
}

TEST(Turns, WhatTheServicesSaidStandsInItsFinalForm) {
  NiceMock<ScriptedNetwork> network;
  network.ends = {{Protocol::imap, {refused()}}, {Protocol::smtp, {refused()}}};
  CheckOptions options;
  options.today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};
  options.password.expires = options.today - std::chrono::days{21};
  const AccountResult result = check_all(network, options);
  EXPECT_EQ(result.services[1].diagnosis.evidence,
            (std::vector<Evidence>{{Evidence::Kind::other_service, "imap: auth_password_expired"},
                                   {Evidence::Kind::other_service, "smtp: auth_password_expired"}}));
}

TEST(Turns, Pop3IsTriedWhenOneServiceCannotHaveAVerdict) {
  for (const ServiceFacts& end : {connection_refused(), busy_at_login(), lost_during_login()}) {
    NiceMock<ScriptedNetwork> network;
    network.ends = {{Protocol::imap, {refused()}}, {Protocol::pop3, {refused()}}, {Protocol::smtp, {end}}};
    EXPECT_EQ(check_all(network).services[1].diagnosis.code, end.dialogue.stop == Stop::auth_refused
                                                                 ? Code::auth_temporary  // explains the refusals
                                                                 : Code::auth_rejected);
    EXPECT_EQ(network.started().size(), 3U);
  }
}

TEST(Turns, Pop3IsTriedWhenOneServiceAcceptsThePassword) {
  NiceMock<ScriptedNetwork> network;
  network.ends = {{Protocol::imap, {refused()}}, {Protocol::pop3, {accepted()}}, {Protocol::smtp, {accepted()}}};
  EXPECT_EQ(codes_of(check_all(network)), (std::vector{Code::auth_protocol_disabled, Code::ok, Code::ok}));
}

TEST(Turns, AMailboxThatIsFullIsNoRefusedPassword) {
  NiceMock<ScriptedNetwork> network;
  network.ends = {
      {Protocol::imap, {over_quota_at_login()}}, {Protocol::pop3, {accepted()}}, {Protocol::smtp, {refused()}}};
  static_cast<void>(check_all(network));
  EXPECT_EQ(network.started().size(), 3U);
}

TEST(Turns, WithTryAllNobodyWaitsAndAllAreTried) {
  NiceMock<ScriptedNetwork> network;
  network.ends = {{Protocol::imap, {refused()}}, {Protocol::pop3, {refused()}}, {Protocol::smtp, {refused()}}};
  CheckOptions options;
  options.after_two_refusals = AfterTwoRefusals::try_all;
  const AccountResult result = check_all(network, options);
  EXPECT_EQ(network.events,
            (Events{"imap starts", "pop3 starts", "smtp starts", "imap ends", "pop3 ends", "smtp ends"}));
  EXPECT_EQ(codes_of(result), (std::vector{Code::auth_rejected, Code::auth_rejected, Code::auth_rejected}));
}

TEST(Turns, APlanOfTwoServicesRunsAtOnce) {
  for (const Protocol other : {Protocol::imap, Protocol::smtp}) {
    NiceMock<ScriptedNetwork> network;
    network.ends = {{Protocol::pop3, {refused()}}, {other, {refused()}}};
    const AccountResult result = run_check(network, account_with({other, Protocol::pop3}), credentials(), {});
    const std::string name(to_string(other));
    EXPECT_EQ(network.events, (Events{name + " starts", "pop3 starts", name + " ends", "pop3 ends"}));
  }
}

TEST(Turns, Pop3WaitsForAllAddressesOfTheServicesBefore) {
  NiceMock<ScriptedNetwork> network;
  network.hosts["imap.pec.example"] = {ResolveOutcome::found, {"192.0.2.1", "192.0.2.2"}, {}};
  network.hosts["pop3.pec.example"] = {ResolveOutcome::found, {"192.0.2.5", "192.0.2.6"}, {}};
  network.hosts["smtp.pec.example"] = {ResolveOutcome::found, {"192.0.2.9"}, {}};
  network.ends = {{Protocol::imap, {connection_refused(), refused()}}, {Protocol::smtp, {refused()}}};
  CheckOptions options;
  options.addresses = AddressPlan::each_one;
  const AccountResult result = check_all(network, options);
  EXPECT_EQ(network.events, (Events{"imap 192.0.2.1 starts", "smtp 192.0.2.9 starts", "imap 192.0.2.1 ends",
                                    "imap 192.0.2.2 starts", "smtp 192.0.2.9 ends", "imap 192.0.2.2 ends"}));
  EXPECT_EQ(codes_of(result), (std::vector{Code::connect_refused, Code::auth_rejected, Code::skipped_lockout_guard,
                                           Code::skipped_lockout_guard, Code::auth_rejected}));
  EXPECT_EQ(result.services[3].facts.resolve.addresses, std::vector<std::string>{"192.0.2.6"});
}

TEST(Turns, ASignalWhilePop3WaitsCancelsIt) {
  NiceMock<ScriptedNetwork> network;
  network.ends = {{Protocol::imap, {accepted()}}, {Protocol::smtp, {cancelled()}}};
  ON_CALL(network, signal).WillByDefault([&]() -> std::optional<int> {
    return network.events.size() < 4 ? std::nullopt : std::optional(2);
  });
  EXPECT_EQ(codes_of(check_all(network)), (std::vector{Code::ok, Code::cancelled, Code::cancelled}));
  EXPECT_EQ(network.started().size(), 2U);
}

TEST(Turns, TheTurnOfAServiceDoesNotDependOnItsPlaceInThePlan) {
  NiceMock<ScriptedNetwork> network;
  static_cast<void>(
      run_check(network, account_with({Protocol::pop3, Protocol::smtp, Protocol::imap}), credentials(), {}));
  EXPECT_EQ(network.events,
            (Events{"smtp starts", "imap starts", "smtp ends", "imap ends", "pop3 starts", "pop3 ends"}));
}

}  // namespace
}  // namespace pecprobe
