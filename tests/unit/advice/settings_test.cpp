#include "probe/advice/settings.hpp"

#include "probe/config/account_input.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pecprobe {
namespace {

using testing::HasSubstr;
using testing::Not;

MailSettings settings_of(AccountInput input) {
  const ProviderTable& table = ProviderTable::built_in();
  Account account = make_account(input, table).value();
  const Provider* provider = table.find_provider(account.provider);
  return mail_settings(std::move(account), provider);
}

AccountInput for_address(std::string address) {
  AccountInput input;
  input.address = std::move(address);
  return input;
}

TEST(MailSettings, know_which_password_from_the_two_step_verification) {
  AccountInput input = for_address("ditta@pec.it");
  EXPECT_EQ(settings_of(input).password, PasswordToType::depends_on_two_step);
  input.two_step = TwoStep::on;
  EXPECT_EQ(settings_of(input).password, PasswordToType::app_password);
  input.two_step = TwoStep::off;
  EXPECT_EQ(settings_of(input).password, PasswordToType::mailbox_password);
}

TEST(MailSettings, do_not_claim_to_know_a_providers_password_rule) {
  AccountInput input = for_address("ditta@sicurezzapostale.it");
  input.two_step = TwoStep::on;
  EXPECT_EQ(settings_of(input).password, PasswordToType::not_known);
  EXPECT_EQ(settings_of(for_address("ditta@postecertifica.it")).password, PasswordToType::app_password);
}

TEST(MailSettings, ask_for_a_user_name_that_is_not_the_address) {
  AccountInput input = for_address("ditta@legalmail.it");
  EXPECT_TRUE(settings_of(input).is_login_to_be_asked);
  EXPECT_THAT(login_sentence(settings_of(input), Language::english), HasSubstr("User ID"));
  input.login = "M1234567";
  EXPECT_FALSE(settings_of(input).is_login_to_be_asked);
  EXPECT_EQ(login_sentence(settings_of(input), Language::english), "M1234567");
}

TEST(ProgramSettings, have_ARXivars_two_tabs_with_every_field) {
  const auto programs = program_settings(settings_of(for_address("ditta@pec.it")), Language::italian);
  ASSERT_EQ(programs.size(), 3U);
  EXPECT_EQ(programs[0].id, "arxivar");
  EXPECT_THAT(programs[0].afterwards, HasSubstr("Operazione completata con successo!"));
  ASSERT_EQ(programs[0].tabs.size(), 2U);
  const std::string password =
      "con la verifica in 2 passaggi attiva quella per programmi di posta, altrimenti quella della casella";
  EXPECT_EQ(programs[0].tabs[0].title, "Linguetta Ricezione");
  EXPECT_EQ(programs[0].tabs[0].fields, (std::vector<SettingsTab::Field>{{"protocol", "Tipo", "IMAP"},
                                                                         {"server", "Server", "imaps.pec.aruba.it"},
                                                                         {"port", "Porta", "993"},
                                                                         {"encryption", "Cifratura", "SSL/TLS"},
                                                                         {"login", "Nome utente", "ditta@pec.it"},
                                                                         {"password", "Password", password}}));
  EXPECT_EQ(programs[0].tabs[1].title, "Linguetta Invia");
  EXPECT_EQ(programs[0].tabs[1].fields[1], (SettingsTab::Field{"server", "Server", "smtps.pec.aruba.it"}));
}

TEST(ProgramSettings, take_POP3_where_no_IMAP_server_is_wanted) {
  AccountInput input = for_address("ditta@pec.it");
  input.protocols = {Protocol::pop3};
  const auto programs = program_settings(settings_of(input), Language::english);
  ASSERT_EQ(programs[1].tabs.size(), 1U);
  EXPECT_EQ(programs[1].tabs[0].fields[1].value, "pop3s.pec.aruba.it");
}

TEST(SettingsText, says_what_is_not_known_instead_of_inventing_it) {
  const std::string text = settings_text(settings_of(for_address("x@pecmessages.it")), Language::english);
  EXPECT_THAT(text, HasSubstr("IMAP            not known"));
  EXPECT_THAT(text, HasSubstr("the certainty is low"));
  EXPECT_THAT(text, HasSubstr("perhaps not"));
  EXPECT_THAT(text, Not(HasSubstr("imap.pecmessages.it")));
}

TEST(SettingsText, names_the_menu_where_the_password_is_generated) {
  EXPECT_THAT(settings_text(settings_of(for_address("ditta@pec.it")), Language::italian),
              HasSubstr("(Gestione account PEC →"));
}

TEST(SettingsText, uses_own_servers_as_they_are) {
  AccountInput input = for_address("ditta@pec.example");
  input.endpoints = {{Protocol::imap, "imap.example", 143, TlsMode::starttls}};
  const std::string text = settings_text(settings_of(input), Language::english);
  EXPECT_THAT(text, HasSubstr("imap.example, port 143, STARTTLS"));
  EXPECT_THAT(text, HasSubstr("the ones that you named"));
}

TEST(SettingsJson, has_servers_password_and_programs) {
  const auto json = nlohmann::json::parse(settings_json(settings_of(for_address("x@legalmail.it")), Language::english));
  EXPECT_EQ(json["schema"], "pecprobe.settings/1");
  EXPECT_EQ(json["provider"], "legalmail");
  EXPECT_TRUE(json["login"].is_null());
  EXPECT_EQ(json["password"], "not_known");
  EXPECT_EQ(json["services"]["smtp"]["host"], "sendm.cert.legalmail.it");
  EXPECT_EQ(json["programs"][2]["id"], "thunderbird");
  EXPECT_EQ(json["programs"][2]["tabs"][1]["direction"], "send");
}

}  // namespace
}  // namespace pecprobe
