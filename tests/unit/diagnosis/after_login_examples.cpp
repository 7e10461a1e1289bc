// Examples for mailbox_rules.cpp and sending_rules.cpp.
#include "tests/unit/diagnosis/facts.hpp"
#include "tests/unit/diagnosis/rule_examples.hpp"

namespace pecprobe::test {

namespace {

using enum Protocol;

ServiceFacts mailbox_says(std::string_view line) { return stopped_by(imap, Stop::mailbox_refused, line); }
ServiceFacts sender_says(std::string_view line) { return stopped_by(smtp, Stop::sender_refused, line); }
ServiceFacts recipient_says(std::string_view line) { return stopped_by(smtp, Stop::recipient_refused, line); }

}  // namespace

std::vector<RuleExample> after_login_examples() {
  return {
      {"left before the mailbox was opened", lost(imap, Stop::closed, Step::mailbox, "* BYE Logging out"),
       lost(imap, Stop::closed, Step::mailbox, "* BYE Mailbox is full")},
      {"[OVERQUOTA] at the mailbox", mailbox_says("NO [OVERQUOTA] no"), mailbox_says("NO [SERVERBUG] no")},
      {"[LIMIT] at the mailbox", mailbox_says("NO [LIMIT] no"), mailbox_says("NO no")},
      {"too many sessions at the mailbox", mailbox_says("NO Too many simultaneous sessions"),
       mailbox_says("NO Too many folders")},
      {"[IN-USE] at the mailbox", mailbox_says("NO [INUSE] no"), mailbox_says("NO no")},
      {"another session has the mailbox", mailbox_says("NO Mailbox locked by process 12"),
       mailbox_says("NO Mailbox lost by process 12")},
      {"the mailbox is full", mailbox_says("NO Mailbox is full"), mailbox_says("NO Mailbox is lost")},
      {"too many in a time at the mailbox", mailbox_says("NO Rate limit hit"), mailbox_says("NO hit")},
      {"the mailbox cannot be opened", mailbox_says("NO [SERVERBUG] Internal error occurred."), passed(imap)},

      {"left before the sender was judged",
       lost(smtp, Stop::closed, Step::recipient, "421 4.4.2 Error: timeout exceeded"),
       lost(smtp, Stop::closed, Step::recipient, "421 4.3.0 Error: queue file")},
      {"a mailbox is full, by its code", recipient_says("552 5.2.2 no"), recipient_says("552 5.3.4 no")},
      {"a rate while sending",
       sender_says("550 MAIL from: blocked \"Class Of Service\" - Too much traffic from this sender"),
       sender_says("550 MAIL from: blocked \"Class Of Service\"")},
      {"the recipient's server greylists", recipient_says("450 4.7.1 Greylisted, please try again in 300 seconds"),
       recipient_says("450 4.7.1 Please try again in 300 seconds")},
      {"a mailbox is full, by the words", recipient_says("550 5.7.1 user is over quota"),
       recipient_says("550 5.7.1 user is over there")},
      {"refused for the moment while sending", recipient_says("451 4.3.0 Temporary lookup failure"),
       recipient_says("551 5.3.0 Temporary lookup failure")},
      {"the sender is refused", sender_says("553 5.7.1 not yours"), recipient_says("553 5.7.1 not yours")},
      {"the sender is refused at the recipient, by its code", recipient_says("550 5.1.8 no"),
       recipient_says("550 5.1.1 no")},
      {"the sender is refused at the recipient, by the words",
       recipient_says("553 5.7.1 <a@pec.example>: Sender address rejected: not owned by user b@pec.example"),
       recipient_says("553 5.7.1 <a@pec.example>: Recipient address rejected: blocked")},
      {"the recipient is refused", recipient_says("550 5.1.1 User unknown"), recipient_says("450 4.1.1 User unknown")},
  };
}

}  // namespace pecprobe::test
