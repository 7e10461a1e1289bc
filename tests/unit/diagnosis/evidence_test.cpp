#include "tests/unit/diagnosis/facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = Evidence::Kind;

TEST(EvidenceOf, AnAcceptedLoginIsTheLineThatSaysSo) {
  EXPECT_EQ(diagnosis_of(passed(Protocol::smtp)),
            (Diagnosis{Code::ok,
                       Certainty::stated,
                       Retry::none,
                       {{Kind::server_line, "235 2.7.0 Authentication successful"}},
                       {},
                       ""}));
}

TEST(EvidenceOf, ARefusalIsEveryLineOfIt) {
  ServiceFacts facts = login_refused(Protocol::smtp, "534 5.7.9 Application-specific password required");
  facts.dialogue.auth.reply->lines = {"534-5.7.9 Application-specific password", "534 5.7.9 required"};
  EXPECT_THAT(diagnosis_of(facts).evidence,
              ElementsAre(Evidence{Kind::server_line, "534-5.7.9 Application-specific password"},
                          Evidence{Kind::server_line, "534 5.7.9 required"}));
}

TEST(EvidenceOf, ARefusalWithoutItsLinesIsMadeUpFromItsParts) {
  ServiceFacts facts = login_refused(Protocol::imap, "NO [EXPIRED] Password expired");
  facts.dialogue.auth.reply->lines.clear();
  EXPECT_THAT(diagnosis_of(facts).evidence, ElementsAre(Evidence{Kind::server_line, "NO [EXPIRED] Password expired"}));
}

TEST(EvidenceOf, AnUnknownNameIsTheResolversWord) {
  const ServiceFacts facts = with(not_connected({}), [](ServiceFacts& f) {
    f.resolve.outcome = ResolveOutcome::not_found;
    f.resolve.error = "Name or service not known";
  });
  EXPECT_THAT(diagnosis_of(facts).evidence,
              ElementsAre(Evidence{Kind::system_error, "mail.pec.example: Name or service not known"}));
}

TEST(EvidenceOf, NoConnectionIsEveryAddressThatFailed) {
  const ServiceFacts facts = with(not_connected({}), [](ServiceFacts& f) {
    f.connect.attempts = {{"2001:db8::1", ConnectOutcome::unreachable, 101, "Network is unreachable", Duration{}},
                          {"192.0.2.1", ConnectOutcome::refused, 111, "", Duration{}},
                          {"192.0.2.2", ConnectOutcome::abandoned, 0, "", Duration{}}};
  });
  EXPECT_THAT(diagnosis_of(facts).evidence,
              ElementsAre(Evidence{Kind::system_error, "2001:db8::1: Network is unreachable"},
                          Evidence{Kind::system_error, "192.0.2.1: connection refused"}));
}

TEST(EvidenceOf, ABadCertificateIsEveryErrorAndTheCertificate) {
  ServiceFacts facts = certificate_failed({});
  facts.tls->verify_errors = {{CertificateProblem::untrusted, 1, 20, "unable to get local issuer certificate"},
                              {CertificateProblem::expired, 0, 10, "certificate has expired"}};
  facts.tls->host_match = HostMatch::mismatched;
  EXPECT_THAT(diagnosis_of(facts).evidence,
              ElementsAre(Evidence{Kind::verify_error, "unable to get local issuer certificate (error 20) at depth 1"},
                          Evidence{Kind::verify_error, "certificate has expired (error 10) at depth 0"},
                          Evidence{Kind::verify_error, "mail.pec.example is not a name of the certificate"},
                          Evidence{Kind::certificate,
                                   "subject CN=mail.pec.example; issuer CN=Some CA; valid from 2026-01-01 "
                                   "to 2027-01-01"}));
}

TEST(EvidenceOf, SomethingThatIsNotTlsIsWhatItSent) {
  ServiceFacts facts = tls_failed(TlsFailure::not_tls);
  facts.tls->failure_text = "wrong version number";
  facts.tls->not_tls_bytes = "220 mail.pec.example ESMTP";
  EXPECT_THAT(diagnosis_of(facts).evidence, ElementsAre(Evidence{Kind::tls_error, "wrong version number"},
                                                        Evidence{Kind::server_line, "220 mail.pec.example ESMTP"}));
}

TEST(EvidenceOf, ABrokenProtocolIsTheRuleAndTheBytes) {
  const ServiceFacts facts = with(connected(Protocol::imap), [](ServiceFacts& f) {
    f.dialogue.stop = Stop::protocol_error;
    f.dialogue.protocol_error = "a line is longer than 8192 bytes";
    f.dialogue.unexpected = "* OK aaaa";
  });
  EXPECT_THAT(diagnosis_of(facts).evidence, ElementsAre(Evidence{Kind::limit, "a line is longer than 8192 bytes"},
                                                        Evidence{Kind::server_line, "* OK aaaa"}));
}

TEST(EvidenceOf, AMissingLoginMethodIsWhatWasOfferedAfterTls) {
  const ServiceFacts facts = with(connected(Protocol::imap), [](ServiceFacts& f) {
    f.dialogue.stop = Stop::auth_mechanism_unsupported;
    f.dialogue.before_tls = {"IMAP4REV1", "STARTTLS"};
    f.dialogue.after_tls = {"IMAP4REV1", "AUTH=GSSAPI"};
    f.dialogue.auth.offered = {"GSSAPI", "OAUTHBEARER"};
  });
  const Diagnosis diagnosis = diagnosis_of(facts);
  EXPECT_THAT(diagnosis.evidence, ElementsAre(Evidence{Kind::server_line, "IMAP4REV1 AUTH=GSSAPI"}));
  EXPECT_EQ(diagnosis.detail, "GSSAPI OAUTHBEARER");
}

TEST(EvidenceOf, AnAcceptanceBeforeThePasswordIsTheAnswerOrElseTheGreeting) {
  const ServiceFacts greeted = with(connected(Protocol::imap), [](ServiceFacts& f) {
    f.dialogue.stop = Stop::preauthenticated;
    f.dialogue.greeting = reply("PREAUTH welcome");
  });
  const ServiceFacts answered = with(greeted, [](ServiceFacts& f) { f.dialogue.auth.reply = reply("OK already"); });
  EXPECT_THAT(diagnosis_of(greeted).evidence, ElementsAre(Evidence{Kind::server_line, "PREAUTH welcome"}));
  EXPECT_THAT(diagnosis_of(answered).evidence, ElementsAre(Evidence{Kind::server_line, "OK already"}));
}

TEST(EvidenceOf, ASilentServerIsTheStepInWhichItWasSilent) {
  EXPECT_THAT(diagnosis_of(lost(Protocol::imap, Stop::timed_out, Step::authenticate)).evidence,
              ElementsAre(Evidence{Kind::system_error, "authenticate: no answer in time"}));
}

TEST(EvidenceOf, AnAlertThatDecidedStandsBeforeTheRefusal) {
  ServiceFacts facts = login_refused(Protocol::imap, "NO Login failed.");
  facts.dialogue.alerts = {"Your password has expired"};
  EXPECT_THAT(diagnosis_of(facts).evidence,
              ElementsAre(Evidence{Kind::server_line, "[ALERT] Your password has expired"},
                          Evidence{Kind::server_line, "NO Login failed."}));
}

TEST(DetailOf, AForeignProtocolIsItsName) {
  const ServiceFacts facts = with(connected(Protocol::imap), [](ServiceFacts& f) {
    f.dialogue.stop = Stop::not_this_protocol;
    f.dialogue.looks_like = Lookalike::http;
  });
  EXPECT_EQ(diagnosis_of(facts).detail, "HTTP");
}

TEST(DetailOf, AReferralIsTheHostWithoutTheUser) {
  EXPECT_EQ(diagnosis_of(
                login_refused(Protocol::imap, "NO [REFERRAL imap://a%40pec.example;AUTH=PLAIN@imap2.pec.example/] no"))
                .detail,
            "imap2.pec.example");
  EXPECT_EQ(diagnosis_of(login_refused(Protocol::imap, "NO [REFERRAL nonsense] no")).detail, "");
}

TEST(DetailOf, AnInterceptionIsTheProduct) {
  EXPECT_EQ(diagnosis_of(certificate_failed({CertificateProblem::untrusted}, "CN=Avast Web/Mail Shield Untrusted Root"))
                .detail,
            "Avast");
}

TEST(RetryOf, ARefusedStarttlsIsLaterOnlyWhenTheServerSaysForNow) {
  EXPECT_EQ(diagnosis_of(stopped_by(Protocol::smtp, Stop::starttls_refused, "454 4.7.0 not now")).retry, Retry::later);
  EXPECT_EQ(diagnosis_of(stopped_by(Protocol::smtp, Stop::starttls_refused, "554 5.7.0 no")).retry, Retry::pointless);
}

TEST(EvidenceOf, ACancelledCheckIsNothing) {
  EXPECT_THAT(
      diagnosis_of(with(connected(Protocol::imap), [](ServiceFacts& f) { f.local = LocalStop::cancelled; })).evidence,
      IsEmpty());
}

}  // namespace

}  // namespace pecprobe::test
