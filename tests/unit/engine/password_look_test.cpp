#include "probe/engine/password_look.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

/// The detail of a warning about `password`.
std::string look(std::string_view password, const Provider* provider = nullptr, TwoStep two_step = TwoStep::unknown) {
  Account account;
  account.two_step = two_step;
  return oddity_detail(password_oddities(Secret{password}, account, provider));
}

TEST(PasswordLook, OfAnOrdinaryPasswordIsNotOdd) {
  for (const char* password : {"Ab3 d-\xC3\xA9\xF0\x9F\x94\x91!{}%\\\"'", "app-password-1", "Kq7mZp2xWv9tRb4n",
                               "100%sicura", "\xFF\xC3 broken \xE2\x80", "x"}) {
    EXPECT_EQ(look(password), "") << password;
  }
}

TEST(PasswordLook, NamesBlanksAtEitherEndAndTabsByTheirPlace) {
  EXPECT_EQ(look(" pass word "), "white_space@1 white_space@11");
  EXPECT_EQ(look("pass\tword"), "white_space@5");
}

TEST(PasswordLook, NamesWhatCannotBeSeen) {
  EXPECT_EQ(look("\xEF\xBB\xBFpass"), "invisible@1");
  EXPECT_EQ(look("app\xC2\xA0password"), "invisible@4");
  EXPECT_EQ(look("pa\xC2\xADss\xE2\x80\x8B"), "invisible@3 invisible@6");
}

TEST(PasswordLook, NamesTypographicCharactersAndDamage) {
  EXPECT_EQ(look("\xE2\x80\x9Cpass\xE2\x80\x9D"), "typographic@1 typographic@6");
  EXPECT_EQ(look("a\xE2\x80\x93z"), "typographic@2");
  EXPECT_EQ(look("a\xEF\xBF\xBDz"), "damaged@2");
}

TEST(PasswordLook, NamesLettersOfAnotherScriptOnlyAmongLatinOnes) {
  EXPECT_EQ(look("p\xD0\xB0ss\xD0\xB0"), "look_alike@2 look_alike@5");
  EXPECT_EQ(look("\xEF\xBC\xA1"
                 "bc"),
            "look_alike@1");
  EXPECT_EQ(look("\xD0\xBF\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C"), "");
}

TEST(PasswordLook, NamesAPasteInAnotherEncoding) {
  EXPECT_EQ(look("YXBwLXBhc3N3b3JkLTE="), "base64");
  EXPECT_EQ(look("app%2Dpassword%401"), "percent_encoded");
  EXPECT_EQ(look("app%2Dpassword%"), "");
}

TEST(PasswordLook, ComparesWithGeneratedPasswordsOnlyWhereTheTableKnowsThemAndOneIsNeeded) {
  Provider provider;
  provider.app_password = AppPasswordUse::with_two_step;
  EXPECT_EQ(look("Short-1", &provider, TwoStep::on), "");
  provider.generated_length = 8;
  provider.generated_alphabet = "abcdefgh12345678";
  EXPECT_EQ(look("abcd1234", &provider, TwoStep::on), "");
  EXPECT_EQ(look("abcd12345", &provider, TwoStep::on), "length");
  EXPECT_EQ(look("abcd123!", &provider, TwoStep::on), "alphabet@8");
  EXPECT_EQ(look("Short-1", &provider, TwoStep::off), "");
  EXPECT_EQ(look("Short-1", &provider, TwoStep::unknown), "");
  provider.app_password = AppPasswordUse::always;
  EXPECT_EQ(look("abcd1234h", &provider, TwoStep::unknown), "length");
}

TEST(PasswordLook, StopsAfterEightOddities) {
  EXPECT_EQ(look("\t\t\t\t\t\t\t\t\t\t").size(), std::string("white_space@1 ").size() * 8 - 1);
}

TEST(PasswordLook, NeverSaysWhatStandsThere) {
  const std::string detail = look(
      " s\xD0\xB5"
      "cret\xC2\xA0");
  EXPECT_EQ(detail, "white_space@1 look_alike@3 invisible@8");
}

}  // namespace
}  // namespace pecprobe
