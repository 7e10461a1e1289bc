// Every joint rule refines its example, leaves its near miss alone, and is missed when it is switched
// off.
#include "probe/diagnosis/across.hpp"
#include "probe/diagnosis/rule.hpp"
#include "tests/unit/diagnosis/facts.hpp"
#include "tests/unit/diagnosis/joint_examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace pecprobe::test {

namespace {

using ::testing::Each;
using ::testing::Field;
using enum Protocol;

std::vector<Diagnosis> refined(const std::vector<ServiceFacts>& services, const Knowledge& known,
                               std::span<const JointRule> rules = joint_rules()) {
  std::vector<Diagnosis> alone;
  for (const ServiceFacts& service : services) {
    const Sighting seen{service};
    alone.push_back(verdict_of(deciding_rule(seen), seen));
  }
  return seen_together({services, alone, known}, rules);
}

std::vector<JointRule> without(std::string_view name) {
  std::vector<JointRule> rest;
  std::copy_if(joint_rules().begin(), joint_rules().end(), std::back_inserter(rest),
               [&](const JointRule& rule) { return rule.name != name; });
  return rest;
}

TEST(EveryJointRule, HasOneExampleAndEveryExampleARule) {
  std::multiset<std::string_view> rules;
  for (const JointRule& rule : joint_rules()) {
    rules.insert(rule.name);
  }
  std::multiset<std::string_view> examples;
  for (const JointExample& example : joint_examples()) {
    examples.insert(example.rule);
  }
  EXPECT_EQ(examples, rules);
}

TEST(EveryJointRule, IsMissedWhenItIsSwitchedOff) {
  for (const JointExample& example : joint_examples()) {
    EXPECT_NE(refined(example.decides, example.known).front(),
              refined(example.decides, example.known, without(example.rule)).front())
        << example.rule;
  }
}

TEST(EveryJointRule, LeavesItsNearMissAlone) {
  for (const JointExample& example : joint_examples()) {
    EXPECT_EQ(refined(example.near_miss, example.near_known).front(),
              refined(example.near_miss, example.near_known, without(example.rule)).front())
        << example.rule;
  }
}

TEST(EveryJointRule, NamesItsSource) {
  for (const JointRule& rule : joint_rules()) {
    EXPECT_FALSE(rule.source.empty()) << rule.name;
  }
}

// Several certificates of which each is out of date are the clock's doing only where servers would
// hardly fail so.

using Problem = CertificateProblem;

constexpr std::chrono::sys_days day_of(int year, unsigned month, unsigned day) {
  return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day);
}

testing::Matcher<const std::vector<Diagnosis>&> all_are(Code code) { return Each(Field(&Diagnosis::code, code)); }

TEST(TheClock, IsWrongWhereCertificatesOfDifferentDaysEndedAll) {
  EXPECT_THAT(refined({showed(imap, {.problem = Problem::expired, .ends = day_of(2026, 3, 1)}),
                       showed(smtp, {.problem = Problem::expired, .ends = day_of(2026, 6, 1)})},
                      {}),
              all_are(Code::clock_wrong));
}

TEST(TheClock, IsWrongWhereCertificatesOfDifferentIssuersEndedOnOneDay) {
  EXPECT_THAT(refined({showed(imap, {.problem = Problem::expired, .issuer = "CN=One"}),
                       showed(smtp, {.problem = Problem::expired, .issuer = "CN=Another"})},
                      {}),
              all_are(Code::clock_wrong));
}

TEST(TheClock, IsOnlyDeducedWithTheOtherCertificateAsEvidence) {
  const Diagnosis diagnosis = refined({showed(imap, {}), showed(smtp, {.begins = day_of(2027, 2, 2)})}, {}).front();
  EXPECT_EQ(diagnosis.certainty, Certainty::deduced);
  EXPECT_EQ(
      diagnosis.evidence.back(),
      (Evidence{Evidence::Kind::other_service,
                "smtp: subject CN=smtp.pec.example; issuer CN=A public CA; valid from 2027-02-02 to 2027-12-31"}));
}

TEST(TheClock, IsNotBlamedForTheCertificateOfOneServer) {
  EXPECT_THAT(refined({showed(imap, {.problem = Problem::expired})}, {}), all_are(Code::tls_cert_expired));
}

TEST(TheClock, IsNotBlamedForCertificatesThatEndedTogether) {
  EXPECT_THAT(refined({showed(imap, {.problem = Problem::expired}), showed(smtp, {.problem = Problem::expired})}, {}),
              all_are(Code::tls_cert_expired));
}

TEST(TheClock, IsNotBlamedWhereAnIntermediateEnded) {
  EXPECT_THAT(refined({showed(imap, {.problem = Problem::expired, .ends = day_of(2027, 3, 1), .depth = 1}),
                       showed(smtp, {.problem = Problem::expired, .ends = day_of(2027, 6, 1), .depth = 1})},
                      {}),
              all_are(Code::tls_cert_expired));
}

TEST(TheClock, IsNotBlamedWhereOneEndedAndAnotherHasNotBegun) {
  const std::vector<Diagnosis> diagnoses =
      refined({showed(imap, {.problem = Problem::expired, .ends = day_of(2026, 3, 1)}), showed(smtp, {})}, {});
  EXPECT_EQ(diagnoses[0].code, Code::tls_cert_expired);
  EXPECT_EQ(diagnoses[1].code, Code::tls_cert_not_yet_valid);
}

TEST(TheClock, IsNotBlamedWhereAThirdCertificateHolds) {
  ServiceFacts holds = passed(pop3);
  holds.tls->chain = {showed(pop3, {}).tls->chain};
  const std::vector<Diagnosis> diagnoses =
      refined({showed(imap, {}), showed(smtp, {.begins = day_of(2027, 2, 2)}), holds}, {});
  EXPECT_EQ(diagnoses[0].code, Code::tls_cert_not_yet_valid);
  EXPECT_EQ(diagnoses[2].code, Code::ok);
}

}  // namespace

}  // namespace pecprobe::test
