#include "probe/serve/checks/accounts_under_way.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

TEST(AccountsUnderWay, ALoginIsTestedOnceAtATimeWhateverItsCase) {
  AccountsUnderWay under_way;
  EXPECT_TRUE(under_way.begin("Ditta@pec.example"));
  EXPECT_FALSE(under_way.begin("ditta@PEC.example"));
  EXPECT_TRUE(under_way.begin("altra@pec.example"));
  under_way.end("DITTA@pec.example");
  EXPECT_TRUE(under_way.begin("ditta@pec.example"));
}

}  // namespace
}  // namespace pecprobe
