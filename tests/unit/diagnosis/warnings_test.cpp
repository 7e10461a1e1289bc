#include "tests/unit/diagnosis/facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {

void PrintTo(const Warning& warning, std::ostream* out) { *out << to_string(warning.code) << ' ' << warning.detail; }

}  // namespace pecprobe

namespace pecprobe::test {

namespace {

using std::chrono::days;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum Protocol;

ServiceFacts with_certificate(std::chrono::sys_seconds from, std::chrono::sys_seconds to) {
  return with(passed(imap), [&](ServiceFacts& f) { f.tls->chain = {{"CN=a", "CN=b", {}, from, to, "", "", ""}}; });
}

ServiceFacts with_attempts(const std::vector<std::pair<std::string, ConnectOutcome>>& attempts) {
  return with(passed(imap), [&](ServiceFacts& f) {
    f.connect.attempts.clear();
    for (const auto& [address, outcome] : attempts) {
      f.connect.attempts.push_back({address, outcome, 0, "", Duration{}});
    }
  });
}

TEST(WarningsOf, AGoodServiceAreNone) { EXPECT_THAT(service_warnings(passed(imap), k_today), IsEmpty()); }

TEST(WarningsOf, ACertificateNameItsEndWithinTheGivenDays) {
  const ServiceFacts facts = with_certificate(k_today - days{60}, k_today + days{14});
  EXPECT_THAT(service_warnings(facts, k_today), ElementsAre(Warning{WarningCode::cert_expires_soon, "2026-12-06"}));
  EXPECT_THAT(service_warnings(facts, k_today, days{13}), IsEmpty());
}

TEST(WarningsOf, ACertificateThatFailedAreNone) {
  const ServiceFacts facts = with(with_certificate(k_today - days{60}, k_today + days{1}), [](ServiceFacts& f) {
    f.tls->verify_errors = {{CertificateProblem::untrusted, 0, 20, ""}};
  });
  EXPECT_THAT(service_warnings(facts, k_today), IsEmpty());
}

TEST(WarningsOf, ANameOnlyInTheCommonNameAreOne) {
  const ServiceFacts facts =
      with(passed(imap), [](ServiceFacts& f) { f.tls->host_match = HostMatch::matched_common_name_only; });
  EXPECT_THAT(service_warnings(facts, k_today), ElementsAre(Warning{WarningCode::cert_cn_only, "mail.pec.example"}));
}

TEST(WarningsOf, ALongValidityBeginAbove398Days) {
  EXPECT_THAT(service_warnings(with_certificate(k_today - days{1}, k_today + days{397}), k_today), IsEmpty());
  EXPECT_THAT(
      service_warnings(with_certificate(k_today - days{1}, k_today + days{397} + std::chrono::seconds{1}), k_today),
      ElementsAre(Warning{WarningCode::cert_long_validity, "398"}));
}

TEST(WarningsOf, ALongValidityAreNoneForACertificateFromBeforeTheLimit) {
  const std::chrono::sys_days before = std::chrono::year{2020} / 8 / 31;
  EXPECT_THAT(service_warnings(with_certificate(before, before + days{4000}), k_today), IsEmpty());
}

TEST(WarningsOf, AFarewellWithoutAnAnswerAreOneOnlyAfterASuccess) {
  const ServiceFacts silent = with(passed(imap), [](ServiceFacts& f) { f.dialogue.farewell_answered = false; });
  EXPECT_THAT(service_warnings(silent, k_today), ElementsAre(Warning{WarningCode::no_logout_answer, ""}));
  EXPECT_THAT(service_warnings(login_refused(imap, "NO no"), k_today), IsEmpty());
}

TEST(WarningsOf, ABrokenAddressFamilyNeedTheOtherToWork) {
  using enum ConnectOutcome;
  EXPECT_THAT(service_warnings(with_attempts({{"2001:db8::1", unreachable},
                                              {"2001:db8::2", timed_out},
                                              {"192.0.2.1", ConnectOutcome::connected}}),
                               k_today),
              ElementsAre(Warning{WarningCode::address_family_broken, "IPv6"}));
  EXPECT_THAT(
      service_warnings(with_attempts({{"192.0.2.1", refused}, {"2001:db8::1", ConnectOutcome::connected}}), k_today),
      ElementsAre(Warning{WarningCode::address_family_broken, "IPv4"}));
  EXPECT_THAT(
      service_warnings(with_attempts({{"2001:db8::1", abandoned}, {"192.0.2.1", ConnectOutcome::connected}}), k_today),
      IsEmpty());
  EXPECT_THAT(service_warnings(with_attempts({{"2001:db8::1", refused}, {"192.0.2.1", refused}}), k_today), IsEmpty());
}

}  // namespace

}  // namespace pecprobe::test
