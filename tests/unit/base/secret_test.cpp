// Secrets: what they hold, and that nothing of it is left in released memory.
#include "protocols/base/secret.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

/// What released memory is searched for; static, so that it is itself in no block of the heap.
constexpr std::string_view k_needle = "needle-in-the-heap-7f3a";

/// The size of a block stands in front of it, so that it is known when the block is released.
constexpr std::size_t k_header = alignof(std::max_align_t);

/// Blocks that held the needle when they were released.
std::size_t g_leaks = 0;  // NOLINT: the replaced operators have no other place for it

}  // namespace

// Replaced for this program (C++20 [replacement.functions]): a block is still ours while it is
// being released, so looking at its bytes there is defined, as it would not be a moment later.
void* operator new(std::size_t size) {
  auto* block = static_cast<unsigned char*>(std::malloc(size + k_header));
  if (block == nullptr) {
    throw std::bad_alloc();
  }
  *static_cast<std::size_t*>(static_cast<void*>(block)) = size;
  return block + k_header;
}

void operator delete(void* memory) noexcept {
  if (memory == nullptr) {
    return;
  }
  auto* block = static_cast<unsigned char*>(memory) - k_header;
  const std::size_t size = *static_cast<std::size_t*>(static_cast<void*>(block));
  const auto* bytes = static_cast<const char*>(memory);
  if (std::string_view(bytes, size).find(k_needle) != std::string_view::npos) {
    ++g_leaks;
  }
  std::free(block);
}

void operator delete(void* memory, std::size_t /*size*/) noexcept { operator delete(memory); }

namespace pecprobe {
namespace {

/// While all locked memory is in use, so that what is looked at is the heap.
class SecretMemory : public testing::Test {
 protected:
  SecretMemory() {
    while (void* const piece = take_locked(1)) {
      m_taken.push_back(piece);
    }
    g_leaks = 0;
  }
  ~SecretMemory() override {
    for (void* const piece : m_taken) {
      static_cast<void>(give_locked_back(piece));
    }
  }

 private:
  std::vector<void*> m_taken;
};

TEST_F(SecretMemory, IsSeenByThisTestWhereItIsNotWiped) {
  { const std::vector<char> careless(k_needle.begin(), k_needle.end()); }
  EXPECT_EQ(g_leaks, 1U);
}

TEST_F(SecretMemory, IsWipedWhenASecretEnds) {
  { const Secret secret{k_needle}; }
  EXPECT_EQ(g_leaks, 0U);
}

TEST_F(SecretMemory, IsWipedWhenASecretGrows) {
  {
    Secret secret{k_needle};
    for (int i = 0; i < 1000; ++i) {
      secret.append("more");
    }
    EXPECT_TRUE(secret.reveal().starts_with(k_needle));
  }
  EXPECT_EQ(g_leaks, 0U);
}

TEST_F(SecretMemory, IsWipedWhenSecretsAreCopiedMovedAndAssigned) {
  {
    Secret first{k_needle};
    Secret copy = first;
    Secret moved = std::move(first);
    copy = Secret{"short"};
    moved = Secret{std::string_view{"x"}};
    std::vector<Secret> many(3, Secret{k_needle});
    many.resize(50, Secret{k_needle});
    many.erase(many.begin());
  }
  EXPECT_EQ(g_leaks, 0U);
}

TEST_F(SecretMemory, IsWipedWhenASecretIsEncoded) {
  const std::string encoded_needle = "bmVlZGxl";  // "needle"
  { EXPECT_TRUE(base64_encode(Secret{k_needle}).reveal().starts_with(encoded_needle)); }
  EXPECT_EQ(g_leaks, 0U);
}

TEST(Wipe, OverwritesEveryByteAndNoOther) {
  std::array<char, 8> bytes = {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'};
  wipe(bytes.data() + 2, 4);
  EXPECT_EQ(std::string_view(bytes.data(), bytes.size()), std::string_view("ab\0\0\0\0gh", 8));
  wipe(nullptr, 0);
}

TEST(Secret, HoldsExactlyTheBytesItWasGiven) {
  const std::string_view bytes{" p\0\xFF\r\n\"\\ ", 9};
  EXPECT_EQ(Secret{bytes}.reveal(), bytes);
  EXPECT_EQ(Secret{bytes}.size(), 9U);
  EXPECT_TRUE(Secret{}.empty());
  EXPECT_EQ(Secret{"a"}.append("b").append(Secret{"c"}).reveal(), "abc");
}

TEST(Secret, IsComparedByItsBytes) {
  EXPECT_EQ(Secret{"app-password-1"}, Secret{"app-password-1"});
  EXPECT_FALSE(Secret{"app-password-1"} == Secret{"app-password-2"});
  EXPECT_FALSE(Secret{"app-password-1"} == Secret{"app-password-"});
  EXPECT_EQ(Secret{}, Secret{""});
}

TEST(Secret, EncodesToBase64AsPlainTextDoes) {
  EXPECT_EQ(base64_encode(Secret{}).reveal(), "");
  EXPECT_EQ(base64_encode(Secret{"f"}).reveal(), "Zg==");
  EXPECT_EQ(base64_encode(Secret{"fo"}).reveal(), "Zm8=");
  EXPECT_EQ(base64_encode(Secret{"foobar"}).reveal(), "Zm9vYmFy");
  EXPECT_EQ(base64_encode(Secret{std::string_view{"\0a\0b", 4}}).reveal(), "AGEAYg==");
}

}  // namespace
}  // namespace pecprobe
