#include "fixtures/mock/mail/encoding.hpp"

#include <gtest/gtest.h>

namespace pecmock {
namespace {

TEST(Base64, IsThatOfItsStandard) {
  // RFC 4648 §10
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(from_base64("Zm8="), "fo");
  EXPECT_EQ(from_base64(""), "");
  EXPECT_EQ(from_base64("AGEAYg=="), std::string("\0a\0b", 4));
}

TEST(Base64, IsReadStrictly) {
  for (const char* text : {"Zg", "Zg=", "Zg== ", " Zg==", "Z===", "Zm=9", "Zm9v!A==", "Zg==Zg=="}) {
    EXPECT_EQ(from_base64(text), std::nullopt) << text;
  }
}

TEST(Digests, AreThoseOfTheirStandards) {
  EXPECT_EQ(to_hexadecimal(digest("MD5", "abc")),
            "900150983cd24fb0d6963f7d28e17f72");  // RFC 1321 A.5
  EXPECT_EQ(to_hexadecimal(hmac("MD5", "Jefe", "what do ya want for nothing?")),
            "750c783e6ab0b503eaa86e310a5db738");  // RFC 2202
  EXPECT_EQ(to_hexadecimal(pbkdf2("SHA1", "password", "salt", 4096)),
            "4b007901b765489abead49d926f721d065a429c1");  // RFC 6070
  EXPECT_EQ(exclusive_or("ab", "  "), "AB");
}

}  // namespace
}  // namespace pecmock
