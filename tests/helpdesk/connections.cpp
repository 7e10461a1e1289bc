// The login is never reached.
#include "tests/helpdesk/situation.hpp"

namespace pecprobe::test {

namespace {

using enum Protocol;
using Problem = CertificateProblem;

constexpr std::chrono::sys_days day_of(int year, unsigned month, unsigned day) {
  return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day);
}

ServiceFacts signed_by(const Account& account, Protocol protocol, const std::string& issuer) {
  return with_certificate(accepted(account, protocol), Problem::untrusted, issuer, day_of(2026, 5, 1),
                          day_of(2027, 5, 1));
}

ServiceFacts out_of_date(const Account& account, Protocol protocol, Problem problem, std::chrono::sys_days begins,
                         std::chrono::sys_days ends) {
  return with_certificate(accepted(account, protocol), problem, "CN=Public CA,O=Example,C=IT", begins, ends);
}

}  // namespace

std::vector<Situation> connections() {
  const Account account = at_aruba();
  const std::string password = "Xk7mQ2vTb9Lp";
  const std::string avast = "CN=Avast Web/Mail Shield Untrusted Root,O=Avast Web/Mail Shield";
  const std::string office = "CN=UFFICIO-GATEWAY";
  return {
      {"19-antivirus-in-between",
       account,
       password,
       {signed_by(account, imap, avast), signed_by(account, smtp, avast)}},
      {"20-unknown-issuer-everywhere",
       account,
       password,
       {signed_by(account, imap, office), signed_by(account, smtp, office)}},
      {"21-certificate-expired",
       account,
       password,
       {out_of_date(account, imap, Problem::expired, day_of(2025, 11, 19), day_of(2026, 11, 19)),
        accepted(account, smtp)}},
      {"22-computer-clock-wrong",
       account,
       password,
       {out_of_date(account, imap, Problem::not_yet_valid, day_of(2027, 1, 10), day_of(2028, 1, 10)),
        out_of_date(account, smtp, Problem::not_yet_valid, day_of(2027, 3, 2), day_of(2028, 3, 2))}},
      {"23-port-465-blocked", account, password, {accepted(account, imap), unanswered(accepted(account, smtp))}},
      {"24-no-network", account, password, {unanswered(accepted(account, imap)), unanswered(accepted(account, smtp))}},
      {"25-mailbox-domain-as-server",
       account,
       password,
       {unknown_name(accepted(account, imap), "pec.example"), unknown_name(accepted(account, smtp), "pec.example")}},
      {"26-wrong-kind-of-encryption",
       account,
       password,
       {accepted(account, imap), without_tls(accepted(account, smtp), "220 smtps.pec.aruba.it ESMTP")}},
  };
}

}  // namespace pecprobe::test
