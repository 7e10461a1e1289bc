#include "probe/serve/access/form_tokens.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

constexpr Instant k_start{};

TEST(FormTokens, AreGoodOnce) {
  FormTokens tokens;
  const std::string token = tokens.issue(k_start);
  EXPECT_FALSE(tokens.spend("", k_start));
  EXPECT_TRUE(tokens.spend(token, k_start));
  EXPECT_FALSE(tokens.spend(token, k_start));
}

TEST(FormTokens, EndWithTheWorkingDay) {
  FormTokens tokens;
  const std::string token = tokens.issue(k_start);
  EXPECT_FALSE(tokens.spend(token, k_start + FormTokens::k_age));
}

TEST(FormTokens, TheOldestGoesWhenThereAreTooMany) {
  FormTokens tokens;
  const std::string oldest = tokens.issue(k_start);
  const std::string next = tokens.issue(k_start);
  for (std::size_t i = 2; i <= FormTokens::k_most; ++i) {
    static_cast<void>(tokens.issue(k_start));
  }
  EXPECT_FALSE(tokens.spend(oldest, k_start));
  EXPECT_TRUE(tokens.spend(next, k_start));
}

}  // namespace
}  // namespace pecprobe
