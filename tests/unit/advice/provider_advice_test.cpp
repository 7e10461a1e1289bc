// Advice names the menus of the account's own provider, and no other provider.
#include "probe/config/provider_table.hpp"
#include "probe/report/diagnosis_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace pecprobe {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::array k_hypotheses = {"password_expired",     "password_expired_on_record", "password_not_generated",
                                     "password_deactivated", "password_replaced_early",    "mailbox_password_expired",
                                     "login_form",           "login_is_user_id",           "login_of_collaborator",
                                     "protocol_disabled",    "all_protocols_disabled"};

/// All that is said about `code`, with every hypothesis that a provider has a part in.
std::string everything_said(Code code, const Provider* provider, Language language) {
  const Wording& wording = Wording::of(language);
  Diagnosis diagnosis;
  diagnosis.code = code;
  for (const char* id : k_hypotheses) {
    diagnosis.hypotheses.push_back({code, id});
  }
  const Endpoint endpoint{Protocol::imap, "imap.gestore.example", 993, TlsMode::implicit};
  const DiagnosisText text = describe(diagnosis, subject_of(Account{}, endpoint, provider, wording), wording);
  std::string all = text.title + '\n' + text.cause + '\n' + text.tell_provider + '\n';
  for (const std::string& advice : text.advice) {
    all += advice + '\n';
  }
  for (const HypothesisText& hypothesis : text.hypotheses) {
    all += hypothesis.why + '\n' + hypothesis.settle + '\n';
  }
  return all;
}

constexpr std::array k_password_codes = {Code::auth_rejected, Code::auth_password_expired,
                                         Code::auth_app_password_required, Code::auth_protocol_disabled,
                                         Code::auth_account_disabled};
constexpr std::array k_languages = {Language::italian, Language::english};

TEST(ProviderAdvice, names_the_account_s_provider_with_its_menus_and_no_other_provider) {
  const auto& providers = ProviderTable::built_in().providers();
  for (const Provider& own : providers) {
    for (const Language language : k_languages) {
      for (const Code code : k_password_codes) {
        const std::string said = everything_said(code, &own, language);
        EXPECT_THAT(said, HasSubstr(own.name));
        for (const std::string& known : {own.app_password_menu, own.protocols_menu, own.multiuser_menu, own.portal}) {
          EXPECT_THAT(said, HasSubstr(known)) << own.id;
        }
        for (const Provider& other : providers) {
          if (other.id != own.id) {
            EXPECT_THAT(said, Not(HasSubstr(other.name))) << own.id;
          }
        }
        if (own.id != "aruba") {
          EXPECT_THAT(said, Not(HasSubstr("Aruba"))) << own.id;
        }
        EXPECT_THAT(said, Not(HasSubstr("{"))) << own.id;
      }
    }
  }
}

TEST(ProviderAdvice, names_nobody_where_the_provider_is_not_known) {
  for (const Language language : k_languages) {
    for (const Code code : k_password_codes) {
      const std::string said = everything_said(code, nullptr, language);
      EXPECT_THAT(said, Not(HasSubstr("Aruba")));
      EXPECT_THAT(said, Not(HasSubstr("Legalmail")));
      EXPECT_THAT(said, Not(HasSubstr("{")));
    }
  }
}

TEST(ProviderAdvice, says_how_long_a_password_lasts_at_that_provider) {
  Provider provider;
  provider.name = "Gestore di prova";
  provider.app_password_days = 90;
  EXPECT_THAT(everything_said(Code::auth_rejected, &provider, Language::italian),
              HasSubstr("presso Gestore di prova di solito vale 90 giorni"));
  EXPECT_THAT(everything_said(Code::auth_rejected, &provider, Language::english),
              HasSubstr("at Gestore di prova it usually lasts 90 days"));
  provider.app_password_days.reset();
  EXPECT_THAT(everything_said(Code::auth_rejected, &provider, Language::english),
              HasSubstr("Gestore di prova decides how long it lasts"));
}

TEST(ProviderAdvice, makes_the_two_step_condition_only_where_the_password_depends_on_it) {
  Provider provider;
  provider.name = "Gestore di prova";
  provider.app_password = AppPasswordUse::with_two_step;
  EXPECT_THAT(everything_said(Code::auth_rejected, &provider, Language::english),
              HasSubstr("If two-step verification is on, mail programs need"));
  provider.app_password = AppPasswordUse::always;
  EXPECT_THAT(everything_said(Code::auth_rejected, &provider, Language::english),
              HasSubstr("At Gestore di prova mail programs need"));
}

TEST(ProviderAdvice, shows_no_control_character_of_a_person_s_own_file) {
  Provider provider;
  provider.name = "Gestore\x1b[2J";
  provider.app_password_menu = "Menu\r\nFAIL";
  const std::string said = everything_said(Code::auth_password_expired, &provider, Language::italian);
  EXPECT_THAT(said, Not(HasSubstr("\x1b")));
  EXPECT_THAT(said, Not(HasSubstr("\r")));
}

}  // namespace
}  // namespace pecprobe
