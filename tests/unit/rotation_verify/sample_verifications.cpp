#include "tests/unit/rotation_verify/sample_verifications.hpp"

#include "tests/support/sample_results.hpp"
#include "tests/unit/rotation_verify/answers.hpp"

#include <utility>

namespace pecprobe::test {

namespace {

using namespace std::chrono_literals;

constexpr Timestamp k_nine{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 9h};

ServiceResult with_line(ServiceResult result, std::string line) {
  Reply reply;
  reply.lines = {std::move(line)};
  result.facts.dialogue.auth.reply = reply;
  return result;
}

/// With the login as it ended, everything below it as of a service that passed.
ServiceResult ended(Protocol protocol, const ServiceResult& answer, std::string line) {
  ServiceResult result = passed_service(protocol);
  result.facts.dialogue.auth = answer.facts.dialogue.auth;
  result.facts.dialogue.stop = answer.facts.dialogue.stop;
  result.diagnosis = answer.diagnosis;
  return with_line(std::move(result), std::move(line));
}

ServiceResult yes(Protocol protocol) {
  return ended(protocol, accepting(protocol),
               protocol == Protocol::smtp ? "235 2.7.0 Authentication successful" : "OK");
}

ServiceResult no(Protocol protocol, ServiceResult (*how)(Protocol)) {
  ServiceResult result = ended(protocol, how(protocol), "535 5.7.8 Authentication failed");
  result.diagnosis.evidence = {{Evidence::Kind::server_line, "535 5.7.8 Authentication failed"}};
  result.diagnosis.retry = Retry::pointless;
  return result;
}

ServiceResult rejected(Protocol protocol) { return refusing(protocol); }

/// A password of which an earlier run knows that it is refused.
ServiceResult repeated(Protocol protocol) {
  ServiceResult result = remembered_refusal(protocol);
  result.facts.endpoint = passed_service(protocol).facts.endpoint;
  result.remembered = RefusalTimes{1, k_nine - 5min, k_nine + 10min};
  return result;
}

ServiceResult spared_service(Protocol protocol) {
  ServiceResult result = spared(protocol);
  result.facts.endpoint = passed_service(protocol).facts.endpoint;
  return result;
}

VerificationReport report_of(std::vector<ServiceResult> services, VerificationOutcome outcome) {
  VerificationReport report;
  report.tool = {"0.1.0", "7.88.1", "3.0.17"};
  report.started_at = k_nine;
  report.elapsed = 812ms;
  report.today = sample_day();
  Verification& done = report.verification;
  done.account = good_account();
  done.account.services = std::move(services);
  for (const ServiceResult& service : done.account.services) {
    done.tries.push_back({service.facts.dialogue.auth.attempted ? 1 : 0, 0ms});
  }
  done.outcome = std::move(outcome);
  report.settings = mail_settings(done.account.account, nullptr);
  return report;
}

std::vector<ServiceResult> all(ServiceResult (*how)(Protocol)) {
  return {how(Protocol::imap), how(Protocol::pop3), how(Protocol::smtp)};
}

ServiceResult no_to_all(Protocol protocol) { return no(protocol, rejected); }

}  // namespace

VerificationReport complete_rotation() {
  VerificationReport report = report_of(all(yes), {VerificationResult::complete});
  report.verification.old_password = no(Protocol::smtp, rejected);
  report.recorded =
      RecordedDates{sample_day(), sample_day() + std::chrono::days{92}, sample_day() + std::chrono::days{78}};
  report.programs = {{"ARXivar"}, {"Outlook ufficio", Updated::yes}, {"Gestionale"}};
  report.evidence = EvidenceFile{"rotation.json", std::string(64, 'a')};
  return report;
}

VerificationReport sending_lags() {
  VerificationReport report = report_of({yes(Protocol::imap), yes(Protocol::pop3), no(Protocol::smtp, lagging)},
                                        {VerificationResult::half_done, HalfDone::sending, {Protocol::smtp}});
  report.verification.tries[2] = {3, 150s};
  return report;
}

VerificationReport receiving_lags() {
  VerificationReport report =
      report_of({no(Protocol::imap, lagging), no(Protocol::pop3, lagging), yes(Protocol::smtp)},
                {VerificationResult::half_done, HalfDone::receiving, {Protocol::imap, Protocol::pop3}});
  report.programs = {{"outlook"}};
  return report;
}

VerificationReport old_password_lives() {
  VerificationReport report = report_of(all(yes), {VerificationResult::old_password_still_accepted});
  report.verification.old_password = yes(Protocol::smtp);
  report.verification.old_password->diagnosis.code = Code::old_password_still_accepted;
  return report;
}

VerificationReport new_password_refused() {
  return report_of({no_to_all(Protocol::imap), spared_service(Protocol::pop3), repeated(Protocol::smtp)},
                   {VerificationResult::new_password_refused});
}

VerificationReport deactivated_password() {
  VerificationReport report =
      report_of({no_to_all(Protocol::imap), no_to_all(Protocol::pop3), repeated(Protocol::smtp)},
                {VerificationResult::deactivated});
  report.verification.kind = VerificationKind::deactivation;
  report.recorded = RecordedDates{sample_day() - std::chrono::days{10}, std::nullopt, std::nullopt, sample_day()};
  return report;
}

VerificationReport hostile_rotation() {
  VerificationReport report =
      report_of({ended(Protocol::imap, accepting(Protocol::imap), hostile_text()),
                 ended(Protocol::pop3, refusing(Protocol::pop3), hostile_text()), unreachable(Protocol::smtp)},
                {VerificationResult::half_done, std::nullopt, {Protocol::pop3}});
  report.verification.account.services[2].facts.endpoint = passed_service(Protocol::smtp).facts.endpoint;
  report.programs = {{hostile_text()}};
  return report;
}

std::vector<NamedVerification> sample_verifications() {
  return {{"complete", complete_rotation()},    {"sending_lags", sending_lags()},
          {"receiving_lags", receiving_lags()}, {"old_password_lives", old_password_lives()},
          {"refused", new_password_refused()},  {"deactivated", deactivated_password()},
          {"hostile", hostile_rotation()}};
}

EvidenceContext evidence_context() {
  return {{"0.1.0", "7.88.1", "3.0.17"}, "anna", "sportello-3", k_nine, k_nine + 2s, sample_day()};
}

}  // namespace pecprobe::test
