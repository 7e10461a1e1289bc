#include "probe/state/refusal_memory.hpp"

#include "tests/support/set_clock.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using test::SetClock;
using test::TemporaryFolder;
using testing::HasSubstr;
using testing::Not;
using Kind = LoginOutcome::Kind;

Account account_with_login(std::string login = "ditta@pec.example") {
  Account account;
  account.address = "ditta@pec.example";
  account.login = std::move(login);
  account.endpoints = {{Protocol::imap, "imap.pec.example", 993, TlsMode::implicit},
                       {Protocol::smtp, "smtp.pec.example", 465, TlsMode::implicit}};
  return account;
}

LoginOutcome refused() { return {Kind::refused, {Code::auth_rejected, Certainty::stated, "a1 NO refused", {}}}; }

class RefusalMemoryTest : public testing::Test {
 protected:
  /// As another process would open it.
  [[nodiscard]] std::unique_ptr<RefusalMemory> opened() { return make_refusal_memory(path(), clock); }
  [[nodiscard]] std::string path() const { return folder.path() / "state.sqlite"; }

  void refuse_imap(const Secret& with) { opened()->settle(account, with, {refused(), {}}); }
  /// Whether a check of IMAP that begins now may log in.
  bool may_try_imap(const Secret& with) { return !opened()->begin(account, with)[0]; }

  TemporaryFolder folder;
  SetClock clock;
  Account account = account_with_login();
  Secret password{"app-password-1"};
};

TEST_F(RefusalMemoryTest, RepeatsARefusalOfThisPasswordAtThisEndpointOnly) {
  refuse_imap(password);
  const Timestamp noon = clock.time;
  clock.time += 5min;
  const auto found = opened()->begin(account, password);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0],
            (RememberedRefusal{Code::auth_rejected, Certainty::stated, "a1 NO refused", {1, noon, noon + 15min}}));
  EXPECT_EQ(found[1], std::nullopt);
}

TEST_F(RefusalMemoryTest, AnotherPasswordMayBeTriedAtOnceAndTakesThePlaceOfTheFormer) {
  refuse_imap(password);
  EXPECT_TRUE(may_try_imap(Secret{"app-password-2"}));
  EXPECT_FALSE(may_try_imap(password));
  refuse_imap(Secret{"app-password-2"});
  EXPECT_FALSE(may_try_imap(Secret{"app-password-2"}));
  EXPECT_TRUE(may_try_imap(password));
}

TEST_F(RefusalMemoryTest, AnotherLoginAnotherPortAndAnotherHostAreOtherPlaces) {
  refuse_imap(password);
  EXPECT_EQ(opened()->begin(account_with_login("M1234567"), password)[0], std::nullopt);
  Account other = account;
  other.endpoints[0].port = 143;
  EXPECT_EQ(opened()->begin(other, password)[0], std::nullopt);
  other = account;
  other.endpoints[0].host = "imaps.pec.example";
  EXPECT_EQ(opened()->begin(other, password)[0], std::nullopt);
}

TEST_F(RefusalMemoryTest, TheSameServerIsTheSamePlaceHoweverItIsWritten) {
  refuse_imap(password);
  Account same = account;
  same.endpoints[0].host = "IMAP.PEC.example";
  same.endpoints[0].tls = TlsMode::starttls;
  EXPECT_TRUE(opened()->begin(same, password)[0]);
}

TEST_F(RefusalMemoryTest, TheCoolDownGrowsWithEachRefusalOfTheSamePassword) {
  for (const std::chrono::minutes wait : {15min, 60min, 24 * 60min, 24 * 60min}) {
    refuse_imap(password);
    clock.time += wait - 1ms;
    EXPECT_FALSE(may_try_imap(password)) << wait.count();
    clock.time += 1ms;
    EXPECT_TRUE(may_try_imap(password)) << wait.count();
  }
}

TEST_F(RefusalMemoryTest, AnotherPasswordBeginsWithTheShortestCoolDown) {
  refuse_imap(password);
  refuse_imap(password);
  refuse_imap(Secret{"app-password-2"});
  clock.time += 15min;
  EXPECT_TRUE(may_try_imap(Secret{"app-password-2"}));
}

TEST_F(RefusalMemoryTest, AnAcceptedLoginForgetsWhatThisLoginWasRefusedEverywhere) {
  refuse_imap(password);
  opened()->settle(account, password, {{Kind::held_back, {}}, {Kind::accepted, {}}});
  EXPECT_TRUE(may_try_imap(password));
}

TEST_F(RefusalMemoryTest, AnAcceptedLoginForgetsNothingOfOtherLogins) {
  refuse_imap(password);
  opened()->settle(account_with_login("M1234567"), password, {{Kind::accepted, {}}, {}});
  EXPECT_FALSE(may_try_imap(password));
}

TEST_F(RefusalMemoryTest, ForgettingAnAddressForgetsAllItsLoginsAndNoOther) {
  refuse_imap(password);
  const Account collaborator = account_with_login("M1234567");
  opened()->settle(collaborator, password, {refused(), {}});
  Account other = account;
  other.address = "altra@pec.example";
  other.login = "altra@pec.example";
  opened()->settle(other, password, {refused(), {}});
  opened()->forget("ditta@pec.example");
  EXPECT_TRUE(may_try_imap(password));
  EXPECT_EQ(opened()->begin(collaborator, password)[0], std::nullopt);
  EXPECT_TRUE(opened()->begin(other, password)[0]);
}

TEST_F(RefusalMemoryTest, AClockThatWasSetBackLocksNobodyOut) {
  refuse_imap(password);
  clock.time -= std::chrono::days{1000};
  EXPECT_FALSE(may_try_imap(password));
  clock.time += 15min;
  EXPECT_TRUE(may_try_imap(password));
}

TEST_F(RefusalMemoryTest, LookingUpChangesNothing) {
  refuse_imap(password);
  EXPECT_TRUE(opened()->look_up(account, password)[0]);
  clock.time += 15min;
  for (int i = 0; i < 2; ++i) {
    EXPECT_FALSE(opened()->look_up(account, password)[0]);
  }
  EXPECT_TRUE(may_try_imap(password));
}

TEST_F(RefusalMemoryTest, OfTwoProcessesOnlyOneTriesWhenTheCoolDownIsOver) {
  refuse_imap(password);
  clock.time += 15min;
  const auto first = opened();
  const auto second = opened();
  EXPECT_FALSE(first->begin(account, password)[0]);
  EXPECT_TRUE(second->begin(account, password)[0]);
  second->settle(account, password, {{Kind::held_back, {}}, {}});
  EXPECT_FALSE(may_try_imap(password)) << "the first one is still at it";
  first->settle(account, password, {refused(), {}});
  EXPECT_EQ(opened()->begin(account, password)[0]->times.count, 2);
}

TEST_F(RefusalMemoryTest, ATryThatCameToNothingLeavesTheNextOneFree) {
  refuse_imap(password);
  clock.time += 15min;
  const auto first = opened();
  EXPECT_FALSE(first->begin(account, password)[0]);
  first->settle(account, password, {{}, {}});
  EXPECT_TRUE(may_try_imap(password));
}

TEST_F(RefusalMemoryTest, AProcessThatDiedHoldsOthersBackForMinutesOnly) {
  refuse_imap(password);
  clock.time += 15min;
  EXPECT_TRUE(may_try_imap(password));  // and never settles
  clock.time += 5min - 1ms;
  EXPECT_FALSE(may_try_imap(password));
  clock.time += 1ms;
  EXPECT_TRUE(may_try_imap(password));
}

TEST_F(RefusalMemoryTest, APassedCheckWritesNothing) {
  const auto memory = opened();
  EXPECT_FALSE(memory->begin(account, password)[0]);
  memory->settle(account, password, {{Kind::accepted, {}}, {Kind::accepted, {}}});
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

/// Everything in the folder, as a thief would find it.
std::string all_bytes(const std::filesystem::path& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  return bytes;
}

std::string plain_digest(const EVP_MD* kind, std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, kind, nullptr);
  return {digest.begin(), digest.begin() + size};
}

TEST_F(RefusalMemoryTest, HoldsNeitherThePasswordNorADigestWithoutAKey) {
  const auto memory = opened();
  memory->settle(account, password, {refused(), refused()});  // still open: the write-ahead log is there, too
  const std::string bytes = all_bytes(folder.path());
  EXPECT_THAT(bytes, HasSubstr("a1 NO refused"));
  for (const std::string& form :
       {std::string(password.reveal()), std::string(base64_encode(password).reveal()),
        plain_digest(EVP_sha256(), password.reveal()), plain_digest(EVP_sha1(), password.reveal()),
        plain_digest(EVP_md5(), password.reveal()), plain_digest(EVP_sha512(), password.reveal())}) {
    EXPECT_THAT(bytes, Not(HasSubstr(form)));
  }
}

TEST_F(RefusalMemoryTest, EqualPasswordsOfTwoPlacesDoNotLookEqual) {
  opened()->settle(account, password, {refused(), refused()});
  SQLite::Database database(path());
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM refusal").getInt(), 2);
  EXPECT_EQ(database.execAndGet("SELECT count(DISTINCT digest) FROM refusal").getInt(), 2);
}

class BrokenMemoryTest : public RefusalMemoryTest {
 protected:
  /// Begins, settles a refusal, and says what the problem was; nothing thrown, nothing held back.
  std::optional<StateProblem::Kind> problem_of(const std::string& file) {
    const auto memory = make_refusal_memory(file, clock);
    EXPECT_FALSE(memory->begin(account, password)[0]);
    memory->settle(account, password, {refused(), {}});
    EXPECT_FALSE(memory->begin(account, password)[0] && memory->problem());
    return memory->problem() ? std::optional(memory->problem()->kind) : std::nullopt;
  }
};

TEST_F(BrokenMemoryTest, AStateThatCannotBeUsedIsEmptyAndSaysWhy) {
  using Problem = StateProblem::Kind;
  EXPECT_EQ(problem_of(folder.file("text", std::string(5000, '#'))), Problem::not_a_state_file);
  EXPECT_EQ(problem_of(folder.file("open", "", 0644)), Problem::open_to_others);
  EXPECT_EQ(problem_of("/proc/pecprobe/state.sqlite"), Problem::cannot_create);
  EXPECT_EQ(problem_of(folder.path() / "fine"), std::nullopt);
}

TEST_F(BrokenMemoryTest, AKeyThatIsGoneOrAnotherIsAProblemAndIsNotReplaced) {
  refuse_imap(password);
  const std::string key = path() + ".key";
  std::filesystem::rename(key, key + ".away");
  EXPECT_EQ(problem_of(path()), StateProblem::Kind::key_missing);
  EXPECT_FALSE(std::filesystem::exists(key));
  folder.file("state.sqlite.key", std::string(32, 'k'));
  EXPECT_EQ(problem_of(path()), StateProblem::Kind::key_damaged);
  std::filesystem::rename(key + ".away", key);
  EXPECT_FALSE(may_try_imap(password)) << "nothing was lost";
}

}  // namespace
}  // namespace pecprobe
