// One escaped character: what it means, and where it ends.
#include "protocols/base/escape.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace pecprobe {
namespace {

struct Written {
  std::string_view text;
  char32_t value;
};

class KnownEscape : public testing::TestWithParam<Written> {};

TEST_P(KnownEscape, IsReadToItsEnd) {
  const auto [text, value] = GetParam();
  EXPECT_EQ(read_escape(text), (Escape{value, text.size()}));
  EXPECT_EQ(read_escape(std::string(text) + "41;\\u"), (Escape{value, text.size()})) << "with more behind it";
}

TEST_P(KnownEscape, IsNoneWhereItIsCutShort) {
  const std::string_view text = GetParam().text;
  const bool is_pair = text.size() == 12;  // the first half of a pair is an escape of its own
  for (std::size_t length = 0; length < text.size() && !is_pair; ++length) {
    EXPECT_EQ(read_escape(text.substr(0, length)), std::nullopt) << text.substr(0, length);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Escapes, KnownEscape,
    testing::Values(Written{"\\\"", '"'}, Written{"\\\\", '\\'}, Written{"\\/", '/'}, Written{"\\'", '\''},
                    Written{"\\b", '\b'}, Written{"\\f", '\f'}, Written{"\\t", '\t'}, Written{"\\u003c", '<'},
                    Written{"\\u003C", '<'}, Written{"\\u20aC", 0x20AC}, Written{"\\ud83d\\uDD11", 0x1F511},
                    Written{"\\xe8", 0xE8}, Written{"&amp;", '&'}, Written{"&LT;", '<'}, Written{"&gt;", '>'},
                    Written{"&quot;", '"'}, Written{"&apos;", '\''}, Written{"&#39;", '\''}, Written{"&#0039;", '\''},
                    Written{"&#x27;", '\''}, Written{"&#X2f;", '/'}, Written{"&#128273;", 0x1F511},
                    Written{"&egrave;", 0xE8}, Written{"&Egrave;", 0xC8}, Written{"&nbsp;", 0xA0},
                    Written{"&yuml;", 0xFF}, Written{"&euro;", 0x20AC}, Written{"%2F", '/'}, Written{"%c3", 0xC3},
                    Written{"=3D", '='}, Written{"=e8", 0xE8}, Written{"+", ' '}));

TEST(Escape, IsNoneInOrdinaryText) {
  for (
      const std::string_view text :
      {"",         "a",       "\"",     "\\a",    "\\1",    "\\\xE8", "\\\n",  "\\x4",           "\\xg1",
       "\\u12g4",  "%",       "%4",     "%g1",    "%+1",    "%-1",    "==",    "=\r\n",          "&;",
       "&#;",      "&#x;",    "&#-39;", "&#+39;", "&# 39;", "&#39",   "&#xg;", "&#99999999999;", "&#00000000000000039;",
       "&eGrave;", "&other;", "&"}) {
    EXPECT_EQ(read_escape(text), std::nullopt) << text;
  }
}

TEST(Escape, OfHalfAPairIsThatHalf) {
  EXPECT_EQ(read_escape("\\ud83d\\u0041"), (Escape{0xD83D, 6}));
  EXPECT_EQ(read_escape("\\ud83d\\ud83d"), (Escape{0xD83D, 6}));
  EXPECT_EQ(read_escape("\\udd11\\ud83d"), (Escape{0xDD11, 6}));
}

}  // namespace
}  // namespace pecprobe
