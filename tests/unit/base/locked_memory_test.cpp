// Memory that the system does not write to its swap space: which secrets lie in it, and what is left of them.
#include "protocols/base/secret.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace pecprobe {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view k_password = "a-password-of-many-characters";

/// "VmLck: 32 kB": how much of this process is locked.
long locked_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word == "VmLck:") {
      long size = 0;
      status >> size;
      return size;
    }
  }
  return 0;
}

class LockedMemory : public testing::Test {
 protected:
  void SetUp() override {
    void* const piece = take_locked(1);
    if (piece == nullptr) {
      GTEST_SKIP() << "this system locks no memory for this process (ulimit -l)";
    }
    ASSERT_TRUE(give_locked_back(piece));
  }
};

TEST_F(LockedMemory, IsLocked) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers lock nothing: their own memory would be too much";
#endif
  EXPECT_GE(locked_kilobytes(), 32);
}

TEST_F(LockedMemory, HoldsASecretThatIsShortEnough) {
  const Secret secret{k_password};
  void* const next = take_locked(1);
  EXPECT_LT(std::abs(static_cast<const char*>(next) - secret.reveal().data()), 32 * 1024);
  EXPECT_TRUE(give_locked_back(next));
}

TEST_F(LockedMemory, KeepsNothingOfASecretThatHasEnded) {
  const char* bytes = nullptr;
  {
    const Secret secret{k_password};
    bytes = secret.reveal().data();
  }
  // Still mapped. The first bytes of a free piece lead to the next one.
  EXPECT_THAT(std::string(bytes, k_locked_piece), Not(HasSubstr(k_password.substr(sizeof(void*)))));
}

TEST_F(LockedMemory, DoesNotEndForSecretsThatFindNoRoomThere) {
  const Secret one{k_password};
  const std::vector<Secret> many(1000, one);
  EXPECT_EQ(many.back().reveal(), k_password);
  EXPECT_EQ(take_locked(1), nullptr);
  const std::string long_text(k_locked_piece + 1, 'x');
  EXPECT_EQ(Secret{long_text}.reveal(), long_text);
  EXPECT_EQ(take_locked(k_locked_piece + 1), nullptr);
}

TEST_F(LockedMemory, GivesEachPieceToOneAtATime) {
  std::vector<std::set<void*>> taken(4);
  std::vector<std::thread> threads;
  threads.reserve(taken.size());
  for (auto& mine : taken) {
    threads.emplace_back([&mine] {
      for (int i = 0; i < 20; ++i) {
        if (void* const piece = take_locked(k_locked_piece)) {
          mine.insert(piece);
        }
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  std::set<void*> all;
  std::size_t count = 0;
  for (const auto& mine : taken) {
    count += mine.size();
    all.insert(mine.begin(), mine.end());
  }
  EXPECT_EQ(all.size(), count);
  for (void* const piece : all) {
    EXPECT_TRUE(give_locked_back(piece));
  }
}

TEST_F(LockedMemory, KnowsWhatIsNotItsOwn) {
  int other = 0;
  EXPECT_FALSE(give_locked_back(&other));
}

}  // namespace
}  // namespace pecprobe
