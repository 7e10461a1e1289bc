// PLAIN and LOGIN: their bytes, their order, and when they break off.
#include "protocols/sasl/mechanism.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {
namespace {

const Credentials k_credentials{"casella@pec.example", Secret{" p\xC3\xA9\"\\ $;"}};

std::string chosen(const std::vector<std::string>& offered) {
  const auto mechanism = choose_mechanism(offered, k_credentials);
  return mechanism ? std::string(mechanism->name()) : "none";
}

TEST(SaslChoice, PrefersPlainAndKnowsOnlyWhatWeSpeak) {
  EXPECT_EQ(chosen({"LOGIN", "PLAIN"}), "PLAIN");
  EXPECT_EQ(chosen({"CRAM-MD5", "LOGIN"}), "LOGIN");
  EXPECT_EQ(chosen({"XPLAIN", "PLAIN-CLIENTTOKEN", "plain", "GSSAPI"}), "none");
  EXPECT_EQ(chosen({}), "none");
}

TEST(SaslPlain, SaysEverythingInOneMessageWithAnEmptyAuthorizationIdentity) {
  const auto plain = choose_mechanism({"PLAIN"}, k_credentials);
  EXPECT_TRUE(plain->client_first());
  EXPECT_FALSE(plain->password_sent());
  const auto message = plain->respond("");
  ASSERT_TRUE(message.has_value());
  EXPECT_EQ(message->reveal(), std::string("\0casella@pec.example\0 p\xC3\xA9\"\\ $;", 30));
  EXPECT_TRUE(plain->password_sent());
}

TEST(SaslPlain, HasNoAnswerToASecondChallenge) {
  const auto plain = choose_mechanism({"PLAIN"}, k_credentials);
  (void)plain->respond("");
  const auto second = plain->respond("more");
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error(), "the server asks for more after the PLAIN message");
}

TEST(SaslLogin, SaysTheUserNameAndThenThePasswordWhateverIsAsked) {
  const auto login = choose_mechanism({"LOGIN"}, k_credentials);
  EXPECT_FALSE(login->client_first());
  const auto name = login->respond("Password:");
  ASSERT_TRUE(name.has_value());
  EXPECT_EQ(name->reveal(), "casella@pec.example");
  EXPECT_FALSE(login->password_sent());
  const auto password = login->respond("");
  ASSERT_TRUE(password.has_value());
  EXPECT_EQ(password->reveal(), " p\xC3\xA9\"\\ $;");
  EXPECT_TRUE(login->password_sent());
}

TEST(SaslLogin, HasNoAnswerToAThirdChallenge) {
  const auto login = choose_mechanism({"LOGIN"}, k_credentials);
  (void)login->respond("Username:");
  (void)login->respond("Password:");
  const auto third = login->respond("Username:");
  ASSERT_FALSE(third.has_value());
  EXPECT_EQ(third.error(), "the server asks a third time in a LOGIN exchange");
  EXPECT_TRUE(login->password_sent());
}

}  // namespace
}  // namespace pecprobe
