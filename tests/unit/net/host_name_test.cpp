#include "protocols/net/host_name.hpp"

#include <gmock/gmock.h>

namespace pecprobe {
namespace {

TEST(ToALabel, LeavesAsciiNamesAndLiteralsAlone) {
  for (const char* host :
       {"imaps.pec.example", "IMAPS.Pec.Example", "imaps.pec.example.", "127.0.0.1", "::1", "a_b.example"}) {
    EXPECT_EQ(to_a_label(host), std::string(host));
  }
}

TEST(ToALabel, ConvertsUnicodeNames) {
  EXPECT_EQ(to_a_label("posta.città.example"), std::string("posta.xn--citt-3na.example"));
  EXPECT_EQ(to_a_label("posta.CITTÀ.example"), std::string("posta.xn--citt-3na.example"));
  EXPECT_EQ(to_a_label("posta。città.example"), std::string("posta.xn--citt-3na.example"))
      << "an ideographic full stop";
}

TEST(ToALabel, RefusesWhatIsNoName) {
  EXPECT_FALSE(to_a_label("\xff.example")) << "not UTF-8";
  EXPECT_FALSE(to_a_label("a\xE2\x80\xAE.example")) << "a bidirectional override";
}

TEST(WithoutTrailingDot, TakesOneDotOnly) {
  EXPECT_EQ(without_trailing_dot("imaps.pec.example."), "imaps.pec.example");
  EXPECT_EQ(without_trailing_dot("imaps.pec.example"), "imaps.pec.example");
}

}  // namespace
}  // namespace pecprobe
