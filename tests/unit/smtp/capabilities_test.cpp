#include "protocols/smtp/capabilities.hpp"

#include "protocols/wire/limits.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace pecprobe::smtp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SmtpCapabilities, AreKeywordsWithArgumentsInUpperCaseInTheServersOrder) {
  const auto capabilities =
      parse_capabilities({"250-smtps.pec.example", "250-Size 1048576", "250-auth Plain login", "250 8BITMIME"});
  EXPECT_THAT(capabilities.announced, ElementsAre("SIZE 1048576", "AUTH PLAIN LOGIN", "8BITMIME"));
  EXPECT_THAT(capabilities.mechanisms, ElementsAre("PLAIN", "LOGIN"));
}

TEST(SmtpCapabilities, DoNotCountTheServersOwnName) {
  const auto capabilities = parse_capabilities({"250 STARTTLS"});
  EXPECT_THAT(capabilities.announced, IsEmpty());
  EXPECT_FALSE(capabilities.has("STARTTLS"));
}

TEST(SmtpCapabilities, ReadTheOlderFormOfAuth) {
  const auto capabilities = parse_capabilities({"250-x", "250-AUTH=LOGIN PLAIN", "250 AUTH PLAIN XOAUTH2"});
  EXPECT_THAT(capabilities.announced, ElementsAre("AUTH=LOGIN PLAIN", "AUTH PLAIN XOAUTH2"));
  EXPECT_THAT(capabilities.mechanisms, ElementsAre("LOGIN", "PLAIN", "XOAUTH2"));
}

TEST(SmtpCapabilities, ReadNoMechanismsFromOtherKeywords) {
  const auto capabilities = parse_capabilities({"250-x", "250-AUTHENTICATE PLAIN", "250-XAUTH PLAIN", "250 AUTH"});
  EXPECT_THAT(capabilities.mechanisms, IsEmpty());
}

TEST(SmtpCapabilities, AreFoundByTheirWholeKeyword) {
  const auto capabilities = parse_capabilities({"250-x", "250-PIPELININGX", "250-XSTARTTLS", "250 SIZE 10"});
  EXPECT_TRUE(capabilities.has("SIZE"));
  EXPECT_FALSE(capabilities.has("PIPELINING"));
  EXPECT_FALSE(capabilities.has("STARTTLS"));
}

TEST(SmtpCapabilities, KeepDuplicatesAndEmptyLinesOut) {
  const auto capabilities = parse_capabilities({"250-x", "250-dsn", "250-DSN", "250-", "250-  ", "250"});
  EXPECT_THAT(capabilities.announced, ElementsAre("DSN"));
}

TEST(SmtpCapabilities, AreCapped) {
  std::vector<std::string> lines = {"250-x"};
  for (std::size_t i = 0; i < k_kept_capabilities + 5; ++i) {
    lines.push_back(fmt::format("250-X{}", i));
  }
  EXPECT_EQ(parse_capabilities(lines).announced.size(), k_kept_capabilities);
}

}  // namespace
}  // namespace pecprobe::smtp
