#include "probe/cli/accounts/refusal_guard.hpp"

#include "tests/support/set_clock.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/cli/terminal/person_mock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <signal.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using test::SetClock;
using testing::AllOf;
using testing::HasSubstr;
using testing::Return;
using testing::StrictMock;

std::optional<std::string> no_variable(const char*) { return std::nullopt; }

/// A refusal that is remembered in a state of its own.
class RefusalGuard : public testing::Test {
 protected:
  RefusalGuard() {
    account.address = "ditta@pec.example";
    account.login = account.address;
    account.endpoints = {{Protocol::imap, "imap.pec.example", 993, TlsMode::implicit}};
    guard.state_file = folder.path() / "state";
    memory = *refusal_memory_for(guard, no_variable, clock);
    memory->settle(account, password, {{LoginOutcome::Kind::refused, {}}});
  }
  tl::expected<Remembered, InterviewEnd> heeds(Prompter* prompter) {
    return heeds_memory(guard, memory.get(), account, password, prompter, Language::english);
  }

  test::TemporaryFolder folder;
  SetClock clock;
  Account account;
  Secret password{"app-password-1"};
  GuardSettings guard;
  std::unique_ptr<RefusalMemory> memory;
  StrictMock<PersonMock> person;
};

TEST_F(RefusalGuard, AsksWhetherSomethingWasChangedAtTheProvider) {
  EXPECT_CALL(person, ask(AllOf(HasSubstr("2026-11-22 09:00"), HasSubstr("2026-11-22 09:15")))).WillOnce(Return("n"));
  EXPECT_EQ(heeds(&person), Remembered::heed);
}

TEST_F(RefusalGuard, AYesInEitherLanguageIgnoresTheRefusalOnce) {
  for (const char* yes : {"y", "Yes", "s", "si", "S\xC3\xAC"}) {
    EXPECT_CALL(person, ask).WillOnce(Return(yes));
    EXPECT_EQ(heeds(&person), Remembered::ignore_once) << yes;
  }
}

TEST_F(RefusalGuard, AnythingElseAndNoAnswerAreANo) {
  for (const char* no : {"n", "no", "yesterday", " "}) {
    EXPECT_CALL(person, ask).WillOnce(Return(no));
    EXPECT_EQ(heeds(&person), Remembered::heed) << no;
  }
  EXPECT_CALL(person, ask).WillOnce(Return(tl::unexpected(SecretError{SecretProblem::empty, {}, 0})));
  EXPECT_EQ(heeds(&person), Remembered::heed);
}

TEST_F(RefusalGuard, ASignalEndsTheQuestion) {
  EXPECT_CALL(person, ask).WillOnce(Return(tl::unexpected(SecretError{SecretProblem::interrupted, {}, SIGINT})));
  const auto end = heeds(&person);
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().signal, SIGINT);
}

TEST_F(RefusalGuard, AsksNobodyWhereNobodyIsOrNothingIsRemembered) {
  EXPECT_EQ(heeds(nullptr), Remembered::heed);
  EXPECT_EQ(heeds_memory(guard, nullptr, account, password, &person, Language::english), Remembered::heed);
  EXPECT_EQ(heeds_memory(guard, memory.get(), account, Secret{"another"}, &person, Language::english),
            Remembered::heed);
  clock.time += 15min;
  EXPECT_EQ(heeds(&person), Remembered::heed);
}

TEST_F(RefusalGuard, ForceIgnoresWithoutAQuestion) {
  guard.force = true;
  EXPECT_EQ(heeds(&person), Remembered::ignore_once);
}

TEST_F(RefusalGuard, NoMemoryIsNone) {
  guard.no_memory = true;
  EXPECT_EQ(*refusal_memory_for(guard, no_variable, clock), nullptr);
}

TEST_F(RefusalGuard, WithoutAPlaceItSaysSo) {
  guard.state_file.clear();
  const auto none = refusal_memory_for(guard, no_variable, clock);
  ASSERT_FALSE(none);
  EXPECT_EQ(usage_error(none.error()).message, Message::state_no_place);
}

TEST_F(RefusalGuard, ItsPlaceIsWhereTheEnvironmentSays) {
  guard.state_file.clear();
  const auto there = refusal_memory_for(
      guard,
      [&](const char* name) {
        return std::string(name) == "XDG_STATE_HOME" ? std::optional(folder.path().string()) : std::nullopt;
      },
      clock);
  (*there)->settle(account, password, {{LoginOutcome::Kind::refused, {}}});
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "pecprobe" / "state.sqlite"));
}

}  // namespace
}  // namespace pecprobe
