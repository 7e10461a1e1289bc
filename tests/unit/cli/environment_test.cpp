#include "probe/cli/ignored_environment.hpp"
#include "probe/cli/language.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

namespace pecprobe {
namespace {

using testing::ElementsAre;

Environment with(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

TEST(LocaleLanguage, IsItalianWhereTheLocaleSaysNothing) {
  EXPECT_EQ(locale_language(with({})), Language::italian);
  for (const char* value : {"", "C", "POSIX", "C.UTF-8", "it", "it_IT.UTF-8", "it_CH", "IT_it@euro"}) {
    EXPECT_EQ(locale_language(with({{"LANG", value}})), Language::italian) << value;
  }
}

TEST(LocaleLanguage, IsEnglishForEveryOtherLanguage) {
  for (const char* value : {"en", "en_GB.UTF-8", "de_DE", "tr_TR.UTF-8", "fr", "nonsense"}) {
    EXPECT_EQ(locale_language(with({{"LANG", value}})), Language::english) << value;
  }
}

TEST(LocaleLanguage, ComesFromTheFirstVariableThatIsNotEmpty) {
  EXPECT_EQ(locale_language(with({{"LC_ALL", "en_US"}, {"LC_MESSAGES", "it_IT"}, {"LANG", "it_IT"}})),
            Language::english);
  EXPECT_EQ(locale_language(with({{"LC_ALL", ""}, {"LC_MESSAGES", "it_IT"}, {"LANG", "en_US"}})), Language::italian);
  EXPECT_EQ(locale_language(with({{"LC_ALL", "C"}, {"LANG", "en_US"}})), Language::italian);
}

TEST(ChosenLanguage, TheOptionWinsWhereverItStands) {
  const Environment italian = with({{"LANG", "it_IT"}});
  EXPECT_EQ(chosen_language({"check", "--lang", "en"}, italian), Language::english);
  EXPECT_EQ(chosen_language({"check", "--bad", "--lang=en", "x"}, italian), Language::english);
  EXPECT_EQ(chosen_language({"check", "--lang", "it"}, with({{"LANG", "en"}})), Language::italian);
}

TEST(ChosenLanguage, ABadOptionLeavesTheLocale) {
  const Environment english = with({{"LANG", "en_GB"}});
  EXPECT_EQ(chosen_language({"check", "--lang"}, english), Language::english);
  EXPECT_EQ(chosen_language({"check", "--lang", "de"}, english), Language::english);
  EXPECT_EQ(chosen_language({"check", "--", "--lang=it"}, english), Language::english);
}

TEST(IgnoredVariables, AreNamedWhenTheyAreSetToSomething) {
  EXPECT_THAT(ignored_variables(with({{"all_proxy", "http://user:secret@p.example"},
                                      {"SSLKEYLOGFILE", "/tmp/keys"},
                                      {"http_proxy", ""},
                                      {"PATH", "/bin"}})),
              ElementsAre("all_proxy", "SSLKEYLOGFILE"));
}

TEST(IgnoredVariables, TheKeyLogAndTheTrustStoreAreTakenOutOfTheProcess) {
  for (const char* name : {"SSLKEYLOGFILE", "SSL_CERT_FILE", "SSL_CERT_DIR"}) {
    setenv(name, "/nowhere", 1);
  }
  forget_key_log();
  EXPECT_EQ(std::getenv("SSLKEYLOGFILE"), nullptr);
  EXPECT_STREQ(std::getenv("SSL_CERT_FILE"), "/nowhere");
  forget_trust_variables();
  EXPECT_EQ(std::getenv("SSL_CERT_FILE"), nullptr);
  EXPECT_EQ(std::getenv("SSL_CERT_DIR"), nullptr);
}

}  // namespace
}  // namespace pecprobe
