#include "probe/rotation/verify/polling.hpp"

#include "tests/unit/rotation_verify/answers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using namespace test;
using testing::ElementsAre;
using Services = std::vector<ServiceResult>;
using Waits = std::vector<std::chrono::seconds>;

constexpr PollBudget k_ten_minutes{10min};

/// The waits of all rounds while `services` keep answering like that.
Waits waits_of(const Services& services, PollBudget budget) {
  Waits waits;
  while (const auto poll = next_poll(services, budget)) {
    waits.push_back(std::chrono::round<std::chrono::seconds>(poll->wait));
    budget = after(budget, *poll);
  }
  return waits;
}

Services with_lagging(std::vector<Protocol> protocols) {
  Services services = {accepting(Protocol::imap)};
  for (const Protocol protocol : protocols) {
    services.push_back(lagging(protocol));
  }
  return services;
}

TEST(Polling, OneServiceIsAskedFiveTimesAtGrowingDistancesThatFillTheTime) {
  EXPECT_THAT(waits_of(with_lagging({Protocol::smtp}), k_ten_minutes), ElementsAre(19s, 39s, 77s, 155s, 310s));
}

TEST(Polling, TwoServicesAreAskedTwiceEachWhichIsWhatFiveAttemptsAllow) {
  EXPECT_THAT(waits_of(with_lagging({Protocol::pop3, Protocol::smtp}), k_ten_minutes), ElementsAre(200s, 400s));
}

TEST(Polling, AShortTimeIsNotCutIntoWaitsThatOnlySpendAttempts) {
  EXPECT_THAT(waits_of(with_lagging({Protocol::smtp}), {15s}), ElementsAre(5s, 10s));
  EXPECT_THAT(waits_of(with_lagging({Protocol::smtp}), {2s}), ElementsAre(2s));
}

TEST(Polling, NamesThePlacesOfThoseThatLag) {
  const Services services = {lagging(Protocol::imap), accepting(Protocol::pop3), temporary(Protocol::smtp)};
  const auto poll = next_poll(services, k_ten_minutes);
  ASSERT_TRUE(poll);
  EXPECT_THAT(poll->services, ElementsAre(0U, 2U));
  EXPECT_EQ(after(k_ten_minutes, *poll), (PollBudget{10min - poll->wait, 3}));
}

TEST(Polling, NeedsAServiceThatAcceptsThePassword) {
  EXPECT_FALSE(next_poll({refusing(Protocol::imap), refusing(Protocol::smtp)}, k_ten_minutes));
  EXPECT_FALSE(next_poll({temporary(Protocol::imap), unreachable(Protocol::smtp)}, k_ten_minutes));
}

TEST(Polling, EndsWhereNothingLags) {
  EXPECT_FALSE(next_poll({accepting(Protocol::imap), accepting(Protocol::smtp)}, k_ten_minutes));
  EXPECT_FALSE(next_poll({accepting(Protocol::imap), unreachable(Protocol::smtp)}, k_ten_minutes));
  EXPECT_FALSE(next_poll({accepting(Protocol::imap), remembered_refusal(Protocol::smtp)}, k_ten_minutes));
  EXPECT_FALSE(
      next_poll({accepting(Protocol::imap), refusing(Protocol::smtp, Code::auth_password_expired)}, k_ten_minutes));
}

TEST(Polling, EndsAtOnceWhereAServerSpeaksOfALock) {
  EXPECT_FALSE(
      next_poll({accepting(Protocol::imap), lagging(Protocol::pop3), refusing(Protocol::smtp, Code::auth_locked)},
                k_ten_minutes));
}

TEST(Polling, EndsWithItsTimeAndWithItsAttempts) {
  const Services services = with_lagging({Protocol::pop3, Protocol::smtp});
  EXPECT_FALSE(next_poll(services, {0s}));
  EXPECT_FALSE(next_poll(services, {10min, 1}));
  EXPECT_FALSE(next_poll(with_lagging({Protocol::smtp}), {10min, 0}));
}

}  // namespace
}  // namespace pecprobe
