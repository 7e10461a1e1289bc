// Examples for login_code_rules.cpp, login_word_rules.cpp and login_class_rules.cpp.
#include "tests/unit/diagnosis/facts.hpp"
#include "tests/unit/diagnosis/rule_examples.hpp"

namespace pecprobe::test {

namespace {

using enum Protocol;

ServiceFacts imap_says(std::string_view line) { return login_refused(imap, line); }
ServiceFacts pop3_says(std::string_view line) { return login_refused(pop3, line); }
ServiceFacts smtp_says(std::string_view line) { return login_refused(smtp, line); }

ServiceFacts in_clear(ServiceFacts facts) {
  facts.tls.reset();
  facts.endpoint.tls = TlsMode::starttls_if_offered;
  return facts;
}

ServiceFacts asked_for_certificate(ServiceFacts facts) {
  facts.tls->client_certificate_asked = true;
  return facts;
}

ServiceFacts alerted(std::string alert) {
  return with(imap_says("NO Login failed."), [&](ServiceFacts& f) { f.dialogue.alerts = {alert}; });
}

ServiceFacts before_the_password(ServiceFacts facts) {
  facts.dialogue.auth.attempted = false;
  return facts;
}

std::vector<RuleExample> code_examples() {
  const ServiceFacts cancelled =
      with(smtp_says("501 5.7.0 Authentication cancelled"), [](ServiceFacts& f) { f.dialogue.auth.cancelled = true; });
  const ServiceFacts no_certificate = imap_says("NO [ALERT] Client didn't present valid SSL certificate");
  return {
      {"we broke the exchange off", cancelled, smtp_says("501 5.7.0 Authentication cancelled")},
      {"the login is refused for want of a client certificate", asked_for_certificate(no_certificate), no_certificate},
      {"left in answer to the login without a word", lost(imap, Stop::closed, Step::authenticate, "* BYE"),
       lost(imap, Stop::closed, Step::authenticate, "* BYE Temporary problem")},
      {"left during the login because nothing came",
       lost(smtp, Stop::closed, Step::authenticate, "421 4.4.2 Error: timeout exceeded"),
       lost(smtp, Stop::closed, Step::authenticate, "421 4.3.0 Error: queue file")},
      {"[EXPIRED]", imap_says("NO [EXPIRED] Password expired"), imap_says("NO Password expired")},
      {"[AUTHORIZATIONFAILED]", imap_says("NO [AUTHORIZATIONFAILED] Authorization failed"),
       imap_says("NO Authorization failed")},
      {"encryption is required first", in_clear(smtp_says("530 5.7.0 Must issue a STARTTLS command first")),
       smtp_says("530 5.7.0 Authentication required")},
      {"[REFERRAL]", imap_says("NO [REFERRAL imap://u;AUTH=*@imap2.pec.example/] Use the other server"),
       imap_says("NO Use the other server")},
      {"[LIMIT] of a rate", imap_says("NO [LIMIT] Rate limit exceeded"),
       imap_says("NO [LIMIT] Too many connections, slow down")},
      {"[LIMIT]", imap_says("NO [LIMIT] Maximum number of connections exceeded"),
       imap_says("NO Maximum number of connections exceeded")},
      {"[IN-USE] by too many sessions", pop3_says("-ERR [IN-USE] Too many connections"),
       pop3_says("-ERR [IN-USE] Locked")},
      {"[IN-USE]", pop3_says("-ERR [IN-USE] Mailbox is locked by another POP3 session."),
       pop3_says("-ERR Mailbox is locked by another POP3 session.")},
      {"[LOGIN-DELAY]", pop3_says("-ERR [LOGIN-DELAY] wait"), pop3_says("-ERR wait")},
      {"[OVERQUOTA] of a bandwidth", imap_says("NO [OVERQUOTA] Account exceeded bandwidth limits"),
       imap_says("NO [OVERQUOTA] Account exceeded its storage")},
      {"[OVERQUOTA]", smtp_says("552 5.2.2 full"), smtp_says("552 5.3.4 full")},
      {"the account is disabled", smtp_says("525 5.7.13 User account disabled"),
       smtp_says("535 5.7.8 User account disabled")},
      {"[CONTACTADMIN]", imap_says("NO [CONTACTADMIN] Login disabled for this user"),
       imap_says("NO [CONTACTADMIN] IMAP access is disabled for your account")},
      {"[UNAVAILABLE] about a suspended account", imap_says("NO [UNAVAILABLE] Your account has been suspended"),
       imap_says("NO [UNAVAILABLE] Account is temporarily unavailable.")},
      {"too many sessions for the moment", smtp_says("432 4.3.2 Concurrent connections limit exceeded"),
       smtp_says("432 4.3.2 Limit exceeded")},
      {"blocked for the moment", smtp_says("454 4.7.0 Account locked for a while"),
       smtp_says("454 4.7.0 Wait for a while")},
      {"too many in a time", smtp_says("450 4.7.1 Error: too many AUTH commands from 192.0.2.9"),
       smtp_says("450 4.7.1 Error")},
      {"[UNAVAILABLE]", pop3_says("-ERR [SYS/TEMP] Temporary authentication failure."),
       pop3_says("-ERR Temporary authentication failure.")},
      {"the login cannot be judged for the moment", smtp_says("435 Unable to authenticate at present"),
       smtp_says("535 Unable to authenticate at present")},
      {"[SERVERBUG]", imap_says("NO [SERVERBUG] Oops"), imap_says("NO Oops")},
  };
}

std::vector<RuleExample> word_examples() {
  const std::string_view cleartext =
      "-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.";
  return {
      {"the words ask for encryption", in_clear(pop3_says(cleartext)), pop3_says(cleartext)},
      {"the words ask for encryption that is there", imap_says("NO cleartext logins disabled"),
       imap_says("NO logins disabled")},
      {"the words refuse the mechanism",
       smtp_says("535 5.7.8 Error: authentication failed: Invalid authentication mechanism"),
       smtp_says("535 5.7.8 Error: authentication failed: (reason unavailable)")},
      {"the words say that the password expired", pop3_says("-ERR [AUTH] Password expired"),
       pop3_says("-ERR [AUTH] Password expires never")},
      {"the words ask for an app password", smtp_says("534 5.7.9 Application-specific password required"),
       smtp_says("534 5.7.9 Authentication mechanism is too weak")},
      {"the words say that the mailbox is in use", pop3_says("-ERR maildrop already locked"),
       pop3_says("-ERR account locked")},
      {"the words say blocked", smtp_says("535 5.7.139 Authentication unsuccessful, account locked"),
       smtp_says("535 5.7.139 Authentication unsuccessful, the user credentials were incorrect")},
      {"the words say that the protocol is off", imap_says("NO [ALERT] Your account is not enabled for IMAP use."),
       imap_says("NO [ALERT] Your account is not enabled.")},
      {"the words say that the account is off", smtp_says("535 Authentication failed: account disabled"),
       smtp_says("535 Authentication failed: SMTP access is disabled")},
      {"the words name another server", imap_says("NO LOGIN failed (wrong host)"),
       imap_says("NO LOGIN failed (wrong user)")},
      {"the words count refused attempts", smtp_says("535 5.7.0 (#AUTH005) Too many bad auth attempts"),
       smtp_says("454 4.7.0 Too many login attempts")},
      {"the words count sessions", imap_says("NO Too many open connections (3)"),
       imap_says("NO [LIMIT] Too many open connections (3)")},
      {"the words name a rate", imap_says("NO Login rate exceeded"), imap_says("NO Login failed")},
      {"the words say that the mailbox is full", pop3_says("-ERR mailbox is full"), pop3_says("-ERR mailbox is empty")},
      {"authenticated, but without a mailbox", imap_says("BAD User is authenticated but not connected."),
       imap_says("BAD User is not connected.")},
      {"the words name trouble of the server", imap_says("NO account undergoing maintenance; please try again later"),
       imap_says("NO wrong password; please try again later")},
      {"534 5.7.9 without words that are known", smtp_says("534 5.7.9 See our pages"),
       smtp_says("534 5.7.8 See our pages")},
      {"an alert says that the password expired", alerted("Your password has expired"),
       alerted("Your password expires in 9 days")},
      {"an alert asks for an app password", alerted("Application-specific password required"),
       alerted("Password required")},
      {"an alert says blocked", alerted("Your address was blocked"), alerted("Welcome")},
      {"an alert says that the protocol is off", alerted("IMAP is disabled"), alerted("IMAP is a protocol")},
      {"an alert says that the account is off", alerted("Your account is suspended"), alerted("Your account is new")},
  };
}

std::vector<RuleExample> class_examples() {
  return {
      {"[SYS/PERM]", pop3_says("-ERR [SYS/PERM] call us"), pop3_says("-ERR call us")},
      {"[NOPERM]", imap_says("NO [NOPERM] no"), imap_says("NO no")},
      {"left in answer to the login with unknown words", lost(imap, Stop::closed, Step::authenticate, "* BYE See you"),
       lost(imap, Stop::closed, Step::authenticate, "* BYE Authentication failed")},
      {"the login method is not taken", smtp_says("504 5.5.4 No such thing"), smtp_says("505 5.5.4 No such thing")},
      {"the login is not enabled here", smtp_says("503 5.5.1 Error: authentication not enabled"),
       smtp_says("535 5.5.1 Error: authentication not enabled")},
      {"refused before the password", before_the_password(imap_says("NO no")), imap_says("NO no")},
      {"the code says that the credentials are wrong", imap_says("NO [AUTHENTICATIONFAILED] Authentication failed."),
       imap_says("NO Authentication failed.")},
      {"a plain no to the login", pop3_says("-ERR Computer says no"), smtp_says("550 Login failed.")},
      {"the words refuse the credentials", imap_says("BAD UserName or Password Incorrect"),
       imap_says("BAD Error in command")},
      {"refused in words and codes that are not known", smtp_says("553 5.3.0 The moon is down"),
       smtp_says("535 5.3.0 The moon is down")},
  };
}

}  // namespace

std::vector<RuleExample> login_examples() {
  std::vector<RuleExample> all = code_examples();
  for (const auto& more : {word_examples(), class_examples()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace pecprobe::test
