#include "tests/unit/diagnosis/facts.hpp"
#include "tests/unit/diagnosis/rule_examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using enum Protocol;

constexpr std::chrono::sys_days k_today = std::chrono::year{2026} / 11 / 22;

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
  EXPECT_THAT(
      ids_behind_a_refusal({TwoStep::off, {}, k_today}),
      ElementsAre("wrong_password", "protocol_disabled", "login_form", "account_suspended", "temporarily_blocked"));
}

TEST(HypothesesOfARefusal, DoNotNameExpiryBeforeTheDateOnRecord) {
  const Knowledge knowledge{TwoStep::unknown, {std::nullopt, k_today + std::chrono::days{30}}, k_today};
  EXPECT_THAT(ids_behind_a_refusal(knowledge), Not(Contains("password_expired")));
  EXPECT_THAT(ids_behind_a_refusal(knowledge), Not(Contains("password_not_generated")));
}

TEST(HypothesesOfARefusal, BeginWithExpiryAfterTheDateOnRecord) {
  const Knowledge knowledge{TwoStep::on, {std::nullopt, k_today - std::chrono::days{30}}, k_today};
  EXPECT_EQ(ids_behind_a_refusal(knowledge).front(), "password_expired");
}

TEST(HypothesesOfARefusal, PutASwitchedOffProtocolLastWhereEveryServiceRefused) {
  const std::vector<ServiceFacts> services = {login_refused(imap, "NO no"), login_refused(smtp, "535 no")};
  for (const Diagnosis& diagnosis : diagnose(services, {})) {
    EXPECT_EQ(ids_of(diagnosis).back(), "protocol_disabled");
  }
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
