// The password is refused and no server says why.
#include "tests/helpdesk/situation.hpp"

namespace pecprobe::test {

namespace {

using enum Protocol;

/// Receiving and sending refuse with the words that mean everything.
Situation refused_everywhere(std::string_view name, const Account& account) {
  return {name,
          account,
          "Xk7mQ2vTb9Lp",
          {refused_generically(accepted(account, imap)), refused_generically(accepted(account, smtp))}};
}

Account collaborator() {
  Account account = at_aruba();
  account.kind = AccountKind::multiuser;
  return account;
}

Situation pasted_with_a_blank(std::string_view name) {
  Situation situation = refused_everywhere(name, at_aruba());
  situation.password = "Xk7mQ2vTb9Lp\xC2\xA0";
  return situation;
}

Situation all_but(std::string_view name, Protocol off) {
  const Account account = at_aruba();
  Situation situation{name, account, "Xk7mQ2vTb9Lp", {}};
  for (const Protocol protocol : {imap, pop3, smtp}) {
    const ServiceFacts service = accepted(account, protocol);
    situation.services.push_back(protocol == off ? refused_generically(service) : service);
  }
  return situation;
}

}  // namespace

std::vector<Situation> refusals() {
  Account without_date = at_aruba();
  without_date.two_step = TwoStep::on;
  return {
      refused_everywhere("02-password-refused", at_aruba()),
      refused_everywhere("03-password-expired-by-its-date", knowing(at_aruba(), TwoStep::on, 100)),
      refused_everywhere("04-two-step-verification-off", knowing(at_aruba(), TwoStep::off, 100)),
      refused_everywhere("05-webmail-password-used", without_date),
      refused_everywhere("06-password-made-today", knowing(at_aruba(), TwoStep::on, 0)),
      refused_everywhere("07-password-still-valid-by-its-date", knowing(at_aruba(), TwoStep::on, 40)),
      pasted_with_a_blank("08-password-with-a-strange-blank"),
      refused_everywhere("09-address-instead-of-user-id", at_legalmail()),
      refused_everywhere("10-collaborator-with-the-address", collaborator()),
      all_but("11-imap-off", imap),
      all_but("12-pop3-off", pop3),
      all_but("13-sending-off", smtp),
  };
}

}  // namespace pecprobe::test
