// APOP's challenge and digest.
#include "protocols/sasl/apop.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

TEST(ApopDigest, IsThatOfTheExampleOfItsRfc) {
  const auto digest = apop_digest("<1896.697170952@dbc.mtview.ca.us>", Secret{"tanstaaf"});
  ASSERT_TRUE(digest);
  EXPECT_EQ(digest->reveal(), "c4c9334bac560ecc979e58001b3e22fb");
}

TEST(ApopTimestamp, IsFoundAnywhereInTheGreeting) {
  for (const char* greeting : {"+OK POP3 server ready <1896.6@dbc.example>", "+OK <1896.6@dbc.example>",
                               "+OK <1896.6@dbc.example> ready", "+OK a > b <1896.6@dbc.example>>"}) {
    EXPECT_EQ(apop_timestamp(greeting), "<1896.6@dbc.example>") << greeting;
  }
}

TEST(ApopTimestamp, IsNoneWhereItIsMalformed) {
  for (const std::string& greeting :
       {std::string("+OK ready"), std::string("+OK <>"), std::string("+OK <@>"), std::string("+OK <a@>"),
        std::string("+OK <@b>"), std::string("+OK <ab>"), std::string("+OK <a@b@c>"), std::string("+OK <a @b>"),
        std::string("+OK <a@b"), std::string("+OK a@b>"), std::string("+OK <a@b\x01>"),
        std::string("+OK <a@b\xc3\xa8>"), std::string("+OK <a@b\0>", 10), std::string("+OK <a<b@c>"),
        "+OK <a@" + std::string(300, 'b') + ">"}) {
    EXPECT_EQ(apop_timestamp(greeting), "") << greeting;
  }
}

}  // namespace
}  // namespace pecprobe
