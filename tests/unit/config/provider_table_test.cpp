#include "probe/config/provider_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace pecprobe {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view k_good_row = R"(
[[provider]]
id = "one"
name = "One"
checked = 2026-11-22
certainty = "low"
domains = ["one.example"]
imap = "imaps://imap.one.example"
login = "full_address"
sources = [{who = "a page", date = "2026-01-02", says = "so"}]
)";

/// The good row with one line replaced.
std::string row_with(std::string_view from, std::string_view to) {
  std::string row(k_good_row);
  return row.replace(row.find(from), from.size(), to);
}

const ProviderTable& built_in() { return ProviderTable::built_in(); }

std::string inferred(std::string_view address) {
  const Provider* provider = built_in().infer_provider(address);
  return provider == nullptr ? "" : provider->id;
}

TEST(ProviderTable, ARowIsReadWhole) {
  const auto table = ProviderTable::parse(k_good_row);
  ASSERT_TRUE(table) << table.error();
  ASSERT_EQ(table->providers().size(), 1U);
  const Provider& provider = table->providers()[0];
  EXPECT_EQ(provider.id, "one");
  EXPECT_EQ(provider.endpoints, (std::vector<Endpoint>{{Protocol::imap, "imap.one.example", 993, TlsMode::implicit}}));
  EXPECT_EQ(provider.login_form, LoginForm::full_address);
  EXPECT_EQ(provider.certainty, SourceCertainty::low);
  EXPECT_EQ(provider.sources, std::vector<std::string>{"a page (2026-01-02): so"});
}

TEST(ProviderTable, ARowWithoutCertaintySourceOrDateIsRefused) {
  EXPECT_THAT(ProviderTable::parse(row_with("certainty = \"low\"\n", "")).error(), HasSubstr("'certainty'"));
  EXPECT_THAT(ProviderTable::parse(row_with("checked = 2026-11-22\n", "")).error(), HasSubstr("'checked'"));
  EXPECT_THAT(ProviderTable::parse(row_with("date = \"2026-01-02\", ", "")).error(), HasSubstr("'date'"));
  EXPECT_THAT(ProviderTable::parse(row_with("who = \"a page\"", "who = \"\"")).error(), HasSubstr("'who'"));
  EXPECT_THAT(
      ProviderTable::parse(row_with("[{who = \"a page\", date = \"2026-01-02\", says = \"so\"}]", "[]")).error(),
      HasSubstr("at least one source"));
}

TEST(ProviderTable, ARefusalWithoutSourceOrDateIsRefused) {
  const auto with_refusal = [](std::string_view refusal) {
    return ProviderTable::parse(std::string(k_good_row) + "refusals = [" + std::string(refusal) + "]\n");
  };
  EXPECT_TRUE(with_refusal(R"({text = "no", means = "auth_rejected", who = "a page", date = "2026"})"));
  EXPECT_FALSE(with_refusal(R"({text = "no", means = "auth_rejected", date = "2026"})"));
  EXPECT_FALSE(with_refusal(R"({text = "no", means = "auth_rejected", who = "a page"})"));
  EXPECT_FALSE(with_refusal(R"({text = "no", means = "auth_refused", who = "a page", date = "2026"})"));
}

TEST(ProviderTable, WhatIsNotUnderstoodIsRefusedWithItsLine) {
  EXPECT_EQ(ProviderTable::parse(row_with("name =", "nome =")).error(), "line 4: unknown key 'nome'");
  EXPECT_THAT(ProviderTable::parse(row_with("imaps://imap", "smtps://imap")).error(), HasSubstr("'imap'"));
  EXPECT_THAT(ProviderTable::parse(row_with("full_address", "something")).error(), HasSubstr("'login'"));
  EXPECT_THAT(ProviderTable::parse(std::string(k_good_row) + std::string(k_good_row)).error(), HasSubstr("twice"));
  EXPECT_THAT(ProviderTable::parse("[[provider]\n").error(), HasSubstr("line 1"));
}

TEST(BuiltInTable, EveryRowHasItsGrounds) {
  EXPECT_EQ(built_in().providers().size(), 17U);
  for (const Provider& provider : built_in().providers()) {
    EXPECT_NE(provider.certainty, SourceCertainty::unknown) << provider.id;
    EXPECT_THAT(provider.sources, Not(IsEmpty())) << provider.id;
    EXPECT_THAT(provider.sources, Each(HasSubstr(" ("))) << provider.id;
  }
}

TEST(BuiltInTable, AllHostsAreReachedWithImplicitTls) {
  for (const Provider& provider : built_in().providers()) {
    for (const Endpoint& endpoint : provider.endpoints) {
      EXPECT_EQ(endpoint.tls, TlsMode::implicit) << provider.id;
      EXPECT_EQ(endpoint.port, default_port(endpoint.protocol, TlsMode::implicit)) << provider.id;
    }
  }
}

TEST(BuiltInTable, NoDomainBelongsToTwoProviders) {
  std::set<std::string> seen;
  for (const Provider& provider : built_in().providers()) {
    for (const std::string& domain : provider.domains) {
      EXPECT_TRUE(seen.insert(domain).second) << domain;
    }
  }
}

TEST(BuiltInTable, NoProviderIsOfferedAHostFromTheListOfWrongOnes) {
  for (const Provider& provider : built_in().providers()) {
    for (const Endpoint& endpoint : provider.endpoints) {
      EXPECT_FALSE(built_in().wrong_host(endpoint.host)) << endpoint.host;
    }
  }
}

TEST(BuiltInTable, ArubaIsKnownInFull) {
  const Provider* aruba = built_in().find_provider("aruba");
  ASSERT_NE(aruba, nullptr);
  EXPECT_EQ(aruba->endpoints, (std::vector<Endpoint>{{Protocol::imap, "imaps.pec.aruba.it", 993, TlsMode::implicit},
                                                     {Protocol::pop3, "pop3s.pec.aruba.it", 995, TlsMode::implicit},
                                                     {Protocol::smtp, "smtps.pec.aruba.it", 465, TlsMode::implicit}}));
  EXPECT_EQ(aruba->login_form, LoginForm::full_address);
  EXPECT_EQ(aruba->app_password_months, 3);
}

TEST(BuiltInTable, EveryProviderThatIsKnownIsThereWithItsServers) {
  std::vector<std::string> rows;
  for (const Provider& provider : built_in().providers()) {
    std::string row = provider.id;
    for (const Endpoint& endpoint : provider.endpoints) {
      row += " " + endpoint.host;
    }
    rows.push_back(row);
  }
  EXPECT_THAT(
      rows, testing::UnorderedElementsAre(
                "aruba imaps.pec.aruba.it pop3s.pec.aruba.it smtps.pec.aruba.it",
                "legalmail mbox.cert.legalmail.it mbox.cert.legalmail.it sendm.cert.legalmail.it",
                "namirial imaps.sicurezzapostale.it pops.sicurezzapostale.it smtps.sicurezzapostale.it",
                "postecert mail.postecert.it mail.postecert.it mail.postecert.it",
                "postecertifica mail.postecertifica.it mail.postecertifica.it",
                "register imap.pec-email.com smtp.pec-email.com", "actalis imap.pec.actalis.it smtp.pec.actalis.it",
                "telecompost mail.telecompost.it smtp.telecompost.it", "tim imap.pectim.it smtps.pectim.it",
                "libero mail.postacert.it.net mail.postacert.it.net",
                "intesi imap.ig-trustmail.com pop.ig-trustmail.com smtp.ig-trustmail.com",
                "irideos imap.pec.irideos.it pop.pec.irideos.it smtp.pec.irideos.it",
                "notariato imap.pec.notariato.it smtp.pec.notariato.it",
                "vodafone imap.postacert.vodafone.it postacert.vodafone.it",
                "istruzione imap.pec.istruzione.it smtp.pec.istruzione.it",
                "basilicata imaps.pec.basilicatanet.it smtps.pec.basilicatanet.it", "pecmessages smtp.pecmessages.it"));
}

TEST(BuiltInTable, EveryRowWasHeldAgainstItsSourcesOnADay) {
  for (const Provider& provider : built_in().providers()) {
    EXPECT_TRUE(provider.checked) << provider.id;
  }
}

TEST(BuiltInTable, APasswordRuleWithMonthsSaysWhenThePasswordIsNeeded) {
  for (const Provider& provider : built_in().providers()) {
    const bool has_validity = provider.app_password_months || provider.app_password_days;
    EXPECT_EQ(has_validity, provider.app_password != AppPasswordUse::unknown) << provider.id;
  }
}

TEST(BuiltInTable, AServiceCanBeLessSureThanItsRow) {
  const Provider* legalmail = built_in().find_provider("legalmail");
  EXPECT_EQ(legalmail->certainty_of(Protocol::pop3), SourceCertainty::medium);
  EXPECT_EQ(legalmail->certainty_of(Protocol::imap), SourceCertainty::sure);
}

TEST(BuiltInTable, TheProviderIsInferredFromTheDomainOrAParentOfIt) {
  EXPECT_EQ(inferred("ditta@pec.it"), "aruba");
  EXPECT_EQ(inferred("Ditta@ArubaPEC.It"), "aruba");
  EXPECT_EQ(inferred("ditta@comune.pec.it"), "aruba");
  EXPECT_EQ(inferred("ditta@ordine.legalmail.it"), "legalmail");
  EXPECT_EQ(inferred("ditta@pec.it."), "aruba");
}

TEST(BuiltInTable, ADomainThatIsNotInTheTableIsNeverGuessed) {
  EXPECT_EQ(inferred("ditta@pec.example"), "");
  EXPECT_EQ(inferred("ditta@xpec.it"), "");
  EXPECT_EQ(inferred("ditta@it"), "");
  EXPECT_EQ(inferred("pec.it"), "");
  EXPECT_EQ(inferred(""), "");
}

TEST(BuiltInTable, ADomainThatOnlyListsNameIsSuggestedNotUsed) {
  EXPECT_EQ(inferred("ditta@pec.cloud"), "");
  ASSERT_NE(built_in().possible_provider("ditta@pec.cloud"), nullptr);
  EXPECT_EQ(built_in().possible_provider("ditta@pec.cloud")->id, "aruba");
}

TEST(BuiltInTable, AClosedServiceIsNamedAndNotOffered) {
  EXPECT_EQ(inferred("nome@postacertificata.gov.it"), "");
  EXPECT_EQ(built_in().find_provider("postacertificat"), nullptr);
  ASSERT_NE(built_in().closed_service("nome@postacertificata.gov.it"), nullptr);
  EXPECT_EQ(built_in().closed_service("nome@postacertificata.gov.it")->since, 2015);
}

TEST(BuiltInTable, AKnownWrongHostComesWithTheRightOne) {
  EXPECT_EQ(built_in().wrong_host("SMTP.pec.aruba.it"), (WrongHost{WrongHostReason::misspelt, "smtps.pec.aruba.it"}));
  EXPECT_EQ(built_in().wrong_host("imaps.aruba.it"), (WrongHost{WrongHostReason::ordinary_mail, "imaps.pec.aruba.it"}));
  EXPECT_EQ(built_in().wrong_host("legalmail.it"), (WrongHost{WrongHostReason::mailbox_domain, ""}));
  EXPECT_EQ(built_in().wrong_host("mail.example"), std::nullopt);
}

}  // namespace
}  // namespace pecprobe
