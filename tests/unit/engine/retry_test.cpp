#include "probe/engine/retry.hpp"

#include "probe/engine/check.hpp"
#include "tests/unit/engine/scripted_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace test;
using namespace std::chrono_literals;
using testing::NiceMock;

/// Options with so many retries.
CheckOptions retrying(int retries) {
  CheckOptions options;
  options.retries = retries;
  return options;
}

TEST(Retries, AFailureToConnectIsTriedAgainWithGrowingWaits) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {connection_refused(), connection_refused(), accepted()};
  const AccountResult result = run_check(network, account_with({Protocol::imap}), credentials(), retrying(5));
  EXPECT_EQ(codes_of(result), (std::vector{Code::ok}));
  EXPECT_EQ(network.waits, (std::vector<Duration>{2s, 4s}));
  EXPECT_EQ(network.started().size(), 3U);
}

TEST(Retries, AreNotMoreThanAskedFor) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {connection_refused()};
  static_cast<void>(run_check(network, account_with({Protocol::imap}), credentials(), retrying(2)));
  EXPECT_EQ(network.started().size(), 3U);
}

TEST(Retries, NeverFollowARefusedPassword) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {refused()};
  static_cast<void>(run_check(network, account_with({Protocol::imap}), credentials(), retrying(5)));
  EXPECT_EQ(network.started().size(), 1U);
  EXPECT_TRUE(network.waits.empty());
}

TEST(Retries, ARefusalByOneServiceEndsTheTriesOfAllOthers) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {refused()};
  network.ends[Protocol::smtp] = {connection_refused(), accepted()};
  const AccountResult result =
      run_check(network, account_with({Protocol::imap, Protocol::smtp}), credentials(), retrying(5));
  EXPECT_EQ(network.started().size(), 2U);
  EXPECT_EQ(result.services[1].diagnosis.code, Code::connect_refused);
}

TEST(Retries, ATemporaryAnswerToTheLoginIsTriedAgain) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::smtp] = {busy_at_login(), accepted()};
  const AccountResult result = run_check(network, account_with({Protocol::smtp}), credentials(), retrying(1));
  EXPECT_EQ(codes_of(result), (std::vector{Code::ok}));
}

TEST(Retries, AMailboxThatIsFullIsNoRefusedPassword) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {over_quota_at_login()};
  network.ends[Protocol::smtp] = {connection_refused(), accepted()};
  const AccountResult result =
      run_check(network, account_with({Protocol::imap, Protocol::smtp}), credentials(), retrying(1));
  EXPECT_EQ(codes_of(result), (std::vector{Code::mailbox_over_quota, Code::ok}));
  EXPECT_EQ(network.started().size(), 3U);
}

TEST(Retries, ALoginWithoutAnAnswerIsNotRepeated) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {lost_during_login()};
  const AccountResult result = run_check(network, account_with({Protocol::imap}), credentials(), retrying(5));
  EXPECT_EQ(codes_of(result), (std::vector{Code::connection_lost}));
  EXPECT_EQ(network.started().size(), 1U);
}

TEST(Retries, OnlyTheServicesThatFailedAreTriedAgain) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {accepted()};
  network.ends[Protocol::smtp] = {connection_refused(), accepted()};
  static_cast<void>(run_check(network, account_with({Protocol::imap, Protocol::smtp}), credentials(), retrying(1)));
  EXPECT_EQ(network.events, (std::vector<std::string>{"imap starts", "smtp starts", "imap ends", "smtp ends",
                                                      "smtp starts", "smtp ends"}));
}

TEST(Retries, ACancelledTryLeavesTheFormerResult) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {connection_refused(), cancelled()};
  const AccountResult result = run_check(network, account_with({Protocol::imap}), credentials(), retrying(1));
  EXPECT_EQ(codes_of(result), (std::vector{Code::connect_refused}));
}

TEST(Retries, EndWithASignal) {
  NiceMock<ScriptedNetwork> network;
  network.ends[Protocol::imap] = {connection_refused()};
  ON_CALL(network, signal).WillByDefault([&]() -> std::optional<int> {
    return network.started().empty() ? std::nullopt : std::optional(2);
  });
  static_cast<void>(run_check(network, account_with({Protocol::imap}), credentials(), retrying(5)));
  EXPECT_EQ(network.started().size(), 1U);
}

TEST(RetryRule, ConnectFailuresAndTemporaryEndsBeforeTheLogin) {
  const auto is_worth = [](Code code) {
    Diagnosis diagnosis;
    diagnosis.code = code;
    return is_worth_another_try(ServiceFacts{}, diagnosis);
  };
  for (const Code code : {Code::dns_failure, Code::connect_refused, Code::connect_timeout, Code::connect_unreachable,
                          Code::proxy_failed, Code::tls_handshake_timeout, Code::greeting_timeout, Code::server_busy,
                          Code::connection_lost, Code::reply_timeout}) {
    EXPECT_TRUE(is_worth(code)) << to_string(code);
  }
  for (const Code code : {Code::ok, Code::dns_not_found, Code::tls_cert_expired, Code::access_denied,
                          Code::auth_not_offered, Code::local_resource, Code::cancelled, Code::undiagnosed}) {
    EXPECT_FALSE(is_worth(code)) << to_string(code);
  }
}

TEST(RetryRule, WaitsDoubleUpToAMinute) {
  std::vector<std::chrono::milliseconds> waits;
  for (int number = 1; number <= 8; ++number) {
    waits.push_back(wait_before_retry(number, 0));
  }
  EXPECT_EQ(waits, (std::vector<std::chrono::milliseconds>{2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}));
}

TEST(RetryRule, SpreadsAccountsThatFailedTogetherOverAQuarterMore) {
  EXPECT_EQ(wait_before_retry(1, 0.5), 2250ms);
  EXPECT_EQ(wait_before_retry(8, 1), 75s);
}

}  // namespace
}  // namespace pecprobe
