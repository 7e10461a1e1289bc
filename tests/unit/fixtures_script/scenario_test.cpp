#include "fixtures/script/scenario.hpp"

#include "tests/unit/fixtures_script/parsing.hpp"

#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(AScenario, WithoutAccountsHasTheStandardOne) {
  const Scenario scenario = parsed("");
  ASSERT_EQ(scenario.accounts.size(), 1U);
  EXPECT_EQ(scenario.accounts[0].address, "casella@pec.example");
  EXPECT_EQ(scenario.accounts[0].users[0].passwords.password(0), "app-password-1");
}

TEST(AScenario, TakesItsNameAndGroupFromItsFile) {
  const Scenario scenario = parsed("");
  EXPECT_EQ(scenario.group, "group");
  EXPECT_EQ(scenario.name, "name");
}

TEST(AScenario, SaysWhereItsKnowledgeComesFrom) {
  const Scenario scenario = parsed("source \"RFC 5530 §3\" 2026-11-22");
  ASSERT_EQ(scenario.sources.size(), 2U);
  EXPECT_EQ(scenario.sources[0].text, "");
  EXPECT_EQ(scenario.sources[1].text, "RFC 5530 §3");
  EXPECT_EQ(to_string(scenario.sources[1].date), "2026-11-22T00:00:00Z");
}

TEST(AScenario, SaysWhatAProbeMustFind) {
  const Scenario scenario = parsed(R"(
    expect smtp auth_rejected certainty possible step authenticate likeliest wrong_password logins 1
    expect imap ok warning no_logout_answer warning cert_cn_only
    expect together smtp skipped_lockout_guard
    expect together logins 2
    expect exit 1
  )");
  ASSERT_EQ(scenario.expectations.size(), 4U);
  const Expectation& first = scenario.expectations[0];
  EXPECT_EQ(first.run, Run::alone);
  EXPECT_EQ(first.protocol, Protocol::smtp);
  EXPECT_EQ(first.code, "auth_rejected");
  EXPECT_EQ(first.certainty, "possible");
  EXPECT_EQ(first.step, "authenticate");
  EXPECT_EQ(first.likeliest, "wrong_password");
  EXPECT_EQ(first.logins, 1);
  EXPECT_THAT(first.warnings, IsEmpty());
  EXPECT_THAT(scenario.expectations[1].warnings, ElementsAre("cert_cn_only", "no_logout_answer"));
  EXPECT_EQ(scenario.expectations[2].run, Run::together);
  EXPECT_EQ(scenario.expectations[3].protocol, std::nullopt);
  EXPECT_EQ(scenario.expectations[3].logins, 2);
  EXPECT_EQ(scenario.exit_status, 1);
  EXPECT_THAT(protocols_of(scenario), ElementsAre(Protocol::imap, Protocol::smtp));
  EXPECT_THAT(codes_of(scenario), ElementsAre("auth_rejected", "ok", "skipped_lockout_guard"));
}

TEST(AScenario, SaysHowTheProbeIsRun) {
  const ProbeSpec plain = parsed("").probe;
  EXPECT_THAT(plain.modes, ElementsAre(ProbeMode::implicit));
  EXPECT_EQ(plain.address, "casella@pec.example");
  EXPECT_EQ(plain.password, "app-password-1");
  const ProbeSpec probe = parsed(R"(
    probe mode implicit starttls
    probe password "other"
    probe login "M123456"
    probe options "--check-sender" "--timeout" "2"
  )")
                              .probe;
  EXPECT_THAT(probe.modes, ElementsAre(ProbeMode::implicit, ProbeMode::starttls));
  EXPECT_EQ(probe.password, "other");
  EXPECT_EQ(probe.login, "M123456");
  EXPECT_THAT(probe.options, ElementsAre("--check-sender", "--timeout", "2"));
}

TEST(AServerStatement, OutsideABlockIsAboutAllProtocols) {
  const Scenario scenario = parsed("certificate expired\nimap { certificate self_signed }\ntls 1.2\npace 20ms");
  EXPECT_EQ(scenario.servers[Protocol::imap].certificate.kind, CertificateKind::self_signed);
  EXPECT_EQ(scenario.servers[Protocol::pop3].certificate.kind, CertificateKind::expired);
  EXPECT_EQ(scenario.servers[Protocol::smtp].certificate.kind, CertificateKind::expired);
  EXPECT_THAT(scenario.servers[Protocol::smtp].tls_versions, ElementsAre(TlsVersion::tls_1_2));
  EXPECT_EQ(scenario.servers[Protocol::imap].pace, std::chrono::milliseconds{20});
}

TEST(AServerStatement, GivesACertificateItsDetails) {
  const auto& servers = parsed("certificate valid ends_in 5d lasts 36500d hosts \"a.example\" \"b.example\"").servers;
  const CertificateSpec& spec = servers[Protocol::imap].certificate;
  EXPECT_EQ(spec.ends_in, std::chrono::days{5});
  EXPECT_EQ(spec.lasts, std::chrono::days{36'500});
  EXPECT_THAT(spec.hosts, ElementsAre("a.example", "b.example"));
  EXPECT_EQ(parsed("certificate resigned_by \"Shield Root\"").servers[Protocol::pop3].certificate.issuer,
            "Shield Root");
}

TEST(AServerStatement, SaysHowThePortIs) {
  const auto& servers = parsed("imap { listen closed }\npop3 { listen silent }\nsmtp { listen full }").servers;
  EXPECT_EQ(servers[Protocol::imap].listening, Listening::closed);
  EXPECT_EQ(servers[Protocol::pop3].listening, Listening::silent);
  EXPECT_EQ(servers[Protocol::smtp].listening, Listening::full);
}

TEST(AServerStatement, ChangesWhatIsOffered) {
  const Scenario scenario = parsed(R"(
    imap {
      capability remove "SASL-IR"
      capability before_tls add "AUTH=PLAIN"
      mechanisms CRAM-MD5 SCRAM-SHA-256
      login_command off
      cleartext_login on
    }
    smtp { mechanisms none }
  )");
  const ServerSpec& imap = scenario.servers[Protocol::imap];
  ASSERT_EQ(imap.capability_changes.size(), 2U);
  EXPECT_EQ(imap.capability_changes[0].kind, CapabilityChange::Kind::remove);
  EXPECT_EQ(imap.capability_changes[1].scope, Scope::before_tls);
  EXPECT_THAT(imap.capability_changes[1].items, ElementsAre("AUTH=PLAIN"));
  EXPECT_THAT(imap.mechanisms, ElementsAre("CRAM-MD5", "SCRAM-SHA-256"));
  EXPECT_EQ(imap.login_command, Switch::off);
  EXPECT_EQ(imap.cleartext_login, Switch::on);
  EXPECT_THAT(scenario.servers[Protocol::smtp].mechanisms, IsEmpty());
  EXPECT_THAT(scenario.servers[Protocol::pop3].mechanisms, ElementsAre("PLAIN", "LOGIN"));
}

TEST(AServerStatement, GivesLoginsTheirWording) {
  const Scenario scenario = parsed("smtp { wording wrong \"535-no\" \"535 ${login}\" }");
  const auto& lines = scenario.servers[Protocol::smtp].wordings.at(LoginOutcome::wrong);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1].expand([](Variable) { return std::string("who"); }), "535 who");
}

TEST(AServerStatement, SaysHowStarttlsFails) {
  const auto& servers = parsed(
                            "imap { starttls inject \"* OK\\r\\n\" }\npop3 { starttls strip "
                            "}\nsmtp { starttls refuse }")
                            .servers;
  EXPECT_EQ(servers[Protocol::imap].starttls.behaviour, StarttlsBehaviour::inject);
  EXPECT_EQ(servers[Protocol::imap].starttls.text.literal(), "* OK\r\n");
  EXPECT_EQ(servers[Protocol::pop3].starttls.behaviour, StarttlsBehaviour::strip);
  EXPECT_EQ(servers[Protocol::smtp].starttls.behaviour, StarttlsBehaviour::refuse);
}

std::optional<std::string> library(std::string_view name) {
  if (name == "base") {
    return "title \"base\"\nsource none\nnow 2026-11-22\ncertificate expired\naccount "
           "\"a@b.example\" { password \"x\" }\n"
           "expect imap ok\n";
  }
  if (name == "circle") {
    return "like circle\ntitle \"c\"\nsource none\n";
  }
  return std::nullopt;
}

TEST(AScenarioLikeAnother, TakesItsServersAndAccountsButNotItsExpectations) {
  const auto scenario = parse_scenario("g/n.scn", R"(
    like base
    title "t"
    source none
    pop3 { certificate valid }
  )",
                                       library);
  ASSERT_TRUE(scenario) << scenario.error();
  EXPECT_EQ(scenario->servers[Protocol::imap].certificate.kind, CertificateKind::expired);
  EXPECT_EQ(scenario->servers[Protocol::pop3].certificate.kind, CertificateKind::valid);
  ASSERT_EQ(scenario->accounts.size(), 1U);
  EXPECT_EQ(scenario->accounts[0].address, "a@b.example");
  EXPECT_EQ(to_string(scenario->now.value()), "2026-11-22T00:00:00Z");
  EXPECT_THAT(scenario->expectations, IsEmpty());
  EXPECT_EQ(scenario->title, "t");
}

TEST(AScenarioLikeAnother, PutsItsOwnAccountInThePlaceOfTheSameOne) {
  const auto scenario = parse_scenario("g/n.scn", R"(
    like base
    title "t"
    source none
    account "a@b.example" { password "y" }
  )",
                                       library);
  ASSERT_TRUE(scenario) << scenario.error();
  ASSERT_EQ(scenario->accounts.size(), 1U);
  EXPECT_EQ(scenario->accounts[0].users[0].passwords.password(0), "y");
}

TEST(AScenarioLikeAnother, HasItsOwnRulesBeforeThoseItTookOver) {
  const auto load = [](std::string_view) {
    return std::optional<std::string>("title \"b\"\nsource none\nimap { greeting \"* OK base\" }\n");
  };
  const auto scenario =
      parse_scenario("g/n.scn", "like b\ntitle \"t\"\nsource none\nimap { greeting \"* OK own\" }\n", load);
  ASSERT_TRUE(scenario) << scenario.error();
  const auto& rules = scenario->servers[Protocol::imap].rules;
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].steps[0].texts[0].literal(), "* OK own");
  EXPECT_EQ(rules[1].steps[0].texts[0].literal(), "* OK base");
}

TEST(AScenarioLikeAnother, CannotBeLikeItself) {
  const auto scenario = parse_scenario("g/n.scn", "like circle\ntitle \"t\"\nsource none\n", library);
  ASSERT_FALSE(scenario);
  EXPECT_THAT(scenario.error(), testing::HasSubstr("stand in a circle, or too deep"));
}

}  // namespace
}  // namespace pecmock::test
