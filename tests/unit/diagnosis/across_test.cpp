// What the services of one account say about each other.
#include "tests/unit/diagnosis/facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {

namespace {

using ::testing::ElementsAre;
using enum Protocol;
using Kind = Evidence::Kind;

std::vector<Code> codes_of(const std::vector<ServiceFacts>& services, const Knowledge& knowledge = {}) {
  std::vector<Code> codes;
  for (const Diagnosis& diagnosis : diagnose(services, knowledge)) {
    codes.push_back(diagnosis.code);
  }
  return codes;
}

Knowledge expiring_on(std::chrono::sys_days day) { return {TwoStep::unknown, {std::nullopt, day}, k_today}; }

ServiceFacts generic_refusal(Protocol protocol) {
  return protocol == smtp
             ? login_refused(smtp, "535 5.7.8 Authentication failed")
             : login_refused(protocol, protocol == imap ? "NO [AUTHENTICATIONFAILED] Authentication failed."
                                                        : "-ERR [AUTH] Authentication failed.");
}

TEST(TogetherWithOthers, ARefusalBesideAnAcceptedLoginIsASwitchedOffProtocol) {
  const std::vector<ServiceFacts> services = {passed(imap), generic_refusal(pop3)};
  EXPECT_EQ(
      diagnose(services, {})[1],
      (Diagnosis{Code::auth_protocol_disabled,
                 Certainty::deduced,
                 Retry::dangerous,
                 {{Kind::server_line, "-ERR [AUTH] Authentication failed."},
                  {Kind::other_service, "imap: accepted: OK Logged in"}},
                 {{Code::auth_protocol_disabled, "protocol_disabled"}, {Code::auth_locked, "temporarily_blocked"}},
                 ""}));
}

TEST(TogetherWithOthers, TheOrderOfTheServicesDoesNotMatter) {
  EXPECT_THAT(codes_of({generic_refusal(imap), generic_refusal(pop3), passed(smtp)}),
              ElementsAre(Code::auth_protocol_disabled, Code::auth_protocol_disabled, Code::ok));
}

TEST(TogetherWithOthers, AnAcceptedPasswordCountsThoughTheMailboxFailed) {
  EXPECT_THAT(codes_of({stopped_by(imap, Stop::mailbox_refused, "NO [SERVERBUG] oops"), generic_refusal(pop3)}),
              ElementsAre(Code::mailbox_unavailable, Code::auth_protocol_disabled));
}

TEST(TogetherWithOthers, ARefusalWithAReasonKeepsItBesideAnAcceptedLogin) {
  EXPECT_THAT(codes_of({passed(imap), login_refused(pop3, "-ERR [SYS/TEMP] no"),
                        login_refused(smtp, "535 5.7.8 account locked")}),
              ElementsAre(Code::ok, Code::auth_temporary, Code::auth_locked));
}

TEST(TogetherWithOthers, AServiceThatWasNotReachedExplainsNothing) {
  EXPECT_THAT(codes_of({not_connected({ConnectOutcome::refused}), generic_refusal(pop3)}),
              ElementsAre(Code::connect_refused, Code::auth_rejected));
}

TEST(TogetherWithOthers, AStatedCauseExplainsTheGenericRefusals) {
  const std::vector<ServiceFacts> services = {generic_refusal(smtp),
                                              login_refused(imap, "NO [EXPIRED] Password expired")};
  const std::vector<Diagnosis> diagnoses = diagnose(services, {});
  EXPECT_EQ(diagnoses[0],
            (Diagnosis{Code::auth_password_expired,
                       Certainty::deduced,
                       Retry::pointless,
                       {{Kind::server_line, "535 5.7.8 Authentication failed"},
                        {Kind::other_service, "imap: auth_password_expired: NO [EXPIRED] Password expired"}},
                       {},
                       ""}));
  EXPECT_EQ(diagnoses[1].certainty, Certainty::stated);
}

TEST(TogetherWithOthers, AnOutageOfOneExplainsTheRefusalOfAnother) {
  EXPECT_THAT(
      codes_of({login_refused(imap, "NO [UNAVAILABLE] Temporary authentication failure."), generic_refusal(smtp)}),
      ElementsAre(Code::auth_temporary, Code::auth_temporary));
}

TEST(TogetherWithOthers, ADisabledAccountExplainsTheRefusalOfAnother) {
  EXPECT_THAT(codes_of({login_refused(imap, "NO [CONTACTADMIN] Login disabled"), generic_refusal(pop3)}),
              ElementsAre(Code::auth_account_disabled, Code::auth_account_disabled));
}

TEST(TogetherWithOthers, APossibleCauseExplainsNothing) {
  EXPECT_THAT(codes_of({login_refused(pop3, "-ERR [SYS/PERM] call us"), generic_refusal(smtp)}),
              ElementsAre(Code::auth_account_disabled, Code::auth_rejected));
}

TEST(TogetherWithOthers, ACauseOfOneServiceOnlyExplainsNothing) {
  EXPECT_THAT(codes_of({login_refused(imap, "NO [LIMIT] Too many"), generic_refusal(smtp)}),
              ElementsAre(Code::auth_connection_limit, Code::auth_rejected));
}

TEST(TheDatesOnRecord, MakeAGenericRefusalAnExpiredPassword) {
  const ServiceFacts facts = generic_refusal(smtp);
  const Diagnosis diagnosis = diagnosis_of(facts, expiring_on(k_today - std::chrono::days{1}));
  EXPECT_EQ(diagnosis.code, Code::auth_password_expired);
  EXPECT_EQ(diagnosis.certainty, Certainty::deduced);
  EXPECT_THAT(diagnosis.evidence, ElementsAre(Evidence{Kind::server_line, "535 5.7.8 Authentication failed"},
                                              Evidence{Kind::date_on_record, "2026-11-21"}));
  ASSERT_FALSE(diagnosis.hypotheses.empty());
  EXPECT_EQ(diagnosis.hypotheses.front(),
            (Hypothesis{Code::auth_password_expired, "password_expired_on_record", k_today - std::chrono::days{1}}));
}

TEST(TheDatesOnRecord, SayNothingOnTheLastDay) {
  EXPECT_EQ(code_of(generic_refusal(smtp), expiring_on(k_today)), Code::auth_rejected);
}

TEST(TheDatesOnRecord, SayNothingAboutAnAcceptedPassword) {
  EXPECT_EQ(code_of(passed(imap), expiring_on(k_today - std::chrono::days{9})), Code::ok);
}

TEST(TheDatesOnRecord, WeighLessThanAnAcceptedLogin) {
  EXPECT_THAT(codes_of({passed(imap), generic_refusal(pop3)}, expiring_on(k_today - std::chrono::days{9})),
              ElementsAre(Code::ok, Code::auth_protocol_disabled));
}

TEST(TheDatesOnRecord, WeighLessThanAnOutageThatIsStated) {
  EXPECT_THAT(codes_of({login_refused(imap, "NO [UNAVAILABLE] no"), generic_refusal(smtp)},
                       expiring_on(k_today - std::chrono::days{9})),
              ElementsAre(Code::auth_temporary, Code::auth_temporary));
}

TEST(NoServices, GiveNoDiagnoses) { EXPECT_TRUE(diagnose({}, {}).empty()); }

}  // namespace

}  // namespace pecprobe::test
