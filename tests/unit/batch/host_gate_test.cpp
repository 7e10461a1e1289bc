#include "probe/batch/host_gate.hpp"

#include "tests/unit/batch/noon.hpp"
#include "tests/unit/engine/scripted_network.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

/// As many sessions as the gate lets begin.
std::size_t fill(HostGate& gate) {
  std::size_t begun = 0;
  for (; !gate.is_full(); ++begun) {
    gate.begin();
  }
  return begun;
}

void end(HostGate& gate, std::size_t sessions, SessionEnd how, Instant now) {
  for (std::size_t i = 0; i < sessions; ++i) {
    gate.end(how, now, 0);
  }
}

TEST(HostGate, LetsAsManyInAsItsLimitSays) {
  HostGate gate(4);
  EXPECT_EQ(fill(gate), 4U);
  gate.end(SessionEnd::served, k_noon, 0);
  EXPECT_EQ(fill(gate), 1U);
}

TEST(HostGate, HalvesAndPausesWhenTheHostHasTooMuch) {
  HostGate gate(8);
  static_cast<void>(fill(gate));
  gate.end(SessionEnd::too_much, k_noon, 0);
  EXPECT_EQ(gate.pauses_until(k_noon), k_noon + 2s);
  EXPECT_EQ(gate.pauses_until(k_noon + 2s), std::nullopt);
  end(gate, 7, SessionEnd::other, k_noon + 1s);
  EXPECT_EQ(fill(gate), 4U);
}

TEST(HostGate, ComplaintsOfTheSameCrowdCountOnce) {
  HostGate gate(8);
  static_cast<void>(fill(gate));
  end(gate, 8, SessionEnd::too_much, k_noon);
  EXPECT_EQ(gate.pauses_until(k_noon), k_noon + 2s);
  EXPECT_EQ(fill(gate), 4U);
}

TEST(HostGate, PausesTwiceAsLongEachTimeUpToAMinuteAndKeepsOneSession) {
  HostGate gate(4);
  Instant now = k_noon;
  std::vector<Duration> pauses;
  for (int time = 0; time < 7; ++time) {
    gate.begin();
    gate.end(SessionEnd::too_much, now, 0);
    pauses.push_back(*gate.pauses_until(now) - now);
    now += pauses.back();
  }
  EXPECT_EQ(pauses, (std::vector<Duration>{2s, 4s, 8s, 16s, 32s, 1min, 1min}));
  EXPECT_EQ(fill(gate), 1U);
}

TEST(HostGate, JitterMakesAPauseLongerByAQuarterAtMost) {
  HostGate gate(4);
  gate.begin();
  gate.end(SessionEnd::too_much, k_noon, 1);
  EXPECT_EQ(gate.pauses_until(k_noon), k_noon + 2500ms);
}

TEST(HostGate, RecoversByOneSessionForEveryEightThatItServed) {
  HostGate gate(4);
  static_cast<void>(fill(gate));
  end(gate, 4, SessionEnd::too_much, k_noon);
  const Instant later = k_noon + 1min;
  const auto serve = [&](int sessions) {
    for (int i = 0; i < sessions; ++i) {
      gate.begin();
      gate.end(SessionEnd::served, later, 0);
    }
  };
  const auto room = [&] {
    const std::size_t begun = fill(gate);
    end(gate, begun, SessionEnd::other, later);
    return begun;
  };
  EXPECT_EQ(room(), 2U);
  serve(7);
  EXPECT_EQ(room(), 2U);
  serve(1);
  EXPECT_EQ(room(), 3U);
  serve(8);
  EXPECT_EQ(room(), 4U);
  serve(80);
  EXPECT_EQ(room(), 4U);
}

TEST(HostGate, RecoveringMakesTheNextPauseShorterAgain) {
  HostGate gate(4);
  Instant now = k_noon;
  for (const Duration pause : {2s, 4s}) {
    gate.begin();
    gate.end(SessionEnd::too_much, now, 0);
    now += pause;
  }
  for (int i = 0; i < 16; ++i) {
    gate.begin();
    gate.end(SessionEnd::served, now, 0);
  }
  gate.begin();
  gate.end(SessionEnd::too_much, now, 0);
  EXPECT_EQ(gate.pauses_until(now), now + 2s);
}

TEST(HostGate, IsAsNewOnlyWhenNothingOfItsPastHolds) {
  HostGate gate(2);
  EXPECT_TRUE(gate.is_as_new(k_noon));
  gate.begin();
  EXPECT_FALSE(gate.is_as_new(k_noon));
  gate.end(SessionEnd::other, k_noon, 0);
  EXPECT_TRUE(gate.is_as_new(k_noon));
  gate.begin();
  gate.end(SessionEnd::too_much, k_noon, 0);
  EXPECT_FALSE(gate.is_as_new(k_noon + 1h)) << "it is still slower than it was";
  for (int i = 0; i < 8; ++i) {
    gate.begin();
    gate.end(SessionEnd::served, k_noon + 1h, 0);
  }
  EXPECT_TRUE(gate.is_as_new(k_noon + 1h));
}

ServiceFacts turned_away_by(std::string line) {
  ServiceFacts facts;
  facts.connect = test::accepted().connect;
  facts.dialogue.stop = Stop::greeting_refused;
  facts.dialogue.stopped_at = Step::greeting;
  Reply reply;
  reply.status = ReplyStatus::temporary;
  reply.keyword = "421";
  reply.code = 421;
  reply.text = line;
  reply.lines = {std::move(line)};
  facts.dialogue.greeting = reply;
  return facts;
}

TEST(SessionEnds, ALoginThatWasJudgedWasServed) {
  EXPECT_EQ(session_end(test::accepted()), SessionEnd::served);
  EXPECT_EQ(session_end(test::refused()), SessionEnd::served);
  EXPECT_EQ(session_end(test::over_quota_at_login()), SessionEnd::served);
}

TEST(SessionEnds, AHostMaySayThatItHasTooMuch) {
  ServiceFacts limit = test::with_login_answer(ReplyStatus::negative, "NO", 0, "a1 NO [LIMIT] too many connections");
  limit.dialogue.auth.reply->response_code = "LIMIT";
  EXPECT_EQ(session_end(limit), SessionEnd::too_much);
  EXPECT_EQ(session_end(turned_away_by("421 4.7.0 mail.pec.example Error: too many connections")),
            SessionEnd::too_much);
}

TEST(SessionEnds, AFailureThatSaysNothingOfTheLoadIsNeither) {
  EXPECT_EQ(session_end(test::connection_refused()), SessionEnd::other);
  EXPECT_EQ(session_end(test::lost_during_login()), SessionEnd::other);
  EXPECT_EQ(session_end(test::busy_at_login()), SessionEnd::other);
  EXPECT_EQ(session_end(test::cancelled()), SessionEnd::other);
}

}  // namespace
}  // namespace pecprobe
