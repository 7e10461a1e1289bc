// Replies to a login as servers and providers are known to give them, with what they mean.
#include "tests/unit/diagnosis/facts.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace pecprobe::test {

namespace {

using enum Protocol;

struct KnownReply {
  Protocol protocol;
  std::string_view line;
  Code code;
};

void PrintTo(const KnownReply& known, std::ostream* out) { *out << known.line; }

class KnownLoginReply : public ::testing::TestWithParam<KnownReply> {};

TEST_P(KnownLoginReply, HasItsCode) {
  EXPECT_EQ(to_string(code_of(login_refused(GetParam().protocol, GetParam().line))), to_string(GetParam().code));
}

TEST_P(KnownLoginReply, KeepsItsCodeInCapitals) {
  const ServiceFacts facts = with(login_refused(GetParam().protocol, GetParam().line), [](ServiceFacts& f) {
    for (char& c : f.dialogue.auth.reply->text) {
      c = (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
    }
  });
  EXPECT_EQ(to_string(code_of(facts)), to_string(GetParam().code));
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Credentials, KnownLoginReply, ::testing::Values(
    KnownReply{smtp, "535 5.7.8 Authentication failed", Code::auth_rejected},
    KnownReply{smtp, "535 5.7.8 Error: authentication failed: (reason unavailable)", Code::auth_rejected},
    KnownReply{smtp, "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", Code::auth_rejected},
    KnownReply{smtp, "535 Incorrect authentication data", Code::auth_rejected},
    KnownReply{smtp, "535 Authentication failed. Restarting authentication process.", Code::auth_rejected},
    KnownReply{smtp, "535 5.7.3 Authentication unsuccessful", Code::auth_rejected},
    KnownReply{smtp, "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect", Code::auth_rejected},
    KnownReply{smtp, "535 5.7.8 Username and Password not accepted. Learn more at 5.7.8 https://support.example/?p=BadCredentials", Code::auth_rejected},
    KnownReply{smtp, "535 authentication failed (#5.7.1)", Code::auth_rejected},
    KnownReply{smtp, "550 5.7.1 Authentication failed", Code::auth_rejected},
    KnownReply{imap, "NO [AUTHENTICATIONFAILED] Authentication failed.", Code::auth_rejected},
    KnownReply{imap, "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", Code::auth_rejected},
    KnownReply{imap, "NO Login failed: authentication failure", Code::auth_rejected},
    KnownReply{imap, "NO LOGIN failed", Code::auth_rejected},
    KnownReply{imap, "NO AUTHENTICATE failed.", Code::auth_rejected},
    KnownReply{imap, "NO Invalid user name or password. Please use full email address as user name.", Code::auth_rejected},
    KnownReply{imap, "BAD UserName or Password Incorrect", Code::auth_rejected},
    KnownReply{pop3, "-ERR [AUTH] Authentication failed.", Code::auth_rejected},
    KnownReply{pop3, "-ERR [AUTH] Invalid login", Code::auth_rejected},
    KnownReply{pop3, "-ERR authorization failed", Code::auth_rejected},
    KnownReply{pop3, "-ERR Logon failure: unknown user name or bad password.", Code::auth_rejected},
    KnownReply{pop3, "-ERR sorry, no mailbox here by that name", Code::auth_rejected},
    KnownReply{smtp, "535 5.7.8 Credenziali non valide, riprovare", Code::auth_rejected}));

INSTANTIATE_TEST_SUITE_P(Account, KnownLoginReply, ::testing::Values(
    KnownReply{imap, "NO [EXPIRED] Password expired", Code::auth_password_expired},
    KnownReply{pop3, "-ERR your password has expired", Code::auth_password_expired},
    KnownReply{imap, "NO [ALERT] password must be changed before IMAP login permitted", Code::auth_password_expired},
    KnownReply{smtp, "535 5.7.8 Error: authentication failed: Password expired", Code::auth_password_expired},
    KnownReply{smtp, "535 5.7.8 La password \xC3\xA8 scaduta", Code::auth_password_expired},
    KnownReply{smtp, "534 5.7.9 Application-specific password required. Learn more at https://support.example/", Code::auth_app_password_required},
    KnownReply{imap, "NO [ALERT] Application-specific password required: https://support.example/185833 (Failure)", Code::auth_app_password_required},
    KnownReply{smtp, "535 5.7.8 Utilizzare la password per programmi di posta", Code::auth_app_password_required},
    KnownReply{smtp, "534 5.7.9 Authentication mechanism is too weak", Code::auth_mechanism_unsupported},
    KnownReply{smtp, "534 5.7.14 Please log in via your web browser and then try again.", Code::auth_locked},
    KnownReply{smtp, "535 5.7.0 (#AUTH005) Too many bad auth attempts.", Code::auth_locked},
    KnownReply{smtp, "535 5.7.8 Indirizzo IP bloccato temporaneamente per sospetto abuso", Code::auth_locked},
    KnownReply{smtp, "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy", Code::auth_locked},
    KnownReply{imap, "NO Account bloccato: troppi tentativi", Code::auth_locked},
    KnownReply{imap, "NO [CONTACTADMIN] Login disabled for this user", Code::auth_account_disabled},
    KnownReply{smtp, "525 5.7.13 User account disabled", Code::auth_account_disabled},
    KnownReply{smtp, "535 Authentication failed: account disabled", Code::auth_account_disabled},
    KnownReply{imap, "NO [UNAVAILABLE] Your account has been suspended", Code::auth_account_disabled},
    KnownReply{pop3, "-ERR [AUTH] Account suspended for non-payment, call +39 000 000", Code::auth_account_disabled},
    KnownReply{imap, "NO Casella disattivata", Code::auth_account_disabled},
    KnownReply{imap, "NO La casella \xC3\xA8 stata sospesa", Code::auth_account_disabled},
    KnownReply{smtp, "550 Suspended", Code::auth_account_disabled},
    KnownReply{imap, "NO Password scaduta, rinnovarla dal pannello", Code::auth_password_expired},
    KnownReply{imap, "NO Troppi tentativi falliti, riprovare pi\xC3\xB9 tardi", Code::auth_locked},
    KnownReply{imap, "NO [AUTHORIZATIONFAILED] Authorization failed", Code::auth_not_authorized},
    KnownReply{imap, "NO LOGIN failed (wrong host)", Code::auth_wrong_server},
    KnownReply{pop3, "-ERR Use_the_other_server", Code::auth_wrong_server}));

INSTANTIATE_TEST_SUITE_P(SwitchedOff, KnownLoginReply, ::testing::Values(
    KnownReply{imap, "NO account does not have IMAP access enabled", Code::auth_protocol_disabled},
    KnownReply{pop3, "-ERR pop access not enabled for account", Code::auth_protocol_disabled},
    KnownReply{imap, "NO [ALERT] Your account is not enabled for IMAP use. Please visit your settings", Code::auth_protocol_disabled},
    KnownReply{imap, "NO [ALERT] IMAP access is disabled for your domain.", Code::auth_protocol_disabled},
    KnownReply{imap, "NO You are yet to enable IMAP for your account", Code::auth_protocol_disabled},
    KnownReply{smtp, "535 5.7.8 Error: authentication failed: This user does not have access rights to this service", Code::auth_protocol_disabled},
    KnownReply{smtp, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", Code::auth_protocol_disabled},
    KnownReply{pop3, "-ERR Protocollo POP3 non abilitato per questa casella", Code::auth_protocol_disabled},
    KnownReply{imap, "NO You are not authorized to use this service", Code::auth_protocol_disabled},
    KnownReply{pop3, "-ERR [SYS/PERM] Your account is not enabled for POP access.", Code::auth_protocol_disabled},
    KnownReply{smtp, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", Code::auth_mechanism_unsupported},
    KnownReply{smtp, "504 5.7.4 Unrecognized authentication type", Code::auth_mechanism_unsupported},
    KnownReply{smtp, "504 PLAIN authentication mechanism not supported", Code::auth_mechanism_unsupported},
    KnownReply{imap, "NO [ALERT] Unsupported authentication mechanism.", Code::auth_mechanism_unsupported},
    KnownReply{smtp, "503 5.5.1 Error: authentication not enabled", Code::auth_not_offered},
    KnownReply{smtp, "503 AUTH command used when not advertised", Code::auth_not_offered},
    KnownReply{imap, "NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.", Code::auth_needs_tls},
    KnownReply{smtp, "538 5.7.11 Encryption required for requested authentication mechanism", Code::auth_needs_tls}));

INSTANTIATE_TEST_SUITE_P(ForTheMoment, KnownLoginReply, ::testing::Values(
    KnownReply{imap, "NO [UNAVAILABLE] Temporary authentication failure. [host:2026-11-22 01:11:22]", Code::auth_temporary},
    KnownReply{imap, "NO [UNAVAILABLE] Account is temporarily unavailable.", Code::auth_temporary},
    KnownReply{imap, "NO Internal login failure. Refer to server log for more information.", Code::auth_temporary},
    KnownReply{imap, "NO account undergoing maintenance; please try again later", Code::auth_temporary},
    KnownReply{smtp, "454 4.7.0 Temporary authentication failure: Connection lost to authentication server", Code::auth_temporary},
    KnownReply{smtp, "535 5.7.8 Error: authentication failed: Connection lost to authentication server", Code::auth_temporary},
    KnownReply{smtp, "435 Unable to authenticate at present", Code::auth_temporary},
    KnownReply{smtp, "432 4.7.12 A password transition is needed", Code::auth_temporary},
    KnownReply{pop3, "-ERR [SYS/TEMP] Temporary problem, please try again later", Code::auth_temporary},
    KnownReply{pop3, "-ERR Servizio momentaneamente non disponibile", Code::auth_temporary},
    KnownReply{imap, "* BYE Server shutting down", Code::auth_temporary},
    KnownReply{smtp, "535 5.7.8 Error: authentication failed: generic failure", Code::auth_temporary},
    KnownReply{imap, "NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)", Code::auth_connection_limit},
    KnownReply{imap, "NO Too many open connections (3)", Code::auth_connection_limit},
    KnownReply{pop3, "-ERR [IN-USE] Too many concurrent sessions", Code::auth_connection_limit},
    KnownReply{smtp, "432 4.3.2 Concurrent connections limit exceeded", Code::auth_connection_limit},
    KnownReply{imap, "NO Troppe connessioni contemporanee", Code::auth_connection_limit},
    KnownReply{pop3, "-ERR [IN-USE] Mailbox is locked by another POP3 session.", Code::mailbox_in_use},
    KnownReply{pop3, "-ERR unable to lock mailbox", Code::mailbox_in_use},
    KnownReply{smtp, "454 4.7.0 Too many login attempts, please try again later.", Code::rate_limited},
    KnownReply{smtp, "450 4.7.1 Error: too many AUTH commands from 192.0.2.1", Code::rate_limited},
    KnownReply{pop3, "-ERR [LOGIN-DELAY] minimum time between mail checks", Code::rate_limited},
    KnownReply{smtp, "421 4.7.0 mail.pec.example Error: too many errors", Code::rate_limited}));

INSTANTIATE_TEST_SUITE_P(Unknown, KnownLoginReply, ::testing::Values(
    KnownReply{smtp, "550 5.3.0 Computer says no", Code::undiagnosed},
    KnownReply{smtp, "501 5.5.2 Cannot decode AUTH parameter", Code::undiagnosed},
    KnownReply{smtp, "554 5.5.0 Wrong phase of the moon", Code::undiagnosed},
    KnownReply{imap, "BAD Error in IMAP command received by server.", Code::undiagnosed},
    KnownReply{imap, "NO Computer says no", Code::auth_rejected},
    KnownReply{pop3, "-ERR Computer says no", Code::auth_rejected}));
// clang-format on

}  // namespace

}  // namespace pecprobe::test
