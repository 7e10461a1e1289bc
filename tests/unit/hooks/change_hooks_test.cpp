#include "probe/hooks/change_hooks.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/support/wait_until.hpp"
#include "tests/unit/hooks/sample_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include <atomic>
#include <mutex>

namespace pecprobe::hooks {
namespace {

using namespace std::chrono_literals;
using test::wait_until;
using testing::ElementsAre;

/// What a hook was told, and what it answers.
struct Told {
  std::mutex mutex;
  std::vector<std::string> ids;
  std::vector<std::string> bodies;
  std::vector<std::string> answers;  // failures, in turn; then all is taken

  [[nodiscard]] std::size_t count() {
    const std::scoped_lock lock(mutex);
    return ids.size();
  }
};

class ToldHook final : public Deliverer {
 public:
  explicit ToldHook(Told& told) : m_told(told) {}
  [[nodiscard]] Hook hook() const noexcept override { return Hook::webhook; }
  [[nodiscard]] std::optional<std::string> deliver(const Delivery& delivery, const std::stop_token& /*stop*/) override {
    const std::scoped_lock lock(m_told.mutex);
    m_told.ids.push_back(delivery.id);
    m_told.bodies.push_back(delivery.body);
    if (m_told.answers.empty()) {
      return std::nullopt;
    }
    std::string answer = m_told.answers.front();
    m_told.answers.erase(m_told.answers.begin());
    if (answer == "throws") {
      throw std::runtime_error(answer);
    }
    return answer;
  }

 private:
  Told& m_told;
};

class ChangeHooksTest : public testing::Test {
 protected:
  HookSettings settings_with(std::unique_ptr<Deliverer> deliverer, RetryRule retry) {
    HookSettings settings;
    settings.deliverers.push_back(std::move(deliverer));
    settings.telling = [this] { return test::sample_telling(label); };
    settings.oldest = oldest;
    settings.retry = retry;
    settings.chance = [] { return 0.0; };
    settings.tell = [this](const HookNotice& notice) {
      const std::scoped_lock lock(told.mutex);
      notices.push_back(notice);
    };
    return settings;
  }
  std::unique_ptr<ChangeHooks> made(std::unique_ptr<Deliverer> deliverer, RetryRule retry = {1ms, 2ms, 3}) {
    return ChangeHooks::make(DeliveryQueue::open(folder.path() / "state.sqlite").value(),
                             settings_with(std::move(deliverer), retry), clock);
  }
  std::unique_ptr<ChangeHooks> started(std::unique_ptr<Deliverer> deliverer, RetryRule retry = {1ms, 2ms, 3}) {
    auto hooks = made(std::move(deliverer), retry);
    hooks->begin();
    return hooks;
  }
  std::unique_ptr<ChangeHooks> started() { return started(std::make_unique<ToldHook>(told)); }
  void change(ChangeHooks& hooks, const monitor::Change& its = test::sample_change()) {
    ASSERT_FALSE(
        state->write([&](SQLite::Database& database) { hooks.keep(database, its, test::rejected_account()); }));
    hooks.kept();
  }
  std::size_t notice_count() {
    const std::scoped_lock lock(told.mutex);
    return notices.size();
  }

  const std::string id = change_id(test::sample_change());
  SystemClock clock;
  test::TemporaryFolder folder;
  std::unique_ptr<StateFile> state = StateFile::open(folder.path() / "state.sqlite", IfMissing::create).value();
  AccountLabel label = AccountLabel::hash;
  std::chrono::milliseconds oldest = k_oldest_told;
  Told told;
  std::vector<HookNotice> notices;
};

TEST_F(ChangeHooksTest, TellEachChangeOnce) {
  const auto hooks = started();
  change(*hooks);
  ASSERT_TRUE(wait_until([this] { return told.count() == 1; }));
  monitor::Change later = test::sample_change();
  later.at += 1s;
  change(*hooks, later);
  ASSERT_TRUE(wait_until([this] { return told.count() == 2; }));
  EXPECT_THAT(told.ids, ElementsAre(id, change_id(later)));
}

TEST_F(ChangeHooksTest, TryAgainWithTheSameIdAndSayWhatWentWrong) {
  told.answers = {"answered 500", "throws"};
  const auto hooks = started();
  change(*hooks);
  ASSERT_TRUE(wait_until([this] { return told.count() == 3; }));
  EXPECT_THAT(told.ids, ElementsAre(id, id, id));
  ASSERT_EQ(notices.size(), 2U);
  EXPECT_EQ(notices[0].kind, HookNotice::Kind::failed);
  EXPECT_EQ(notices[0].detail, "answered 500");
  EXPECT_EQ(notices[1].detail, "throws");
}

/// Goes on when a test says so.
class SteppedClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return Instant{} + m_passed.load(); }
  [[nodiscard]] Timestamp wall_now() const override { return Timestamp{} + m_passed.load(); }
  void step(std::chrono::milliseconds time) { m_passed = m_passed.load() + time; }

 private:
  std::atomic<std::chrono::milliseconds> m_passed{24h};
};

/// Wants some peace after each try, and notes when they came.
class RestingHook final : public Deliverer {
 public:
  RestingHook(Told& told, const Clock& clock, std::vector<Instant>& times)
      : m_told(told), m_clock(clock), m_times(times) {}
  [[nodiscard]] Hook hook() const noexcept override { return Hook::webhook; }
  [[nodiscard]] std::chrono::milliseconds rest_after() const noexcept override { return 50ms; }
  [[nodiscard]] std::optional<std::string> deliver(const Delivery& delivery, const std::stop_token& stop) override {
    m_times.push_back(m_clock.now());
    return ToldHook(m_told).deliver(delivery, stop);
  }

 private:
  Told& m_told;
  const Clock& m_clock;
  std::vector<Instant>& m_times;
};

class PausesOfHooks : public ChangeHooksTest {
 protected:
  /// When so many tries came, of so many changes at once, by a clock that goes on in small steps.
  std::vector<Instant> times_of(std::size_t tries, int changes, RetryRule retry) {
    std::vector<Instant> times;
    SteppedClock stepped;
    const auto hooks =
        ChangeHooks::make(DeliveryQueue::open(folder.path() / "state.sqlite").value(),
                          settings_with(std::make_unique<RestingHook>(told, stepped, times), retry), stepped);
    for (int i = 0; i < changes; ++i) {
      monitor::Change next = test::sample_change();
      next.at = stepped.wall_now() - std::chrono::seconds{i};
      change(*hooks, next);
    }
    hooks->begin();
    EXPECT_TRUE(wait_until([&] {
      stepped.step(5ms);
      hooks->kept();  // wakes it
      return told.count() == tries;
    }));
    return times;
  }
};

TEST_F(PausesOfHooks, LeaveWhoeverIsToldInPeaceBetweenAnyTwoTries) {
  told.answers = {"no", "no"};
  const std::vector<Instant> times = times_of(5, 3, {1ms, 1ms, 5});
  for (std::size_t i = 1; i < times.size(); ++i) {
    EXPECT_GE(times[i] - times[i - 1], 50ms) << i;
  }
}

TEST_F(PausesOfHooks, GrowWithTheChangesInARowThatCannotBeTold) {
  told.answers = {"no", "no", "no"};
  const std::vector<Instant> times = times_of(4, 4, {40ms, 1h, 5});
  EXPECT_GE(times[2] - times[1], 120ms);
  EXPECT_GE(times[3] - times[2], 360ms);
}

TEST_F(ChangeHooksTest, GiveUpAfterManyFailuresAndSaySo) {
  told.answers = {"no", "no", "no", "no"};
  const auto hooks = started();
  change(*hooks);
  ASSERT_TRUE(wait_until([this] { return notice_count() == 3; }));
  EXPECT_EQ(notices[2].kind, HookNotice::Kind::given_up);
  monitor::Change later = test::sample_change();
  later.at += 1s;
  change(*hooks, later);
  ASSERT_TRUE(wait_until([this] { return told.count() == 5; }));
  EXPECT_THAT(told.ids, ElementsAre(id, id, id, change_id(later), change_id(later)));
}

TEST_F(ChangeHooksTest, TellOnceThoughTheQueueTakesNoChanges) {
  const auto hooks = started();
  {
    SQLite::Database database(folder.path() / "state.sqlite", SQLite::OPEN_READWRITE);
    database.setBusyTimeout(5000);
    database.exec("CREATE TRIGGER full BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'full'); END");
  }
  change(*hooks);
  ASSERT_TRUE(wait_until([this] { return notice_count() == 1; }));
  EXPECT_EQ(notices[0].kind, HookNotice::Kind::state_bad);
  monitor::Change later = test::sample_change();
  later.at += 1s;
  change(*hooks, later);  // wakes it
  ASSERT_TRUE(wait_until([this] { return notice_count() >= 2; }));
  EXPECT_THAT(told.ids, ElementsAre(id));
}

TEST_F(ChangeHooksTest, TheNextRunDeliversWhatOneLeft) {
  told.answers = {"no"};
  {
    const auto hooks = started(std::make_unique<ToldHook>(told), {100ms, 100ms, 3});
    change(*hooks);
    ASSERT_TRUE(wait_until([this] { return told.count() == 1; }));
  }
  const auto next = started();
  ASSERT_TRUE(wait_until([this] { return told.count() == 2; }));
  EXPECT_THAT(told.ids, ElementsAre(id, id));
}

TEST_F(ChangeHooksTest, WhatWaitedIsToldAsTheSettingsAreThen) {
  label = AccountLabel::address;
  told.answers = {"no"};
  {
    const auto hooks = started(std::make_unique<ToldHook>(told), {100ms, 100ms, 3});
    change(*hooks);
    ASSERT_TRUE(wait_until([this] { return told.count() == 1; }));
  }
  label = AccountLabel::hash;
  const auto next = started();
  ASSERT_TRUE(wait_until([this] { return told.count() == 2; }));
  const std::string address = test::rejected_account().account.address;
  EXPECT_THAT(told.bodies[0], testing::HasSubstr(address));
  EXPECT_THAT(told.bodies[1], testing::Not(testing::HasSubstr(address)));
}

TEST_F(ChangeHooksTest, WhatWaitedForTooLongIsNotToldAndThatIsSaidOnce) {
  {
    const auto hooks = made(std::make_unique<ToldHook>(told));
    change(*hooks);  // nobody begins to tell it
  }
  ASSERT_TRUE(wait_until([this, before = clock.wall_now()] { return clock.wall_now() > before; }));
  oldest = 0ms;
  const auto next = started();
  ASSERT_TRUE(wait_until([this] { return notice_count() == 1; }));
  EXPECT_EQ(notices[0].kind, HookNotice::Kind::outdated);
  EXPECT_EQ(notices[0].count, 1U);
  EXPECT_EQ(told.count(), 0U);
}

TEST_F(ChangeHooksTest, WhatTheEndCutShortDoesNotCountAsAFailure) {
  class Patient final : public Deliverer {
   public:
    [[nodiscard]] Hook hook() const noexcept override { return Hook::webhook; }
    [[nodiscard]] std::optional<std::string> deliver(const Delivery& /*delivery*/,
                                                     const std::stop_token& stop) override {
      while (!stop.stop_requested()) {
        std::this_thread::yield();
      }
      return "was stopped";
    }
  };
  {
    const auto hooks = started(std::make_unique<Patient>());
    change(*hooks);
  }
  EXPECT_TRUE(notices.empty());
  const auto left = DeliveryQueue::open(folder.path() / "state.sqlite").value();
  EXPECT_EQ(left->waiting(Hook::webhook, clock.wall_now(), 1h).value().due->failures, 0);
}

}  // namespace
}  // namespace pecprobe::hooks
