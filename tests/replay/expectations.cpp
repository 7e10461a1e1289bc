#include "tests/replay/expectations.hpp"

namespace pecprobe::test {

const std::map<std::string_view, std::vector<Code>>& allowed_codes() {
  using enum Code;
  static const std::map<std::string_view, std::vector<Code>> k_allowed = {
      // the login succeeds
      {"TLS 1.2 server, login succeeds", {ok}},
      {"TLS 1.3 server, login succeeds", {ok}},
      {"UTF-8 password in a quoted string (IMAP: 8-bit in LOGIN; POP3: 8-bit in PASS)", {ok}},
      {"account barred from POP3 logs in over this protocol", {ok}},
      {"authentication answered after 15 s", {ok}},
      {"certificate revoked, client does not look: login succeeds", {ok}},
      {"client sends no SNI and gets the default certificate (shown without verification)", {ok}},
      {"good certificate: chain", {ok}},
      {"good certificate: ecdsa", {ok}},
      {"good certificate: sni", {ok}},
      {"greeting comes after 20 s, then the login succeeds", {ok}},
      {"login and a whole message accepted", {ok}},
      {"login succeeds without TLS (127.0.0.1 counts as secured in Dovecot / AUTH allowed)", {ok}},
      {"login succeeds, special password (long)", {ok}},
      {"login succeeds, special password (quote)", {ok}},
      {"login succeeds, special password (utf8)", {ok}},
      {"message over the limit, found out at DATA", {ok}},  // our client ends before DATA
      {"name only in CN, no subjectAltName: OpenSSL's own check accepts it, stricter clients do not", {ok}},
      {"passwd-file field pass_expired=y: no effect in 2.3.19, login succeeds", {ok}},
      {"server offers only CRAM-MD5: login with CRAM-MD5 succeeds", {ok}},
      {"server offers only LOGIN: login with LOGIN succeeds", {ok}},
      {"special password (long) through LOGIN / USER+PASS, properly quoted", {ok}},
      {"special password (percent) through LOGIN / USER+PASS, properly quoted", {ok}},
      {"special password (space) through LOGIN / USER+PASS, properly quoted", {ok}},
      // POP3 announces USER beside a mechanism that our client lacks
      {"server offers only DIGEST-MD5: login with DIGEST-MD5 succeeds", {auth_mechanism_unsupported, ok}},

      // certificates and handshakes
      {"RSA-1024 key", {tls_cert_weak}},
      {"SHA-1 signature", {tls_cert_weak}},
      {"certificate expired", {tls_cert_expired}},
      {"certificate not yet valid", {tls_cert_not_yet_valid}},
      {"certificate revoked, client checks the CRL", {tls_cert_revoked}},
      {"extendedKeyUsage without serverAuth", {tls_cert_wrong_purpose}},
      {"intermediate certificate missing", {tls_cert_chain_incomplete, tls_cert_untrusted}},
      {"issuer unknown to the client", {tls_cert_untrusted, tls_cert_chain_incomplete}},
      {"self-signed certificate", {tls_cert_self_signed}},
      {"client speaks implicit TLS to the STARTTLS port", {tls_not_spoken}},
      {"client waits for a plaintext greeting on the implicit TLS port", {greeting_timeout}},
      {"login service at client_limit: connection accepted by the kernel, never answered", {tls_handshake_timeout}},
      {"server only TLS 1.0/1.1, client allows them: login succeeds", {tls_version_unsupported}},  // ours does not
      {"server only TLS 1.2, client only TLS 1.3", {tls_version_unsupported, tls_handshake_failed}},
      {"server only TLS 1.3, client at most TLS 1.2", {tls_version_unsupported, tls_handshake_failed}},
      {"server's certificate file is missing", {tls_handshake_failed}},
      {"server's key does not match its certificate", {tls_handshake_failed, starttls_refused}},
      {"server's key does not match its certificate: STARTTLS refused by the server", {starttls_refused}},
      {k_asks_for_certificate, {tls_client_certificate_required}},

      // what is offered
      {"SMTP AUTH not enabled on this port (port 25)", {auth_not_offered}},
      {"client wants STARTTLS, server has no TLS at all", {starttls_not_offered}},
      {"client wants STARTTLS, server offers only plain AUTH", {starttls_not_offered}},
      {"neither STARTTLS nor AUTH on this port", {auth_not_offered, auth_needs_tls}},
      {"plaintext login refused without TLS (disable_plaintext_auth)", {auth_needs_tls}},
      {"smtpd_tls_security_level=encrypt: AUTH without STARTTLS", {auth_needs_tls}},
      {"smtpd_tls_security_level=encrypt: every command needs STARTTLS", {auth_needs_tls}},
      {"client tries PLAIN, server offers only CRAM-MD5", {auth_mechanism_unsupported}},
      {"client tries PLAIN, server offers only DIGEST-MD5", {auth_mechanism_unsupported}},
      {"client tries PLAIN, server offers only LOGIN", {auth_mechanism_unsupported}},
      {"client tries PLAIN, server offers only SCRAM-SHA-256, SCRAM-SHA-1", {auth_mechanism_unsupported}},
      {"client uses LOGIN, server offers only CRAM-MD5", {auth_mechanism_unsupported}},
      {"client uses LOGIN, server offers only DIGEST-MD5", {auth_mechanism_unsupported}},
      {"client uses LOGIN, server offers only SCRAM-SHA-256, SCRAM-SHA-1", {auth_mechanism_unsupported}},
      {"client uses USER/PASS, server offers only CRAM-MD5", {auth_mechanism_unsupported}},
      {"client uses USER/PASS, server offers only DIGEST-MD5", {auth_mechanism_unsupported}},

      // before the login
      {"421 at connect time: maintenance", {server_busy}},
      {"connection count limit 1 reached", {server_busy}},
      {"smtpd_client_connection_count_limit=1", {server_busy}},
      {"smtpd_client_connection_rate_limit=1 per minute", {server_busy}},
      {"client address rejected at connect time", {access_denied}},
      {"Dovecot auth process cannot start", {server_busy, connection_lost}},
      {"Postfix: AUTH socket does not exist", {connection_lost}},
      {"greeting comes after 20 s, client gives up after 8 s", {greeting_timeout}},
      {"client speaks imap to another mail protocol's port 20995", {not_this_protocol}},
      {"client speaks pop3 to another mail protocol's port 20465", {not_this_protocol}},
      {"client speaks smtp to another mail protocol's port 20993", {not_this_protocol}},

      // the login is refused, and nothing says why
      {"CRAM-MD5, wrong password", {auth_rejected}},
      {"DIGEST-MD5, wrong password", {auth_mechanism_unsupported, auth_rejected}},
      {"LOGIN, wrong password", {auth_rejected}},
      {"UTF-8 password account, client sends the password in another form (wrong bytes)", {auth_rejected}},
      {"account disabled (right password given)", {auth_rejected}},
      {"empty password sent", {auth_rejected}},
      {"five wrong passwords on one connection", {auth_rejected}},          // ours sends one
      {"hard error limit reached after wrong passwords", {auth_rejected}},  // ours stops at the first
      {"this account may not use POP3", {auth_rejected}},                   // alone; see the side-by-side tests
      {"this account may not use SMTP", {auth_rejected}},
      {"user does not exist", {auth_rejected}},
      {"user name with a trailing blank", {auth_rejected}},
      {"user name without its domain", {auth_rejected}},
      {"wrong password", {auth_rejected}},
      {"wrong passwords from one address are answered later and later (2, 4, 8, 15 s)", {auth_rejected}},

      // the login is refused with a reason; Postfix does not ask Dovecot's nologin and referrals
      {"password expired (right password given)", {auth_password_expired}},
      {"nologin=y with a reason text", {auth_account_disabled, ok}},
      {"nologin=y, reason with underscores", {auth_account_disabled, auth_wrong_server, ok}},
      {"nologin=y with host=: login referral to another server", {auth_wrong_server, ok}},
      {"passdb imap: the remote login server refuses connections", {auth_temporary, auth_rejected}},
      {"password database temporary failure (right password)", {auth_temporary, auth_rejected}},
      {"proxy=y to a backend that refuses connections", {auth_temporary}},
      {"smtpd_client_auth_rate_limit=1 per minute", {rate_limited}},
      {"authentication takes 15 s, the client gives up after 5 s", {reply_timeout}},
      {"password right, user missing in userdb (configuration error)", {connection_lost, ok}},

      // after the login
      {"login succeeds, mailbox directory not accessible", {mailbox_unavailable, auth_temporary}},
      {"mailbox locked by another POP3 session (pop3_lock_session=yes)", {mailbox_in_use}},
      {"authenticated user does not own the sender address", {sender_refused}},
      {"sender in a domain nobody owns", {sender_refused}},
      {"sender syntax error", {sender_refused}},
      {"recipient blocked by policy", {recipient_refused}},
      {"recipient does not exist in the local domain", {recipient_refused}},
      {"recipient greylisted", {rate_limited}},
      {"recipient over quota", {mailbox_over_quota}},
  };
  return k_allowed;
}

const std::map<std::string_view, std::string_view>& not_replayable() {
  static const std::map<std::string_view, std::string_view> k_causes = {
      {"client sends a plaintext command on the implicit TLS port", "the recorded client speaks before the greeting"},
      {"server offers only SCRAM-SHA-256, SCRAM-SHA-1: login with SCRAM-SHA-256 succeeds",
       "a recorded challenge answers the nonce of another client: SCRAM-SHA-256"},
      {"mailbox over quota: APPEND refused", "our client stores nothing in a mailbox"},
      {"MAIL FROM SIZE over message_size_limit", "our client announces no message and no size"},
      {"client does not authenticate on the submission port", "our client names no sender before its login"},
  };
  return k_causes;
}

}  // namespace pecprobe::test
