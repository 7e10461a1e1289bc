// The login is refused and a server says why.
#include "tests/helpdesk/situation.hpp"

namespace pecprobe::test {

namespace {

using enum Protocol;

Situation stated(std::string_view name, std::string_view imap_line, std::string_view smtp_line) {
  const Account account = at_aruba();
  return {name,
          account,
          "Xk7mQ2vTb9Lp",
          {refused(accepted(account, imap), Stop::auth_refused, imap_line),
           refused(accepted(account, smtp), Stop::auth_refused, smtp_line)}};
}

}  // namespace

std::vector<Situation> refusals_with_a_reason() {
  constexpr std::string_view k_generic = "535 5.7.8 Authentication failed";
  return {
      stated("14-one-server-says-expired", "NO [EXPIRED] Password expired", k_generic),
      stated("15-outage-of-the-provider", "NO [UNAVAILABLE] Temporary authentication failure.", k_generic),
      stated("16-address-blocked", "NO Indirizzo IP bloccato temporaneamente per sospetto abuso",
             "535 5.7.8 Indirizzo IP bloccato temporaneamente per sospetto abuso"),
      stated("17-account-suspended", "NO [CONTACTADMIN] Casella sospesa", k_generic),
      stated("18-too-many-programs", "NO [LIMIT] Maximum number of connections from user+IP exceeded",
             "421 4.7.0 Error: too many connections"),
  };
}

}  // namespace pecprobe::test
