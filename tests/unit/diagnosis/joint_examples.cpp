// Examples for across.cpp.
#include "tests/unit/diagnosis/joint_examples.hpp"

#include "tests/unit/diagnosis/facts.hpp"

namespace pecprobe::test {

namespace {

using enum Protocol;
using Problem = CertificateProblem;

constexpr std::chrono::days k_day{1};

Knowledge knowing(TwoStep two_step, std::chrono::sys_days expiry) {
  return {two_step, {std::nullopt, expiry}, k_today};
}

ServiceFacts refused() { return login_refused(smtp, "535 5.7.8 Authentication failed"); }

std::vector<JointExample> refusal_examples() {
  const ServiceFacts expired = login_refused(imap, "NO [EXPIRED] Password expired");
  const ServiceFacts perhaps_disabled = login_refused(pop3, "-ERR [SYS/PERM] call us");
  return {
      {"another service accepted the same password",
       {refused(), passed(imap)},
       {},
       {login_refused(smtp, "535 5.7.8 account locked"), passed(imap)},
       {}},
      {"another service states the cause", {refused(), expired}, {}, {refused(), perhaps_disabled}, {}},
      {"the date on record has passed",
       {refused()},
       knowing(TwoStep::unknown, k_today - k_day),
       {refused()},
       knowing(TwoStep::off, k_today - k_day)},
  };
}

std::vector<JointExample> connection_rule_examples() {
  const ServiceFacts early = showed(imap, {});
  const ServiceFacts as_early = showed(smtp, {});
  const ServiceFacts earlier = showed(smtp, {.begins = std::chrono::year{2026} / 12 / 1});
  const ServiceFacts unknown = showed(imap, {.problem = Problem::untrusted, .issuer = "CN=Ufficio"});
  const ServiceFacts unknown_too = showed(smtp, {.problem = Problem::untrusted, .issuer = "CN=Ufficio"});
  const ServiceFacts other_unknown = showed(smtp, {.problem = Problem::untrusted, .issuer = "CN=Altro"});
  const ServiceFacts silent = not_connected({ConnectOutcome::timed_out});
  return {
      {"several certificates are out of date alike", {early, earlier}, {}, {early, as_early}, {}},
      {"one unknown issuer signed the certificates of all services",
       {unknown, unknown_too},
       {},
       {unknown, other_unknown},
       {}},
      {"other services were connected to", {silent, passed(imap)}, {}, {silent, silent}, {}},
  };
}

}  // namespace

ServiceFacts showed(Protocol protocol, const ShownCertificate& certificate) {
  ServiceFacts facts = certificate_failed({certificate.problem}, std::string(certificate.issuer));
  const std::string host = std::string(to_string(protocol)) + ".pec.example";
  facts.endpoint = {protocol, host, default_port(protocol, TlsMode::implicit), TlsMode::implicit};
  facts.tls->verify_errors.front().depth = certificate.depth;
  CertificateFacts& leaf = facts.tls->chain.front();
  leaf.subject = "CN=" + host;
  leaf.not_before = certificate.begins;
  leaf.not_after = certificate.ends;
  return facts;
}

std::vector<JointExample> joint_examples() {
  std::vector<JointExample> all = refusal_examples();
  const std::vector<JointExample> more = connection_rule_examples();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace pecprobe::test
