#include "probe/serve/access/form_tokens.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

constexpr Instant k_issued{};

TEST(FormTokens, AreGoodOnce) {
  FormTokens tokens;
  const std::string token = tokens.issue(k_issued);
  EXPECT_FALSE(tokens.spend("", k_issued));
  EXPECT_TRUE(tokens.spend(token, k_issued));
  EXPECT_FALSE(tokens.spend(token, k_issued));
}

TEST(FormTokens, EndWithTheWorkingDay) {
  FormTokens tokens;
  const std::string token = tokens.issue(k_issued);
  EXPECT_FALSE(tokens.spend(token, k_issued + FormTokens::k_age));
}

TEST(FormTokens, TheOldestGoesWhenThereAreTooMany) {
  FormTokens tokens;
  const std::string oldest = tokens.issue(k_issued);
  const std::string next = tokens.issue(k_issued);
  for (std::size_t i = 2; i <= FormTokens::k_most; ++i) {
    static_cast<void>(tokens.issue(k_issued));
  }
  EXPECT_FALSE(tokens.spend(oldest, k_issued));
  EXPECT_TRUE(tokens.spend(next, k_issued));
}

}  // namespace
}  // namespace pecprobe
