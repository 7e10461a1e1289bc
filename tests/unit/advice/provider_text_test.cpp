#include "probe/advice/provider_text.hpp"

#include "probe/advice/explain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pecprobe {
namespace {

using testing::HasSubstr;
using testing::Not;

const ProviderTable& table() { return ProviderTable::built_in(); }
const Provider& provider(std::string_view id) { return *table().find_provider(id); }

TEST(ProviderTable, every_refusal_in_a_providers_own_words_is_explained_as_the_table_says) {
  int refusals = 0;
  for (const Provider& known : table().providers()) {
    for (const KnownRefusal& refusal : known.refusals) {
      const Explanation explanation = explain_reply(refusal.text, {}, {});
      ASSERT_FALSE(explanation.diagnoses.empty()) << refusal.text;
      EXPECT_EQ(to_string(explanation.diagnoses.front().code), to_string(refusal.means)) << refusal.text;
      ++refusals;
    }
  }
  EXPECT_GE(refusals, 5);
}

TEST(ProviderList, has_a_line_for_every_provider) {
  const std::string text = provider_list_text(table(), Language::english);
  for (const Provider& known : table().providers()) {
    EXPECT_THAT(text, HasSubstr(known.id + " "));
    EXPECT_THAT(text, HasSubstr(known.name));
  }
  EXPECT_THAT(text, HasSubstr("pecmessages     -    -    SMTP  low"));
}

TEST(ProviderText, says_what_is_known_of_aruba_and_that_sources_disagree) {
  const std::string text = provider_text(provider("aruba"), table(), Language::english);
  for (const char* part : {"imaps.pec.aruba.it:993, TLS", "3 months; other sources say 6 months", "from 14 days before",
                           "Gestione account PEC → Sicurezza", "smtp.pec.aruba.it", "account.aruba.it/pec",
                           "Sources:\n  - ", "2026-11-22", "Security archive"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(ProviderText, says_what_is_not_known_and_what_is_less_sure) {
  const std::string text = provider_text(provider("postecert"), table(), Language::english);
  EXPECT_THAT(text, HasSubstr("mail.postecert.it:995, TLS (certainty medium)"));
  EXPECT_THAT(text, HasSubstr("not known whether there is one"));
  EXPECT_THAT(provider_text(provider("pecmessages"), table(), Language::english),
              HasSubstr("IMAP                  not known"));
  EXPECT_THAT(text, Not(HasSubstr("Validity")));
}

TEST(ProviderText, says_of_a_persons_own_row_that_it_is_theirs) {
  const auto own = ProviderTable::parse(R"(
[[provider]]
id = "studio"
name = "Studio"
imap = "imaps://imap.studio.example"
)",
                                        RowOrigin::own_file);
  ASSERT_TRUE(own) << own.error();
  const Provider& studio = own->providers().front();
  EXPECT_THAT(provider_text(studio, *own, Language::english), HasSubstr("Certainty             own data\n"));
  EXPECT_THAT(provider_text(studio, *own, Language::italian), HasSubstr("dati propri\n"));
  const auto json = nlohmann::json::parse(provider_json(studio, *own))["providers"][0];
  EXPECT_EQ(json["certainty"], "own");
  EXPECT_EQ(json["services"]["imap"]["certainty"], "own");
}

TEST(ProviderText, shows_nothing_from_an_own_file_raw) {
  Provider hostile = provider("aruba");
  hostile.name = "\x1b[2J";
  EXPECT_THAT(provider_text(hostile, table(), Language::english), Not(HasSubstr("\x1b")));
}

TEST(ProviderJson, holds_the_whole_table) {
  const auto json = nlohmann::json::parse(provider_list_json(table()));
  EXPECT_EQ(json["schema"], "pecprobe.providers/1");
  ASSERT_EQ(json["providers"].size(), table().providers().size());
  const auto& aruba = json["providers"][0];
  EXPECT_EQ(
      aruba["services"]["pop3"],
      nlohmann::json::parse(R"({"host": "pop3s.pec.aruba.it", "port": 995, "tls": "implicit", "certainty": "sure"})"));
  EXPECT_EQ(aruba["app_password"]["months"], 3);
  EXPECT_EQ(aruba["app_password"]["months_in_other_sources"], 6);
  EXPECT_EQ(aruba["checked"], "2026-11-22");
  EXPECT_TRUE(json["providers"].back()["services"]["imap"].is_null());
}

TEST(ProviderJson, holds_the_one_that_was_asked_for) {
  const auto json = nlohmann::json::parse(provider_json(provider("legalmail"), table()));
  ASSERT_EQ(json["providers"].size(), 1U);
  EXPECT_EQ(json["providers"][0]["login"], "user_id");
}

}  // namespace
}  // namespace pecprobe
