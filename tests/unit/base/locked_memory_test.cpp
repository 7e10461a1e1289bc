// Memory that the system does not write to its swap space: which secrets lie in it, and what is left of them.
#include "protocols/base/secret.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace pecprobe {
namespace {

using testing::ContainsRegex;
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

/// "rd wr mr mw me lo ac dd": the flags of the mapping that `address` lies in (proc(5), smaps).
std::string flags_of_mapping(const void* address) {
  const auto place = reinterpret_cast<std::uintptr_t>(address);
  std::ifstream mappings("/proc/self/smaps");
  bool is_here = false;
  for (std::string line; std::getline(mappings, line);) {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    if (std::sscanf(line.c_str(), "%" SCNxPTR "-%" SCNxPTR " ", &begin, &end) == 2) {
      is_here = begin <= place && place < end;
    } else if (is_here && line.starts_with("VmFlags: ")) {
      return line.substr(line.find(' ') + 1);
    }
  }
  return "";
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

TEST_F(LockedMemory, StandsInNoCore) {
  void* const piece = take_locked(1);
  EXPECT_THAT(flags_of_mapping(piece), ContainsRegex("( |^)dd( |$)"));
  EXPECT_TRUE(give_locked_back(piece));
}

TEST_F(LockedMemory, HoldsASecretThatIsShortEnough) {
  const Secret secret{k_password};
  void* const next = take_locked(1);
  EXPECT_LT(std::abs(static_cast<const char*>(next) - secret.reveal().data()), 512 * 1024);
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
  const std::vector<Secret> many(5000, one);
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
