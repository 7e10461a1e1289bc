#include "probe/monitor/history.hpp"

#include "tests/unit/monitor/tested.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::monitor {
namespace {

using namespace test;
using testing::ElementsAre;

constexpr const char* k_address = "ditta@pec.example";

TestedAccount imap_ended(Code code, Timestamp at) { return tested(k_address, at, {{Protocol::imap, code}}); }

TEST(History, AFirstTestIsAChangeFromNothing) {
  const TestedAccount first =
      tested(k_address, k_morning, {{Protocol::imap, Code::ok}, {Protocol::smtp, Code::auth_rejected}});
  const Change expected{.address = k_address,
                        .login = k_address,
                        .kind = AccountKind::mailbox,
                        .provider = "aruba",
                        .alias = "2f511751a8a9",
                        .services = {{Protocol::imap, std::nullopt, {Verdict::pass, Code::ok}},
                                     {Protocol::smtp, std::nullopt, {Verdict::fail, Code::auth_rejected}}},
                        .at = k_morning,
                        .is_first = true};
  EXPECT_EQ(change_by(std::nullopt, first), expected);
}

TEST(History, TheSameAgainIsNoChangeAndKeepsSinceWhenItIsSo) {
  const AccountHistory before = history_after(std::nullopt, imap_ended(Code::auth_rejected, k_morning));
  const TestedAccount again = imap_ended(Code::auth_rejected, k_morning + 6h);
  EXPECT_EQ(change_by(before, again), std::nullopt);
  const AccountHistory after = history_after(before, again);
  EXPECT_EQ(after.services[0].known, (KnownState{Code::auth_rejected, k_morning}));
  EXPECT_EQ(after.services[0].tested_at, k_morning + 6h);
}

TEST(History, RemembersWhenAServiceLastWorked) {
  const AccountHistory passed = history_after(std::nullopt, imap_ended(Code::ok, k_morning));
  const TestedAccount failing = imap_ended(Code::connect_timeout, k_morning + 6h);
  const AccountHistory failed = history_after(passed, failing);
  EXPECT_EQ(failed.services[0].passed_at, k_morning);
  EXPECT_EQ(transitions_of(change_by(passed, failing).value()),
            (std::vector<Transition>{{k_morning + 6h, Protocol::imap, Code::ok, Code::connect_timeout}}));
}

TEST(History, WhatTheGuardKeptFromBeingTriedChangesNothing) {
  const AccountHistory before = history_after(std::nullopt, imap_ended(Code::ok, k_morning));
  const TestedAccount skipped = imap_ended(Code::skipped_lockout_guard, k_morning + 6h);
  EXPECT_EQ(change_by(before, skipped), std::nullopt);
  const AccountHistory after = history_after(before, skipped);
  EXPECT_EQ(after.services[0].code, Code::skipped_lockout_guard);
  EXPECT_EQ(after.services[0].known, (KnownState{Code::ok, k_morning}));
  EXPECT_EQ(change_by(after, imap_ended(Code::ok, k_morning + 12h)), std::nullopt);
}

TEST(History, AServerThatIsDownKeepsTheEndOfItsCertificate) {
  const AccountHistory before = history_after(std::nullopt, imap_ended(Code::ok, k_morning));
  TestedAccount down = imap_ended(Code::connect_refused, k_morning + 6h);
  down.result.services[0].facts.tls.reset();
  EXPECT_EQ(history_after(before, down).services[0].certificate_ends,
            std::chrono::sys_seconds{sys_days{2027y / 4 / 14} + 8h + 30min});
}

TEST(History, AServiceThatIsNotInThePlanAnyMoreStays) {
  const AccountHistory before = history_after(
      std::nullopt, tested(k_address, k_morning, {{Protocol::imap, Code::ok}, {Protocol::pop3, Code::ok}}));
  const AccountHistory after = history_after(
      before, tested(k_address, k_morning + 6h, {{Protocol::imap, Code::ok}, {Protocol::smtp, Code::ok}}));
  std::vector<std::pair<Protocol, Timestamp>> shown;
  for (const ServiceHistory& service : after.services) {
    shown.emplace_back(service.protocol, service.tested_at);
  }
  EXPECT_THAT(shown, ElementsAre(std::pair{Protocol::imap, k_morning + 6h}, std::pair{Protocol::pop3, k_morning},
                                 std::pair{Protocol::smtp, k_morning + 6h}));
}

TEST(History, AnAccountIsTheSameWhateverTheCaseOfItsAddress) {
  EXPECT_EQ(key_of({"Ditta@PEC.example", "u1", AccountKind::mailbox}),
            key_of({"ditta@pec.example", "u1", AccountKind::mailbox}));
  EXPECT_NE(key_of({"ditta@pec.example", "u1", AccountKind::mailbox}),
            key_of({"ditta@pec.example", "U1", AccountKind::mailbox}));
  EXPECT_NE(key_of({"ditta@pec.example", "u1", AccountKind::mailbox}),
            key_of({"ditta@pec.example", "u1", AccountKind::archive}));
}

TEST(History, ATestThatWasCutOffIsKnownAsSuch) {
  EXPECT_TRUE(was_cut_off(imap_ended(Code::cancelled, k_morning).result));
  EXPECT_FALSE(was_cut_off(imap_ended(Code::reply_timeout, k_morning).result));
}

}  // namespace
}  // namespace pecprobe::monitor
