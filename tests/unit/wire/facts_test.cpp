// What several single facts come to: addresses, verification, reaching the dialogue.
#include "protocols/wire/service_facts.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace pecprobe {
namespace {

ConnectFacts attempts(std::initializer_list<ConnectOutcome> outcomes) {
  ConnectFacts facts;
  for (const ConnectOutcome outcome : outcomes) {
    AddressAttempt attempt;
    attempt.outcome = outcome;
    facts.attempts.push_back(attempt);
  }
  return facts;
}

TEST(ConnectOutcome, IsConnectedWhereOneAddressAnswered) {
  ConnectFacts facts = attempts({ConnectOutcome::refused, ConnectOutcome::connected, ConnectOutcome::abandoned});
  facts.address = "192.0.2.1";
  EXPECT_EQ(facts.outcome(), ConnectOutcome::connected);
}

TEST(ConnectOutcome, IsRefusedElseUnreachableElseTimedOut) {
  EXPECT_EQ(attempts({ConnectOutcome::timed_out, ConnectOutcome::unreachable, ConnectOutcome::refused}).outcome(),
            ConnectOutcome::refused);
  EXPECT_EQ(attempts({ConnectOutcome::timed_out, ConnectOutcome::unreachable, ConnectOutcome::other}).outcome(),
            ConnectOutcome::unreachable);
  EXPECT_EQ(attempts({ConnectOutcome::other, ConnectOutcome::timed_out}).outcome(), ConnectOutcome::timed_out);
  EXPECT_EQ(attempts({ConnectOutcome::other, ConnectOutcome::abandoned}).outcome(), ConnectOutcome::other);
}

TEST(ConnectOutcome, OfTheProxyWinsAndOfThisComputerStandsBehindARefusal) {
  EXPECT_EQ(attempts({ConnectOutcome::refused, ConnectOutcome::proxy_failed}).outcome(), ConnectOutcome::proxy_failed);
  EXPECT_EQ(attempts({ConnectOutcome::local_failure, ConnectOutcome::refused}).outcome(), ConnectOutcome::refused);
  EXPECT_EQ(attempts({ConnectOutcome::unreachable, ConnectOutcome::local_failure}).outcome(),
            ConnectOutcome::local_failure);
}

TEST(ConnectOutcome, IsATimeoutWhereNothingEndedByItself) {
  EXPECT_EQ(attempts({}).outcome(), ConnectOutcome::timed_out);
  EXPECT_EQ(attempts({ConnectOutcome::abandoned}).outcome(), ConnectOutcome::timed_out);
}

TlsFacts verified_tls() {
  TlsFacts facts;
  facts.version = "TLSv1.3";
  facts.host_match = HostMatch::matched;
  return facts;
}

TEST(TlsFacts, AreVerifiedOnlyWithAHandshakeACertificateAndAName) {
  EXPECT_TRUE(verified_tls().verified());
  TlsFacts facts = verified_tls();
  facts.host_match = HostMatch::matched_common_name_only;
  EXPECT_TRUE(facts.verified());
  for (const HostMatch match : {HostMatch::unchecked, HostMatch::mismatched}) {
    facts.host_match = match;
    EXPECT_FALSE(facts.verified());
  }
}

TEST(TlsFacts, AreNotVerifiedWithAnyErrorOrFailure) {
  TlsFacts facts = verified_tls();
  facts.verify_errors.push_back({CertificateProblem::expired, 0, 10, "certificate has expired"});
  EXPECT_FALSE(facts.verified());
  for (const TlsFailure failure :
       {TlsFailure::not_tls, TlsFailure::timed_out, TlsFailure::version, TlsFailure::client_certificate_required,
        TlsFailure::alert, TlsFailure::closed, TlsFailure::certificate, TlsFailure::other}) {
    facts = verified_tls();
    facts.failure = failure;
    EXPECT_FALSE(facts.verified());
  }
  EXPECT_FALSE(TlsFacts{}.verified()) << "nothing was checked yet";
}

TEST(ServiceFacts, ReachTheDialogueWhenEveryStepBelowItSucceeded) {
  ServiceFacts good;
  good.connect.address = "192.0.2.1";
  EXPECT_TRUE(good.reached_dialogue()) << "without TLS so far, as before STARTTLS";
  good.tls = verified_tls();
  EXPECT_TRUE(good.reached_dialogue());

  ServiceFacts facts = good;
  facts.tls->host_match = HostMatch::mismatched;
  EXPECT_FALSE(facts.reached_dialogue());
  facts = good;
  facts.connect.address.reset();
  EXPECT_FALSE(facts.reached_dialogue());
  facts = good;
  facts.resolve.outcome = ResolveOutcome::failed;
  EXPECT_FALSE(facts.reached_dialogue());
  facts = good;
  facts.local = LocalStop::resources;
  EXPECT_FALSE(facts.reached_dialogue());
}

TEST(Steps, AreNamedAsInReports) {
  std::string names;
  for (const Step step : {Step::resolve, Step::connect, Step::tls, Step::greeting, Step::capabilities, Step::starttls,
                          Step::authenticate, Step::mailbox, Step::sender, Step::recipient, Step::logout}) {
    names += std::string(to_string(step)) + "|";
  }
  EXPECT_EQ(names,
            "resolve|connect|tls|greeting|capabilities|starttls|authenticate|mailbox|sender|"
            "recipient|logout|");
  EXPECT_EQ(to_string(StepStatus::pass), "pass");
  EXPECT_EQ(to_string(StepStatus::fail), "fail");
  EXPECT_EQ(to_string(StepStatus::skip), "skip");
}

}  // namespace
}  // namespace pecprobe
