#include "probe/batch/breaker.hpp"

#include "tests/unit/engine/scripted_network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using Sign = AccountSign;

/// After how many signs the group stops; nothing when it does not.
std::optional<GroupStop> stop_after(Breaker& breaker, const std::vector<AccountSign>& signs) {
  for (const AccountSign sign : signs) {
    if (const auto stop = breaker.count("aruba", sign)) {
      return stop;
    }
  }
  return std::nullopt;
}

TEST(Breaker, AHelpdesksListThatBeginsWithWrongPasswordsGoesOn) {
  Breaker breaker{{}};
  EXPECT_EQ(stop_after(breaker, {Sign::refused, Sign::refused, Sign::refused, Sign::refused, Sign::accepted,
                                 Sign::refused, Sign::refused, Sign::refused, Sign::refused, Sign::accepted}),
            std::nullopt);
  EXPECT_EQ(breaker.stop_of("aruba"), nullptr);
}

TEST(Breaker, AThousandRefusedInARowStopAfterTheFifth) {
  Breaker breaker{{}};
  int tried = 0;
  while (tried < 1'000 && breaker.stop_of("aruba") == nullptr) {
    static_cast<void>(breaker.count("aruba", Sign::refused));
    ++tried;
  }
  EXPECT_EQ(tried, 5);
  EXPECT_EQ(*breaker.stop_of("aruba"), (GroupStop{GroupStop::Sign::refused, 5}));
}

TEST(Breaker, SaysItOnceAndStaysStopped) {
  Breaker breaker{{.refused_in_a_row = 2}};
  EXPECT_EQ(breaker.count("aruba", Sign::refused), std::nullopt);
  EXPECT_EQ(breaker.count("aruba", Sign::refused), (GroupStop{GroupStop::Sign::refused, 2}));
  EXPECT_EQ(breaker.count("aruba", Sign::refused), std::nullopt);
  EXPECT_EQ(breaker.count("aruba", Sign::accepted), std::nullopt);
  EXPECT_EQ(*breaker.stop_of("aruba"), (GroupStop{GroupStop::Sign::refused, 2}));
}

TEST(Breaker, GroupsAreCountedApart) {
  Breaker breaker{{.refused_in_a_row = 2}};
  EXPECT_EQ(breaker.count("aruba", Sign::refused), std::nullopt);
  EXPECT_EQ(breaker.count("namirial", Sign::refused), std::nullopt);
  EXPECT_NE(breaker.count("aruba", Sign::refused), std::nullopt);
  EXPECT_EQ(breaker.stop_of("namirial"), nullptr);
}

TEST(Breaker, WhatSaysNothingLeavesTheCount) {
  Breaker breaker{{}};
  EXPECT_EQ(stop_after(breaker, {Sign::refused, Sign::nothing, Sign::refused, Sign::nothing, Sign::refused,
                                 Sign::cut_off, Sign::refused, Sign::nothing, Sign::refused}),
            (GroupStop{GroupStop::Sign::refused, 5}));
}

TEST(Breaker, AServerThatTurnsThisAddressAwayIsLeftAlone) {
  Breaker breaker{{}};
  EXPECT_EQ(stop_after(breaker, std::vector(9, Sign::turned_away)), (GroupStop{GroupStop::Sign::turned_away, 5}));
}

TEST(Breaker, AServerThatNeverAnsweredIsNoBlock) {
  Breaker breaker{{}};
  EXPECT_EQ(stop_after(breaker, std::vector(1'000, Sign::cut_off)), std::nullopt);
}

TEST(Breaker, AServerThatAnsweredAndAnswersNoMoreIsOne) {
  Breaker breaker{{}};
  EXPECT_EQ(breaker.count("aruba", Sign::refused), std::nullopt);
  EXPECT_EQ(stop_after(breaker, std::vector(9, Sign::cut_off)), std::nullopt);
  EXPECT_EQ(breaker.count("aruba", Sign::cut_off), (GroupStop{GroupStop::Sign::cut_off, 10}));
}

TEST(Breaker, OneThatIsReachedBetweenBeginsTheCountOfThoseCutOffAnew) {
  Breaker breaker{{}};
  std::vector<AccountSign> signs(9, Sign::cut_off);
  signs.front() = Sign::accepted;
  signs.push_back(Sign::refused);
  signs.insert(signs.end(), 9, Sign::cut_off);
  EXPECT_EQ(stop_after(breaker, signs), std::nullopt);
}

TEST(Breaker, SuspicionLeavesNoMoreRoomThanCouldBeRefused) {
  Breaker breaker{{}};
  EXPECT_EQ(breaker.room("aruba"), std::nullopt);
  std::vector<std::optional<std::size_t>> rooms;
  for (int refused = 1; refused <= 4; ++refused) {
    static_cast<void>(breaker.count("aruba", Sign::refused));
    rooms.push_back(breaker.room("aruba"));
  }
  EXPECT_EQ(rooms, (std::vector<std::optional<std::size_t>>{std::nullopt, 3, 2, 1}));
  static_cast<void>(breaker.count("aruba", Sign::accepted));
  EXPECT_EQ(breaker.room("aruba"), std::nullopt);
}

ServiceResult service(ServiceFacts facts, Code code) {
  Diagnosis diagnosis;
  diagnosis.code = code;
  return {std::move(facts), std::move(diagnosis), {}};
}

AccountSign sign_of(std::vector<ServiceResult> services) {
  AccountResult result;
  result.services = std::move(services);
  return account_sign(result);
}

TEST(AccountSigns, OneServiceThatTookThePasswordIsEnough) {
  EXPECT_EQ(sign_of({service(test::refused(), Code::auth_protocol_disabled), service(test::accepted(), Code::ok)}),
            Sign::accepted);
  EXPECT_EQ(sign_of({service(test::refused(), Code::auth_rejected),
                     service(test::connection_refused(), Code::connect_refused)}),
            Sign::refused);
}

TEST(AccountSigns, ALockAndADeniedAddressAreWorseThanARefusal) {
  EXPECT_EQ(sign_of({service(test::refused(), Code::auth_rejected), service(test::refused(), Code::auth_locked)}),
            Sign::turned_away);
  EXPECT_EQ(sign_of({service(test::connection_refused(), Code::access_denied)}), Sign::turned_away);
}

TEST(AccountSigns, CutOffIsWhoReachedNoService) {
  EXPECT_EQ(sign_of({service(test::connection_refused(), Code::connect_refused),
                     service(test::connection_refused(), Code::connect_timeout)}),
            Sign::cut_off);
  EXPECT_EQ(sign_of({service(test::connection_refused(), Code::connect_refused),
                     service(test::connection_refused(), Code::tls_cert_expired)}),
            Sign::nothing);
  EXPECT_EQ(sign_of({service(test::lost_during_login(), Code::connection_lost)}), Sign::nothing);
}

TEST(AccountSigns, WhatWasNotTriedSaysNothing) {
  EXPECT_EQ(sign_of({}), Sign::nothing);
  EXPECT_EQ(sign_of({service({}, Code::skipped_lockout_guard)}), Sign::nothing);
  EXPECT_EQ(sign_of({service(test::busy_at_login(), Code::auth_temporary)}), Sign::nothing);
  EXPECT_EQ(sign_of({service({}, Code::password_source_failed)}), Sign::nothing);
  ServiceResult remembered = service({}, Code::auth_locked);
  remembered.remembered.emplace();
  EXPECT_EQ(sign_of({remembered}), Sign::nothing);
}

}  // namespace
}  // namespace pecprobe
