#include "probe/batch/resumed_refusals.hpp"

#include "probe/report/wording.hpp"
#include "tests/support/sample_results.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::_;
using testing::Return;

class MockMemory : public RefusalMemory {
 public:
  MOCK_METHOD(std::vector<std::optional<RememberedRefusal>>, look_up, (const Account&, const Secret&), (override));
  MOCK_METHOD(std::vector<std::optional<RememberedRefusal>>, begin, (const Account&, const Secret&), (override));
  MOCK_METHOD(void, settle, (const Account&, const Secret&, const std::vector<LoginOutcome>&), (override));
  MOCK_METHOD(void, forget, (const std::string&), (override));
  MOCK_METHOD(std::optional<StateProblem>, problem, (), (const, override));
};

constexpr Timestamp k_then{std::chrono::seconds{1'790'000'000}};

/// IMAP and POP3 were refused, SMTP was left out.
AccountResult cut_off() { return test::rejected_account(); }

JournalEntry journalled() { return {0, 2, shown(cut_off(), Wording::of(Language::english), test::sample_day())}; }

TEST(ResumedRefusals, HoldRefusedServicesBackAndNoOthers) {
  ResumedRefusals resumed(nullptr, Remembered::heed);
  resumed.add(journalled(), k_then);
  const auto found = resumed.begin(cut_off().account, Secret{"any"});
  const RememberedRefusal imap{Code::auth_rejected,
                               Certainty::stated,
                               "a2 NO [AUTHENTICATIONFAILED] Authentication failed. [imap.gestore.example: 2026-11-22]",
                               {1, k_then, k_then}};
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0], imap);
  EXPECT_TRUE(found[1]);
  EXPECT_FALSE(found[2]);
  EXPECT_EQ(resumed.look_up(cut_off().account, Secret{"other"}), found);
}

TEST(ResumedRefusals, SayNothingOfAnotherLogin) {
  ResumedRefusals resumed(nullptr, Remembered::heed);
  resumed.add(journalled(), k_then);
  Account other = cut_off().account;
  other.login = "collega";
  EXPECT_EQ(resumed.begin(other, Secret{}), std::vector<std::optional<RememberedRefusal>>(3));
}

TEST(ResumedRefusals, LeaveTheOtherMemoryItsSay) {
  MockMemory memory;
  ResumedRefusals resumed(&memory, Remembered::heed);
  const RememberedRefusal known{Code::auth_password_expired, Certainty::stated, "known", {2, k_then, k_then}};
  EXPECT_CALL(memory, begin(_, _)).WillOnce(Return(std::vector<std::optional<RememberedRefusal>>{known, {}, {}}));
  EXPECT_CALL(memory, settle(_, _, _));
  resumed.add(journalled(), k_then);
  const auto found = resumed.begin(cut_off().account, Secret{});
  EXPECT_EQ(found[0], known);
  EXPECT_TRUE(found[1]);
  resumed.settle(cut_off().account, Secret{}, {});
}

TEST(ResumedRefusals, TellTheOtherMemoryAlsoWhenItIsNotAsked) {
  MockMemory memory;
  ResumedRefusals resumed(&memory, Remembered::ignore_once);
  EXPECT_CALL(memory, begin(_, _)).Times(0);
  EXPECT_CALL(memory, settle(_, _, _));
  resumed.add(journalled(), k_then);
  EXPECT_TRUE(resumed.begin(cut_off().account, Secret{})[0]);
  resumed.settle(cut_off().account, Secret{}, {});
}

}  // namespace
}  // namespace pecprobe
