#include "tests/unit/diagnosis/facts.hpp"
#include "tests/unit/diagnosis/joint_examples.hpp"
#include "tests/unit/diagnosis/rule_examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace pecprobe::test {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using enum Protocol;

std::vector<std::string> ids_of(const Diagnosis& diagnosis) {
  std::vector<std::string> ids;
  for (const Hypothesis& hypothesis : diagnosis.hypotheses) {
    ids.push_back(hypothesis.id);
  }
  return ids;
}

std::vector<std::string> ids_behind_a_refusal(const Knowledge& knowledge) {
  return ids_of(diagnosis_of(login_refused(smtp, "535 5.7.8 Authentication failed"), knowledge));
}

TEST(HypothesesOfARefusal, BeginWithTheWebmailPasswordWhereTwoStepsAreOn) {
  EXPECT_THAT(
      ids_behind_a_refusal({TwoStep::on, {}, k_today}),
      ElementsAre("webmail_password_used", "password_expired", "password_not_generated", "password_deactivated",
                  "wrong_password", "protocol_disabled", "login_form", "account_suspended", "temporarily_blocked"));
}

TEST(HypothesesOfARefusal, NameNoAppPasswordWhereTwoStepsAreOff) {
  EXPECT_THAT(ids_behind_a_refusal({TwoStep::off, {}, k_today}),
              ElementsAre("mailbox_password_wrong", "mailbox_password_expired", "protocol_disabled", "login_form",
                          "account_suspended", "temporarily_blocked"));
}

TEST(HypothesesOfARefusal, DoNotNameExpiryBeforeTheDateOnRecord) {
  const Knowledge knowledge{TwoStep::unknown, {std::nullopt, k_today + std::chrono::days{30}}, k_today};
  EXPECT_THAT(ids_behind_a_refusal(knowledge), Not(Contains("password_expired")));
  EXPECT_THAT(ids_behind_a_refusal(knowledge), Not(Contains("password_not_generated")));
}

TEST(HypothesesOfARefusal, BeginWithExpiryAfterTheDateOnRecord) {
  const Knowledge knowledge{TwoStep::on, {std::nullopt, k_today - std::chrono::days{30}}, k_today};
  EXPECT_EQ(ids_behind_a_refusal(knowledge).front(), "password_expired_on_record");
}

TEST(HypothesesOfARefusal, PutASwitchedOffProtocolLastWhereEveryServiceRefused) {
  const std::vector<ServiceFacts> services = {login_refused(imap, "NO no"), login_refused(smtp, "535 no")};
  for (const Diagnosis& diagnosis : diagnose(services, {})) {
    EXPECT_EQ(ids_of(diagnosis).back(), "all_protocols_disabled");
  }
}

Knowledge issued_on(std::chrono::sys_days day, std::chrono::sys_days expiry) {
  return {TwoStep::on, {day, expiry}, k_today};
}

TEST(HypothesesOfARefusal, NameTheDateThatRanksThem) {
  const std::chrono::sys_days expiry = k_today - std::chrono::days{8};
  const Diagnosis expired =
      diagnosis_of(login_refused(smtp, "535 5.7.8 no"), issued_on(k_today - std::chrono::days{100}, expiry));
  EXPECT_EQ(expired.hypotheses.front(),
            (Hypothesis{Code::auth_password_expired, "password_expired_on_record", expiry}));
  const std::chrono::sys_days end = k_today + std::chrono::days{30};
  const Diagnosis valid =
      diagnosis_of(login_refused(smtp, "535 5.7.8 no"), issued_on(k_today - std::chrono::days{60}, end));
  EXPECT_THAT(valid.hypotheses, Contains(Hypothesis{Code::auth_rejected, "password_replaced_early", end}));
}

TEST(HypothesesOfARefusal, TurnRoundWithoutTwoSteps) {
  const Knowledge off{TwoStep::off, {k_today - std::chrono::days{100}, k_today - std::chrono::days{8}}, k_today};
  const Diagnosis diagnosis = diagnosis_of(login_refused(smtp, "535 5.7.8 no"), off);
  EXPECT_EQ(diagnosis.code, Code::auth_rejected);
  EXPECT_THAT(ids_of(diagnosis),
              ElementsAre("app_password_not_needed", "mailbox_password_wrong", "mailbox_password_expired",
                          "protocol_disabled", "login_form", "account_suspended", "temporarily_blocked"));
}

TEST(HypothesesOfARefusal, BeginWithTheAppPasswordWhereTheProviderIssuesThem) {
  Knowledge known;
  known.app_passwords = AppPasswords::issued;
  EXPECT_EQ(ids_behind_a_refusal(known).front(), "webmail_password_used");
  EXPECT_EQ(ids_behind_a_refusal({}).front(), "wrong_password");
}

TEST(HypothesesOfARefusal, BeginWithAUserNameOfTheWrongForm) {
  struct Case {
    AccountKind kind;
    LoginForm wanted;
    LoginForm sent;
    std::string_view first;
  };
  constexpr auto k_cases = std::to_array<Case>({
      {AccountKind::mailbox, LoginForm::user_id, LoginForm::full_address, "login_is_user_id"},
      {AccountKind::mailbox, LoginForm::full_address, LoginForm::user_id, "login_is_address"},
      {AccountKind::archive, LoginForm::full_address, LoginForm::full_address, "login_of_archive"},
      {AccountKind::multiuser, LoginForm::full_address, LoginForm::full_address, "login_of_collaborator"},
      {AccountKind::multiuser, LoginForm::full_address, LoginForm::user_id, "wrong_password"},
      {AccountKind::mailbox, LoginForm::unknown, LoginForm::user_id, "wrong_password"},
  });
  for (const Case& c : k_cases) {
    Knowledge known;
    known.kind = c.kind;
    known.login_form = c.wanted;
    known.login_sent = c.sent;
    EXPECT_EQ(ids_behind_a_refusal(known).front(), c.first);
  }
}

TEST(HypothesesOfARefusal, BeginWithAPasswordThatLooksMistyped) {
  Knowledge known;
  known.password_looks_mistyped = true;
  EXPECT_EQ(ids_behind_a_refusal(known).front(), "mistyped_password");
}

TEST(HypothesesOfARefusal, AskForPatienceWithAPasswordOfToday) {
  EXPECT_EQ(ids_behind_a_refusal(issued_on(k_today, k_today + std::chrono::days{90})).front(),
            "password_not_active_yet");
  EXPECT_THAT(ids_behind_a_refusal(issued_on(k_today - std::chrono::days{2}, k_today + std::chrono::days{88})),
              Not(Contains("password_not_active_yet")));
}

TEST(HypothesesOfARefusal, BeginWithTroubleOfTheServerWhereAnotherServiceHasSome) {
  const ServiceFacts refused = login_refused(smtp, "535 5.7.8 no");
  for (const ServiceFacts& trouble :
       {stopped_by(imap, Stop::greeting_refused, "* BYE Server busy"), lost(imap, Stop::reset, Step::authenticate),
        login_refused(imap, "NO [LIMIT] Too many connections")}) {
    EXPECT_EQ(ids_of(diagnose(std::vector{refused, trouble}, {})[0]).front(), "server_trouble");
  }
}

TEST(HypothesesOfASwitchedOffProtocol, BeginWithPatienceWhereThePasswordIsOfToday) {
  const std::vector<ServiceFacts> services = {passed(imap), login_refused(smtp, "535 5.7.8 no")};
  EXPECT_THAT(ids_of(diagnose(services, issued_on(k_today, k_today + std::chrono::days{90}))[1]),
              ElementsAre("password_not_active_yet", "protocol_disabled", "temporarily_blocked"));
}

TEST(HypothesesOfSilence, BlameTheNetworkWhereNothingAnswers) {
  const ServiceFacts silent = not_connected({ConnectOutcome::timed_out});
  EXPECT_THAT(ids_of(diagnose(std::vector{silent, silent}, {})[0]),
              ElementsAre("network_closed", "provider_outage", "wrong_port_or_mode"));
}

TEST(HypothesesOfSilence, BlameAFirewallAndName587WhereOnly465DoesNotAnswer) {
  const ServiceFacts silent = with(not_connected({ConnectOutcome::timed_out}), [](ServiceFacts& f) {
    f.endpoint = {smtp, "smtp.pec.example", 465, TlsMode::implicit};
  });
  EXPECT_THAT(ids_of(diagnose(std::vector{passed(imap), silent}, {})[1]),
              ElementsAre("firewall_blocks_sending", "wrong_port_or_mode"));
  EXPECT_EQ(diagnose(std::vector{passed(imap), silent}, {})[1].evidence.back(),
            (Evidence{Evidence::Kind::other_service, "imap: connected: mail.pec.example:993"}));
}

TEST(HypothesesOfAnUnknownName, BlameTheResolverWhereNoNameIsFound) {
  const auto unknown = [](const char* host) {
    return with(not_connected({}), [&](ServiceFacts& f) {
      f.endpoint.host = host;
      f.resolve.outcome = ResolveOutcome::not_found;
    });
  };
  EXPECT_EQ(ids_of(diagnose(std::vector{unknown("a.example"), unknown("b.example")}, {})[0]).front(), "dns_of_network");
  EXPECT_EQ(ids_of(diagnose(std::vector{unknown("a.example"), unknown("a.example")}, {})[0]).front(),
            "mailbox_domain_as_host");
}

TEST(HypothesesOfACertificate, BeginWithInterceptionWhereOneUnknownIssuerSignedThemAll) {
  const auto signed_by = [](Protocol protocol, std::string_view issuer) {
    return showed(protocol, {.problem = CertificateProblem::untrusted, .issuer = issuer});
  };
  const std::vector<Diagnosis> diagnoses =
      diagnose(std::vector{signed_by(imap, "CN=Ufficio"), signed_by(smtp, "CN=Ufficio")}, {});
  EXPECT_EQ(diagnoses[0].code, Code::tls_cert_untrusted);
  EXPECT_THAT(ids_of(diagnoses[0]),
              ElementsAre("interception_of_all", "chain_untrusted_issuer", "chain_missing_intermediate"));
  EXPECT_EQ(ids_of(diagnose(std::vector{signed_by(imap, "CN=A"), signed_by(smtp, "CN=B")}, {})[0]).front(),
            "chain_untrusted_issuer");
}

TEST(HypothesesOfACertificate, BeginWithTheClockWhereEveryServiceHasTheWrongDate) {
  const ServiceFacts early = certificate_failed({CertificateProblem::not_yet_valid});
  EXPECT_THAT(ids_of(diagnose(std::vector{early, early}, {})[0]), ElementsAre("clock_wrong"));
  EXPECT_EQ(diagnose(std::vector{early, early}, {})[0].code, Code::tls_cert_not_yet_valid);
}

TEST(HypothesesOfACertificate, WeighAMissingIntermediateAgainstAnUnknownIssuer) {
  EXPECT_THAT(ids_of(diagnosis_of(certificate_failed({CertificateProblem::chain_incomplete}))),
              ElementsAre("chain_missing_intermediate", "chain_untrusted_issuer", "antivirus_interception"));
  EXPECT_THAT(ids_of(diagnosis_of(certificate_failed({CertificateProblem::untrusted}))),
              ElementsAre("chain_untrusted_issuer", "antivirus_interception", "chain_missing_intermediate"));
}

TEST(Hypotheses, AreNoneWhereTheServerSaidWhy) {
  EXPECT_THAT(ids_of(diagnosis_of(login_refused(imap, "NO [EXPIRED] Password expired"))), IsEmpty());
  EXPECT_THAT(ids_of(diagnosis_of(login_refused(smtp, "553 5.3.0 The moon is down"))), IsEmpty());
  EXPECT_THAT(ids_of(diagnosis_of(passed(imap))), IsEmpty());
}

TEST(Hypotheses, NameACauseThatHasACodeOfItsOwn) {
  for (const auto& part : {connection_examples(), opening_examples(), login_examples(), after_login_examples()}) {
    for (const RuleExample& example : part) {
      for (const Hypothesis& hypothesis : diagnosis_of(example.decides).hypotheses) {
        EXPECT_NE(hypothesis.code, Code::undiagnosed) << hypothesis.id;
      }
    }
  }
}

TEST(Hypotheses, NameAFirewallBeforeAWrongPortWhereNothingAnswers) {
  EXPECT_THAT(ids_of(diagnosis_of(not_connected({ConnectOutcome::timed_out}))),
              ElementsAre("firewall_blocks_port", "wrong_port_or_mode"));
  EXPECT_THAT(ids_of(diagnosis_of(not_connected({ConnectOutcome::refused}))),
              ElementsAre("wrong_port_or_mode", "firewall_blocks_port"));
}

}  // namespace

}  // namespace pecprobe::test
