// Examples for greeting_rules.cpp, starttls_rules.cpp, offer_rules.cpp and ending_rules.cpp.
#include "tests/unit/diagnosis/facts.hpp"
#include "tests/unit/diagnosis/rule_examples.hpp"

namespace pecprobe::test {

namespace {

using enum Protocol;

ServiceFacts greeted(Protocol protocol, std::string_view line) {
  return stopped_by(protocol, Stop::greeting_refused, line);
}

ServiceFacts ehlo_refused(std::string_view line) { return stopped_by(smtp, Stop::commands_refused, line); }

ServiceFacts stopped(Stop stop, Step step = Step::capabilities) {
  return with(connected(imap), [&](ServiceFacts& f) {
    f.dialogue.stop = stop;
    f.dialogue.stopped_at = step;
  });
}

ServiceFacts asked_for_certificate(ServiceFacts facts) {
  facts.tls->client_certificate_asked = true;
  return facts;
}

}  // namespace

std::vector<RuleExample> opening_examples() {
  const ServiceFacts no_certificate =
      greeted(smtp, "421 4.7.1 mail.pec.example Error: No client certificate presented");
  return {
      {"something else listens on this port", stopped(Stop::not_this_protocol), stopped(Stop::protocol_error)},
      {"refused before the login for want of a client certificate", asked_for_certificate(no_certificate),
       no_certificate},
      {"the server left because nothing came",
       lost(imap, Stop::closed, Step::capabilities, "* BYE Disconnected for inactivity."),
       greeted(smtp, "421 4.4.2 mail.pec.example Error: timeout exceeded")},
      {"refused before the login for the moment", greeted(smtp, "421 4.7.0 Error: too many connections"),
       greeted(smtp, "554 5.7.1 Too many connections")},
      {"[REFERRAL] before the login", greeted(imap, "* BYE [REFERRAL imap://imap2.pec.example/] Go there"),
       greeted(imap, "* BYE Go there")},
      {"the service says that it is not available", greeted(imap, "* BYE [UNAVAILABLE] Come back"),
       greeted(imap, "* BYE Come back")},
      {"a limit or a fault of the server before the login", greeted(pop3, "-ERR [LOGIN-DELAY] not yet"),
       greeted(pop3, "-ERR not yet")},
      {"the words say that this address is blocked", greeted(smtp, "554 5.7.1 Your address is temporarily blocked"),
       greeted(smtp, "421 4.7.1 Your address is blocked")},
      {"the words say that the server is busy", greeted(imap, "* BYE Auth process broken"),
       greeted(imap, "* BYE Go away")},
      {"the words refuse this client at the first command", ehlo_refused("550 5.7.1 Helo command rejected"),
       ehlo_refused("502 5.5.1 Command not implemented")},
      {"the server does not take EHLO", ehlo_refused("500 5.5.1 Unknown command"),
       ehlo_refused("421 4.3.2 Service closing")},
      {"closed before the login without a word", lost(imap, Stop::closed, Step::greeting, "* BYE"),
       lost(imap, Stop::closed, Step::greeting, "* BYE Go away")},
      {"refused before the login", greeted(smtp, "554 5.7.1 Client host rejected: Access denied"),
       greeted(smtp, "454 4.7.1 Client host rejected: Access denied")},

      {"STARTTLS is not announced", stopped(Stop::starttls_not_offered), stopped(Stop::auth_not_offered)},
      {"plain bytes behind the answer to STARTTLS", stopped(Stop::starttls_injection), stopped(Stop::protocol_error)},
      {"STARTTLS is refused for now",
       stopped_by(smtp, Stop::starttls_refused, "454 4.7.0 TLS not available due to local problem"),
       stopped_by(smtp, Stop::starttls_refused, "554 5.7.0 TLS not available due to local problem")},
      {"STARTTLS is refused", stopped_by(imap, Stop::starttls_refused, "BAD TLS support isn't enabled."),
       stopped_by(imap, Stop::starttls_refused, "NO [UNAVAILABLE] not now")},

      {"no login method is offered", stopped(Stop::auth_not_offered), stopped(Stop::auth_mechanism_unsupported)},
      {"the login is disabled before TLS",
       with(stopped(Stop::auth_needs_tls), [](ServiceFacts& f) { f.dialogue.before_tls = {"LOGINDISABLED"}; }),
       stopped(Stop::auth_needs_tls)},
      {"no login method before TLS", stopped(Stop::auth_needs_tls), stopped(Stop::auth_not_offered)},
      {"no login method in common", stopped(Stop::auth_mechanism_unsupported), stopped(Stop::auth_not_offered)},
      {"logged in before the password was sent", stopped(Stop::preauthenticated), passed(imap)},

      {"the connection did not stand in time", lost(imap, Stop::timed_out, Step::connect),
       lost(imap, Stop::timed_out, Step::tls)},
      {"no greeting came", lost(imap, Stop::timed_out, Step::greeting),
       lost(imap, Stop::timed_out, Step::authenticate)},
      {"an answer did not come", lost(imap, Stop::timed_out, Step::mailbox),
       lost(imap, Stop::timed_out, Step::greeting)},
      {"the server broke the protocol", stopped(Stop::protocol_error), stopped(Stop::reset)},
      {"the connection was lost", stopped(Stop::reset), passed(imap)},
      {"the server accepted the password", passed(pop3),
       with(passed(pop3), [](ServiceFacts& f) { f.dialogue.auth.accepted = false; })},
      {"the facts contradict each other", connected(imap), passed(imap)},
  };
}

}  // namespace pecprobe::test
