// The password was accepted.
#include "tests/helpdesk/situation.hpp"

namespace pecprobe::test {

namespace {

using enum Protocol;

Situation all_well(std::string_view name, const Account& account) {
  return {name, account, "Xk7mQ2vTb9Lp", {accepted(account, imap), accepted(account, pop3), accepted(account, smtp)}};
}

}  // namespace

std::vector<Situation> mailboxes() {
  const Account account = at_aruba();
  Account logged_in_as_another = account;
  logged_in_as_another.login = "ufficio@pec.example";
  const std::string password = "Xk7mQ2vTb9Lp";
  return {
      all_well("01-everything-works", knowing(at_aruba(), TwoStep::on, 10)),
      {"27-mailbox-full",
       account,
       password,
       {refused(accepted(account, imap), Stop::mailbox_refused, "NO [OVERQUOTA] Quota exceeded"),
        accepted(account, smtp)}},
      {"28-sender-is-another-address",
       logged_in_as_another,
       password,
       {accepted(account, imap), refused(accepted(account, smtp), Stop::sender_refused,
                                         "553 5.7.1 <ditta@pec.example>: Sender address rejected: not owned by user "
                                         "ufficio@pec.example")}},
      {"29-mailbox-open-elsewhere",
       account,
       password,
       {refused(accepted(account, pop3), Stop::auth_refused,
                "-ERR [IN-USE] Mailbox is locked by another POP3 session."),
        accepted(account, smtp)}},
      all_well("30-extended-but-not-on-record", knowing(at_aruba(), TwoStep::on, 100)),
      all_well("31-password-ends-soon", knowing(at_aruba(), TwoStep::on, 85)),
  };
}

}  // namespace pecprobe::test
