#include "probe/engine/check.hpp"
#include "tests/unit/engine/scripted_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace test;
using testing::NiceMock;

CheckOptions each_address() {
  CheckOptions options;
  options.addresses = AddressPlan::each_one;
  return options;
}

ResolveFacts found(std::vector<std::string> addresses) { return {ResolveOutcome::found, std::move(addresses), {}}; }

TEST(AllAddresses, OfOneServiceAreTestedOneAfterTheOtherAndServicesSideBySide) {
  NiceMock<ScriptedNetwork> network;
  network.hosts["imap.pec.example"] = found({"192.0.2.1", "2001:db8::1"});
  network.hosts["smtp.pec.example"] = found({"192.0.2.9"});
  network.ends[Protocol::imap] = {accepted()};
  network.ends[Protocol::smtp] = {accepted()};
  const AccountResult result =
      run_check(network, account_with({Protocol::imap, Protocol::smtp}), credentials(), each_address());
  EXPECT_EQ(network.events,
            (std::vector<std::string>{"imap 192.0.2.1 starts", "smtp 192.0.2.9 starts", "imap 192.0.2.1 ends",
                                      "imap 2001:db8::1 starts", "smtp 192.0.2.9 ends", "imap 2001:db8::1 ends"}));
  EXPECT_EQ(codes_of(result), (std::vector{Code::ok, Code::ok, Code::ok}));
  EXPECT_EQ(result.services[2].facts.endpoint.protocol, Protocol::smtp);
}

TEST(AllAddresses, AnAddressThatDoesNotAnswerDoesNotKeepTheNextFromBeingTested) {
  NiceMock<ScriptedNetwork> network;
  network.hosts["imap.pec.example"] = found({"192.0.2.1", "192.0.2.2"});
  network.ends[Protocol::imap] = {connection_refused(), accepted()};
  const AccountResult result = run_check(network, account_with({Protocol::imap}), credentials(), each_address());
  EXPECT_EQ(codes_of(result), (std::vector{Code::connect_refused, Code::ok}));
}

TEST(AllAddresses, AfterARefusedPasswordTheNextAddressesOfThatServiceAreSkipped) {
  NiceMock<ScriptedNetwork> network;
  network.hosts["imap.pec.example"] = found({"192.0.2.1", "192.0.2.2", "192.0.2.3"});
  network.hosts["smtp.pec.example"] = found({"192.0.2.8", "192.0.2.9"});
  network.ends[Protocol::imap] = {accepted(), refused(), accepted()};
  network.ends[Protocol::smtp] = {connection_refused()};
  const AccountResult result =
      run_check(network, account_with({Protocol::imap, Protocol::smtp}), credentials(), each_address());
  EXPECT_EQ(network.started(), (std::vector<StartedCheck>{{Protocol::imap, "192.0.2.1", "", ""},
                                                          {Protocol::smtp, "192.0.2.8", "", ""},
                                                          {Protocol::imap, "192.0.2.2", "", ""},
                                                          {Protocol::smtp, "192.0.2.9", "", ""}}));
  ASSERT_EQ(result.services.size(), 5U);
  const ServiceResult& skipped = result.services[2];
  EXPECT_EQ(skipped.diagnosis.code, Code::skipped_lockout_guard);
  EXPECT_EQ(
      skipped.diagnosis.evidence,
      (std::vector<Evidence>{{Evidence::Kind::other_service, "address 192.0.2.3 not tried: refused at 192.0.2.2"}}));
  EXPECT_FALSE(skipped.facts.dialogue.auth.attempted);
}

TEST(AllAddresses, AHostWithoutAnAddressIsCheckedOnceAndSaysWhy) {
  NiceMock<ScriptedNetwork> network;
  network.hosts["imap.pec.example"] = {ResolveOutcome::not_found, {}, "Name or service not known"};
  ServiceFacts unknown;
  unknown.resolve = network.hosts["imap.pec.example"];
  network.ends[Protocol::imap] = {unknown};
  const AccountResult result = run_check(network, account_with({Protocol::imap}), credentials(), each_address());
  EXPECT_EQ(network.started(), (std::vector<StartedCheck>{{Protocol::imap, "", "", ""}}));
  EXPECT_EQ(codes_of(result), (std::vector{Code::dns_not_found}));
}

TEST(AllAddresses, AfterASignalNoFurtherAddressIsStarted) {
  NiceMock<ScriptedNetwork> network;
  network.hosts["imap.pec.example"] = found({"192.0.2.1", "192.0.2.2"});
  network.ends[Protocol::imap] = {accepted()};
  ON_CALL(network, signal).WillByDefault([&]() -> std::optional<int> {
    return network.started().empty() ? std::nullopt : std::optional(15);
  });
  const AccountResult result = run_check(network, account_with({Protocol::imap}), credentials(), each_address());
  EXPECT_EQ(network.started().size(), 1U);
  EXPECT_EQ(codes_of(result), (std::vector{Code::ok, Code::cancelled}));
}

TEST(AllAddresses, WhatWasSkippedBehindATemporaryAnswerIsTriedWithTheRetry) {
  NiceMock<ScriptedNetwork> network;
  network.hosts["smtp.pec.example"] = found({"192.0.2.1", "192.0.2.2"});
  network.ends[Protocol::smtp] = {busy_at_login(), accepted()};
  CheckOptions options = each_address();
  options.retries = 1;
  const AccountResult result = run_check(network, account_with({Protocol::smtp}), credentials(), options);
  EXPECT_EQ(codes_of(result), (std::vector{Code::ok, Code::ok}));
  EXPECT_EQ(network.started().size(), 3U);
}

}  // namespace
}  // namespace pecprobe
