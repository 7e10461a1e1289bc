// Servers that were never met while the rules were written: other programs, other languages, and the
// codes of the standards with words of nobody's. What they say must fall into its class all the same.
#include "tests/unit/diagnosis/facts.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace pecprobe::test {

namespace {

using enum Protocol;
using enum Code;

struct Said {
  Protocol protocol;
  std::string_view line;
  Code code;
};

void PrintTo(const Said& said, std::ostream* out) { *out << said.line; }

class AtTheLogin : public ::testing::TestWithParam<Said> {};
TEST_P(AtTheLogin, IsUnderstood) {
  EXPECT_EQ(to_string(code_of(login_refused(GetParam().protocol, GetParam().line))), to_string(GetParam().code));
}

class InTheGreeting : public ::testing::TestWithParam<Said> {};
TEST_P(InTheGreeting, IsUnderstood) {
  EXPECT_EQ(to_string(code_of(stopped_by(GetParam().protocol, Stop::greeting_refused, GetParam().line))),
            to_string(GetParam().code));
}

class AtTheSender : public ::testing::TestWithParam<Said> {};
TEST_P(AtTheSender, IsUnderstood) {
  EXPECT_EQ(to_string(code_of(stopped_by(smtp, Stop::sender_refused, GetParam().line))), to_string(GetParam().code));
}

class AtTheMailbox : public ::testing::TestWithParam<Said> {};
TEST_P(AtTheMailbox, IsUnderstood) {
  EXPECT_EQ(to_string(code_of(stopped_by(GetParam().protocol, Stop::mailbox_refused, GetParam().line))),
            to_string(GetParam().code));
}

// clang-format off
// The registers alone: RFC 5530 §3, RFC 2449 §8, RFC 3206 §4, RFC 4954 §6, RFC 5248 §2.4, RFC 3463 §3.
INSTANTIATE_TEST_SUITE_P(CodesWithoutWords, AtTheLogin, ::testing::Values(
    Said{imap, "NO [AUTHENTICATIONFAILED] -", auth_rejected},
    Said{imap, "NO [AUTHORIZATIONFAILED] -", auth_not_authorized},
    Said{imap, "NO [EXPIRED] -", auth_password_expired},
    Said{imap, "NO [PRIVACYREQUIRED] -", auth_needs_tls},
    Said{imap, "NO [CONTACTADMIN] -", auth_account_disabled},
    Said{imap, "NO [UNAVAILABLE] -", auth_temporary},
    Said{imap, "NO [SERVERBUG] -", auth_temporary},
    Said{imap, "NO [LIMIT] -", auth_connection_limit},
    Said{imap, "NO [INUSE] -", mailbox_in_use},
    Said{imap, "NO [OVERQUOTA] -", mailbox_over_quota},
    Said{imap, "NO [NOPERM] -", auth_not_authorized},
    Said{imap, "NO [REFERRAL imap://other.example/] -", auth_wrong_server},
    Said{imap, "* BYE [UNAVAILABLE] -", auth_temporary},
    Said{pop3, "-ERR [AUTH] -", auth_rejected},
    Said{pop3, "-ERR [SYS/TEMP] -", auth_temporary},
    Said{pop3, "-ERR [SYS/PERM] -", auth_account_disabled},
    Said{pop3, "-ERR [IN-USE] -", mailbox_in_use},
    Said{pop3, "-ERR [LOGIN-DELAY] -", rate_limited},
    Said{smtp, "535 5.7.8 -", auth_rejected},
    Said{smtp, "550 5.7.8 -", auth_rejected},
    Said{smtp, "454 4.7.0 -", auth_temporary},
    Said{smtp, "432 4.7.12 -", auth_temporary},
    Said{smtp, "435 -", auth_temporary},
    Said{smtp, "451 4.3.0 -", auth_temporary},
    Said{smtp, "504 5.5.4 -", auth_mechanism_unsupported},
    Said{smtp, "502 5.5.1 -", auth_mechanism_unsupported},
    Said{smtp, "525 5.7.13 -", auth_account_disabled},
    Said{smtp, "538 5.7.11 -", auth_needs_tls},
    Said{smtp, "523 5.7.10 -", auth_needs_tls},
    Said{smtp, "552 5.2.2 -", mailbox_over_quota}));

INSTANTIATE_TEST_SUITE_P(Exim, AtTheLogin, ::testing::Values(
    Said{smtp, "535 Incorrect authentication data", auth_rejected},
    Said{smtp, "535 5.7.8 Incorrect authentication data", auth_rejected},
    Said{smtp, "435 Unable to authenticate at present", auth_temporary},
    Said{smtp, "503 AUTH command used when not advertised", auth_not_offered},
    Said{smtp, "504 GSSAPI authentication mechanism not supported", auth_mechanism_unsupported},
    Said{smtp, "421 mail.pec.example: SMTP command timeout - closing connection", connection_lost},
    Said{smtp, "421 mail.pec.example lost input connection", auth_temporary},
    Said{smtp, "421 Too many failed AUTH attempts", rate_limited}));

INSTANTIATE_TEST_SUITE_P(Cyrus, AtTheLogin, ::testing::Values(
    Said{imap, "NO Login failed: user not found", auth_rejected},
    Said{imap, "NO Login failed: authentication failure", auth_rejected},
    Said{imap, "NO Login failed: generic failure", auth_temporary},
    Said{imap, "NO Login failed: no mechanism available", auth_mechanism_unsupported},
    Said{imap, "NO Login only available under a layer", auth_needs_tls},
    Said{imap, "NO Too many open connections (11)", auth_connection_limit},
    Said{pop3, "-ERR [AUTH] Invalid user", auth_rejected},
    Said{pop3, "-ERR [AUTH] Invalid login", auth_rejected},
    Said{pop3, "-ERR [SYS/PERM] Unable to locate maildrop: Permission denied", auth_account_disabled},
    Said{pop3, "-ERR [SYS/TEMP] Unable to locate maildrop: System I/O error", auth_temporary}));

INSTANTIATE_TEST_SUITE_P(Courier, AtTheLogin, ::testing::Values(
    Said{imap, "NO Login failed.", auth_rejected},
    Said{imap, "NO Error in IMAP command received by server.", auth_rejected},
    Said{imap, "NO Temporary problem, please try again later", auth_temporary},
    Said{imap, "* BYE [ALERT] Fatal error: Account's mailbox directory is not owned by the correct uid or gid", auth_temporary},
    Said{pop3, "-ERR Login failed.", auth_rejected},
    Said{pop3, "-ERR Temporary problem, please try again later", auth_temporary},
    Said{smtp, "535 Authentication rejected", auth_rejected},
    Said{smtp, "535 Authentication failed.", auth_rejected}));

INSTANTIATE_TEST_SUITE_P(Exchange, AtTheLogin, ::testing::Values(
    Said{imap, "NO LOGIN failed.", auth_rejected},
    Said{imap, "NO AUTHENTICATE failed.", auth_rejected},
    Said{imap, "BAD User is authenticated but not connected.", mailbox_unavailable},
    Said{imap, "NO Server Unavailable. 15", auth_temporary},
    Said{pop3, "-ERR Logon failure: unknown user name or bad password.", auth_rejected},
    Said{pop3, "-ERR Command is not valid in this state.", auth_rejected},
    Said{smtp, "535 5.7.3 Authentication unsuccessful", auth_rejected},
    Said{smtp, "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.", auth_rejected},
    Said{smtp, "535 5.7.139 Authentication unsuccessful, user password has expired.", auth_password_expired},
    Said{smtp, "535 5.7.139 Authentication unsuccessful, account is disabled.", auth_account_disabled},
    Said{smtp, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", auth_protocol_disabled},
    Said{smtp, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", auth_mechanism_unsupported},
    Said{smtp, "454 4.7.0 Temporary authentication failure", auth_temporary},
    Said{smtp, "421 4.4.2 Connection dropped due to SocketError", auth_temporary},
    Said{smtp, "451 4.7.0 Temporary server error. Please try again later. PRX4", auth_temporary},
    Said{smtp, "432 4.3.2 STOREDRV; recipient thread limit exceeded", auth_temporary}));

INSTANTIATE_TEST_SUITE_P(Zimbra, AtTheLogin, ::testing::Values(
    Said{imap, "NO LOGIN failed", auth_rejected},
    Said{imap, "NO LOGIN failed (invalid credentials)", auth_rejected},
    Said{imap, "NO account does not have IMAP access enabled", auth_protocol_disabled},
    Said{imap, "NO LOGIN failed (wrong host)", auth_wrong_server},
    Said{imap, "NO account undergoing maintenance; please try again later", auth_temporary},
    Said{imap, "NO [ALERT] password must be changed before IMAP login permitted", auth_password_expired},
    Said{imap, "NO cleartext logins disabled", auth_needs_tls},
    Said{pop3, "-ERR invalid username/password", auth_rejected},
    Said{pop3, "-ERR only valid after entering TLS mode", auth_needs_tls},
    Said{pop3, "-ERR your password has expired", auth_password_expired},
    Said{smtp, "535 5.7.8 Error: authentication failed: authentication failure", auth_rejected}));

INSTANTIATE_TEST_SUITE_P(BigProviders, AtTheLogin, ::testing::Values(
    Said{imap, "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", auth_rejected},
    Said{imap, "NO [ALERT] Application-specific password required: https://support.example/ (Failure)", auth_app_password_required},
    Said{imap, "NO [WEBALERT https://accounts.example/] Web login required.", auth_locked},
    Said{imap, "NO [ALERT] Please log in via your web browser: https://support.example/ (Failure)", auth_locked},
    Said{imap, "NO [ALERT] Too many simultaneous connections. (Failure)", auth_connection_limit},
    Said{imap, "NO [ALERT] Account exceeded command or bandwidth limits. (Failure)", rate_limited},
    Said{imap, "NO [OVERQUOTA] Account exceeded command or bandwidth limits.", rate_limited},
    Said{imap, "NO [LIMIT] LOGIN Rate limit hit.", rate_limited},
    Said{imap, "NO [UNAVAILABLE] LOGIN Server error - Please try again later", auth_temporary},
    Said{imap, "NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials", auth_rejected},
    Said{imap, "NO [AUTHENTICATIONFAILED] AUTHENTICATE Imap login is disabled. Use apps password instead.", auth_app_password_required},
    Said{smtp, "534 5.7.14 <https://accounts.example/signin> Please log in via your web browser", auth_locked},
    Said{smtp, "535 5.7.8 Error: authentication failed: Invalid user or password!", auth_rejected},
    Said{smtp, "535 5.7.8 Error: authentication failed: authentication failed: This user does not have access rights to this service", auth_protocol_disabled},
    Said{smtp, "535 Authentication failed. Invalid username or password. Application-specific password may be required", auth_app_password_required},
    Said{smtp, "421 4.7.0 Try again later, closing connection.", auth_temporary},
    Said{smtp, "454 4.7.0 Cannot authenticate due to temporary system problem. Try again later.", auth_temporary},
    Said{smtp, "530 5.7.0 Authentication Required.", undiagnosed},
    Said{smtp, "535 5.7.0 (#AUTH005) Too many bad auth attempts.", auth_locked},
    Said{smtp, "535 5.7.0 (#MBR1212) Incorrect username or password.", auth_rejected}));

INSTANTIATE_TEST_SUITE_P(SmallPrograms, AtTheLogin, ::testing::Values(
    // qmail and what stands on it
    Said{pop3, "-ERR authorization failed", auth_rejected},
    Said{pop3, "-ERR this user has no $HOME/Maildir", auth_rejected},
    Said{smtp, "535 authentication failed (#5.7.1)", auth_rejected},
    Said{smtp, "454 oops, problem with child and I can't auth (#4.3.0)", auth_temporary},
    Said{smtp, "503 no auth during mail transaction (#5.5.0)", auth_not_offered},
    Said{smtp, "504 auth type unimplemented (#5.5.1)", auth_mechanism_unsupported},
    Said{smtp, "501 auth exchange cancelled (#5.0.0)", undiagnosed},
    // Apache James
    Said{imap, "NO LOGIN failed. Invalid login/password.", auth_rejected},
    Said{imap, "NO LOGIN failed. Authentication failed.", auth_rejected},
    Said{pop3, "-ERR Authentication failed.", auth_rejected},
    Said{pop3, "-ERR [IN-USE] Unable to lock the mailbox", mailbox_in_use},
    Said{smtp, "535 Authentication Failed", auth_rejected},
    Said{smtp, "504 Unrecognized Authentication Type", auth_mechanism_unsupported},
    // hMailServer
    Said{imap, "NO Invalid user name or password.", auth_rejected},
    Said{imap, "* BYE Too many invalid logon attempts.", auth_locked},
    Said{pop3, "-ERR Invalid user name or password. Please use full email address as user name.", auth_rejected},
    Said{pop3, "-ERR Your mailbox is already locked", mailbox_in_use},
    Said{smtp, "535 Authentication failed. Restarting authentication process.", auth_rejected},
    Said{smtp, "538 Must issue a STARTTLS command first", auth_needs_tls},
    // MDaemon
    Said{imap, "NO LOGIN failed, bad password", auth_rejected},
    Said{imap, "NO Access denied; account is disabled", auth_account_disabled},
    Said{pop3, "-ERR Bad user name or password", auth_rejected},
    Said{pop3, "-ERR POP3 access not permitted for this account", auth_protocol_disabled},
    Said{pop3, "-ERR account is frozen", auth_account_disabled},
    Said{smtp, "535 Authentication failed: dynamic screening has blocked this IP", auth_locked},
    // Kerio, Axigen, SmarterMail, IceWarp, Stalwart, Lotus Domino
    Said{imap, "NO Login failed: the account is temporarily locked out", auth_locked},
    Said{imap, "NO Too many failed logins, your IP address is blocked", auth_locked},
    Said{imap, "NO [AUTHENTICATIONFAILED] Authentication failed", auth_rejected},
    Said{pop3, "-ERR Password supplied for user is incorrect", auth_rejected},
    Said{pop3, "-ERR Login failed: access is denied", auth_rejected},
    Said{smtp, "535 5.7.8 Authentication credentials invalid.", auth_rejected},
    Said{smtp, "454 4.7.0 Authentication service temporarily unavailable", auth_temporary},
    Said{smtp, "535 5.7.1 Access denied: user has no permission to use SMTP", auth_protocol_disabled}));

INSTANTIATE_TEST_SUITE_P(OtherLanguages, AtTheLogin, ::testing::Values(
    Said{smtp, "535 5.7.8 Autenticazione fallita", auth_rejected},
    Said{smtp, "550 Nome utente o password errati", auth_rejected},
    Said{imap, "NO Accesso negato: credenziali non corrette", auth_rejected},
    Said{imap, "NO Accesso IMAP non abilitato per la casella", auth_protocol_disabled},
    Said{pop3, "-ERR L'utenza \xC3\xA8 stata sospesa per morosit\xC3\xA0", auth_account_disabled},
    Said{pop3, "-ERR La password deve essere modificata", auth_password_expired},
    Said{smtp, "535 Accesso consentito solo con password dedicata", auth_app_password_required},
    Said{smtp, "535 Indirizzo bloccato per troppi tentativi", auth_locked},
    Said{smtp, "454 Servizio non disponibile, riprovare pi\xC3\xB9 tardi", auth_temporary},
    Said{imap, "NO Superato il numero massimo di connessioni", auth_connection_limit},
    Said{imap, "NO Anmeldung fehlgeschlagen", auth_rejected},
    Said{smtp, "550 Benutzername oder Passwort falsch", auth_rejected},
    Said{imap, "NO Passwort abgelaufen", auth_password_expired},
    Said{imap, "NO Ihr Konto wurde gesperrt", auth_locked},
    Said{imap, "NO Zu viele gleichzeitige Verbindungen", auth_connection_limit},
    Said{imap, "NO IMAP ist f\xC3\xBCr dieses Konto deaktiviert", auth_protocol_disabled},
    Said{pop3, "-ERR Wartungsarbeiten, bitte sp\xC3\xA4ter versuchen", auth_temporary},
    Said{imap, "NO \xC3\x89" "chec de l'authentification", auth_rejected},
    Said{smtp, "550 Mot de passe incorrect", auth_rejected},
    Said{imap, "NO Votre mot de passe a expir\xC3\xA9", auth_password_expired},
    Said{imap, "NO Compte suspendu", auth_account_disabled},
    Said{imap, "NO Compte bloqu\xC3\xA9", auth_locked},
    Said{pop3, "-ERR Service temporairement indisponible", auth_temporary},
    Said{imap, "NO Trop de connexions simultan\xC3\xA9" "es", auth_connection_limit},
    Said{imap, "NO Error de autenticaci\xC3\xB3n", auth_rejected},
    Said{smtp, "550 Usuario o contrase\xC3\xB1" "a incorrectos", auth_rejected},
    Said{imap, "NO La contrase\xC3\xB1" "a ha caducado", auth_password_expired},
    Said{imap, "NO Cuenta bloqueada por demasiados intentos", auth_locked},
    Said{imap, "NO Cuenta suspendida", auth_account_disabled},
    Said{imap, "NO El acceso IMAP est\xC3\xA1 deshabilitado", auth_protocol_disabled},
    Said{pop3, "-ERR Servicio no disponible temporalmente", auth_temporary},
    Said{imap, "NO Demasiadas conexiones", auth_connection_limit}));

// A backend that is down is no reason to doubt the password; "try again" beside a plain refusal is no fault.
INSTANTIATE_TEST_SUITE_P(BrokenBackends, AtTheLogin, ::testing::Values(
    Said{imap, "NO Unable to connect to LDAP server", auth_temporary},
    Said{smtp, "535 5.7.8 Cannot contact authentication daemon", auth_temporary},
    Said{pop3, "-ERR Can't reach the mail store", auth_temporary},
    Said{imap, "NO Authentication server is down", auth_temporary},
    Said{imap, "NO Authentication server not responding", auth_temporary},
    Said{pop3, "-ERR SQL error", auth_temporary},
    Said{imap, "NO Proxy: connection to backend failed", auth_temporary},
    Said{imap, "NO Please try again in a few minutes", auth_temporary},
    Said{smtp, "535 Impossibile contattare il server di autenticazione", auth_temporary},
    Said{imap, "NO Riprovare tra qualche minuto", auth_temporary},
    Said{imap, "NO Errore di sistema", auth_temporary},
    Said{imap, "NO Il servizio non \xC3\xA8 al momento disponibile", auth_temporary},
    Said{imap, "NO Interner Serverfehler", auth_temporary},
    Said{imap, "NO Erreur interne du serveur", auth_temporary},
    Said{imap, "NO Int\xC3\xA9ntelo m\xC3\xA1s tarde", auth_temporary},
    Said{imap, "NO Servi\xC3\xA7o temporariamente indispon\xC3\xADvel", auth_temporary},
    Said{imap, "NO Us\xC5\x82uga tymczasowo niedost\xC4\x99pna", auth_temporary},
    Said{imap, "NO Tijdelijke fout", auth_temporary},
    Said{imap, "NO Authentication failed, please try again", auth_rejected},
    Said{smtp, "535 5.7.8 LDAP authentication failed", auth_rejected},
    Said{pop3, "-ERR Password errata, riprovare tra 5 minuti", auth_rejected},
    Said{imap, "NO You cannot connect from here", auth_rejected}));

INSTANTIATE_TEST_SUITE_P(OtherWords, AtTheLogin, ::testing::Values(
    Said{imap, "NO expired account password", auth_password_expired},
    Said{pop3, "-ERR password too old, change it", auth_password_expired},
    Said{imap, "NO Validit\xC3\xA0 della password terminata", auth_password_expired},
    Said{imap, "NO Twoje has\xC5\x82o wygas\xC5\x82o", auth_password_expired},
    Said{smtp, "535 brute force detected", auth_locked},
    Said{imap, "NO Accesso consentito solo da webmail", auth_protocol_disabled},
    Said{imap, "NO Only webmail is allowed for this user", auth_protocol_disabled}));

INSTANTIATE_TEST_SUITE_P(Everyone, InTheGreeting, ::testing::Values(
    Said{smtp, "421 mail.pec.example: Too many concurrent SMTP connections; please try again later.", server_busy},
    Said{smtp, "421 4.3.2 Service not available", server_busy},
    Said{smtp, "421 mail.pec.example Service not available, closing transmission channel", server_busy},
    Said{smtp, "450 4.7.1 -", server_busy},
    Said{smtp, "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example", access_denied},
    Said{smtp, "550 SMTP connection refused", access_denied},
    Said{smtp, "554 SMTP synchronization error", access_denied},
    Said{smtp, "554 No SMTP service here", access_denied},
    Said{smtp, "521 5.3.2 mail.pec.example does not accept mail", access_denied},
    Said{imap, "* BYE Connection refused", access_denied},
    Said{imap, "* BYE [ALERT] Too many connections from your IP", server_busy},
    Said{imap, "* BYE Server is shutting down", server_busy},
    Said{imap, "* BYE [UNAVAILABLE] -", server_busy},
    Said{imap, "* BYE IMAP4rev1 server terminating: maximum number of connections reached", server_busy},
    Said{imap, "* BYE Dovecot is under maintenance", server_busy},
    Said{imap, "* BYE Your IP address has been banned", access_denied},
    Said{imap, "* BYE Servizio in manutenzione", server_busy},
    Said{pop3, "-ERR [SYS/TEMP] -", server_busy},
    Said{pop3, "-ERR Access from your host denied", access_denied},
    Said{pop3, "-ERR Too many connections, try later", server_busy},
    Said{pop3, "-ERR Indirizzo IP bloccato", access_denied}));

INSTANTIATE_TEST_SUITE_P(Everyone, AtTheSender, ::testing::Values(
    Said{smtp, "553 5.7.1 <a@pec.example>: Sender address rejected: not owned by user b@pec.example", sender_refused},
    Said{smtp, "550 5.7.60 SMTP; Client does not have permissions to send as this sender", sender_refused},
    Said{smtp, "550 Sender verify failed", sender_refused},
    Said{smtp, "501 5.1.7 Bad sender address syntax", sender_refused},
    Said{smtp, "553 5.7.1 Il mittente non corrisponde all'utente autenticato", sender_refused},
    Said{smtp, "550 5.1.0 -", sender_refused},
    Said{smtp, "552 5.2.2 Mailbox full", mailbox_over_quota},
    Said{smtp, "452 4.2.2 -", mailbox_over_quota},
    Said{smtp, "450 4.7.28 -", rate_limited},
    Said{smtp, "550 MAIL from: blocked \"Class Of Service\" - Too much traffic from this sender", rate_limited},
    Said{smtp, "451 4.3.0 -", mailbox_unavailable}));

INSTANTIATE_TEST_SUITE_P(Everyone, AtTheMailbox, ::testing::Values(
    Said{imap, "NO Mailbox does not exist", mailbox_unavailable},
    Said{imap, "NO [NONEXISTENT] Unknown Mailbox: INBOX", mailbox_unavailable},
    Said{imap, "NO [OVERQUOTA] -", mailbox_over_quota},
    Said{imap, "NO [INUSE] -", mailbox_in_use},
    Said{imap, "NO System I/O error", mailbox_unavailable},
    Said{imap, "NO [SERVERBUG] Internal error occurred", mailbox_unavailable},
    Said{pop3, "-ERR maildrop already locked", mailbox_in_use},
    Said{pop3, "-ERR [SYS/TEMP] -", mailbox_unavailable},
    Said{pop3, "-ERR Mailbox is full", mailbox_over_quota}));
// clang-format on

}  // namespace

}  // namespace pecprobe::test
