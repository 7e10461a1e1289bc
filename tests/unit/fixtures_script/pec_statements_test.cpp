#include "tests/unit/fixtures_script/parsing.hpp"

#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

PecSpec pec(std::string_view statements) {
  return parsed("pec \"gestore.example\" {\n" + std::string(statements) + "\n}").pec.value_or(PecSpec{});
}

TEST(AScenario, HasNoProviderOfCertifiedMailUnlessItSaysSo) {
  EXPECT_FALSE(parsed("").pec);
  EXPECT_EQ(parsed("pec \"gestore.example\"").pec->domain, "gestore.example");
}

TEST(AProviderOfCertifiedMail, IsHonestWhereNothingIsSaid) {
  const PecReply reply = pec("").reply_to(PecEvent::delivery);
  EXPECT_EQ(reply.event, PecEvent::delivery);
  EXPECT_EQ(reply.copies, 1);
  EXPECT_EQ(reply.delay, 0ms);
  EXPECT_EQ(reply.forgery, Forgery::none);
}

TEST(AProviderOfCertifiedMail, IsLateForgetfulRepetitiveOrForged) {
  const PecSpec spec = pec("late delivery 5s\nforged delivery altered\nmissing envelope\ntwice acceptance");
  EXPECT_EQ(spec.reply_to(PecEvent::delivery).delay, 5s);
  EXPECT_EQ(spec.reply_to(PecEvent::delivery).forgery, Forgery::altered);
  EXPECT_EQ(spec.reply_to(PecEvent::envelope).copies, 0);
  EXPECT_EQ(spec.reply_to(PecEvent::acceptance).copies, 2);
}

TEST(AProviderOfCertifiedMail, SaysSomethingElseInstead) {
  const PecReply reply =
      pec("instead delivery delivery_error \"no-dest\" \"5.1.1 - nobody\"").reply_to(PecEvent::delivery);
  EXPECT_EQ(reply.event, PecEvent::delivery_error);
  EXPECT_EQ(reply.error, "no-dest");
  EXPECT_EQ(reply.error_detail, "5.1.1 - nobody");
  EXPECT_EQ(pec("instead acceptance non_acceptance \"altro\"").reply_to(PecEvent::acceptance).error_detail, "");
}

TEST(AProviderOfCertifiedMail, IsRefusedWithWhatIsExpected) {
  EXPECT_THAT(parse("pec \"a@b\"").error(), HasSubstr("has a domain"));
  EXPECT_THAT(parse("pec \"a.example\" {\n early delivery 1s\n}").error(), HasSubstr("late, missing, twice"));
  EXPECT_THAT(parse("pec \"a.example\" {\n forged delivery badly\n}").error(), HasSubstr("wrong_signer"));
  EXPECT_THAT(parse("pec \"a.example\" {\n missing virus\n}").error(), HasSubstr("acceptance, envelope, delivery"));
}

}  // namespace
}  // namespace pecmock::test
