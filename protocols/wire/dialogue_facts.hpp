// What the mail protocol itself showed, as plain values.
#pragma once

#include "protocols/wire/reply.hpp"
#include "protocols/wire/step.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// The one thing that kept a dialogue from running to its end.
enum class Stop {
  none,  // it ran to its end: the password was accepted and the read-only check succeeded

  // by what the server said; the deciding line is in the fact beside it
  greeting_refused,      // `greeting`
  not_this_protocol,     // `unexpected`, and what it looks like in `looks_like`
  starttls_not_offered,  // `before_tls`
  starttls_refused,      // `starttls_reply`
  starttls_injection,    // `unexpected`: bytes behind the STARTTLS answer
  commands_refused,      // the capability command itself was refused and nothing can follow (EHLO): `capability_reply`
  auth_not_offered,      // no login method, even after TLS
  auth_needs_tls,        // methods only after TLS, and there is none (only with --allow-cleartext)
  auth_mechanism_unsupported,  // methods, but none in common
  preauthenticated,            // PREAUTH, or an OK before the password was sent
  auth_refused,                // `auth.reply`
  mailbox_refused,             // `mailbox_reply`: logged in, but the read-only check failed
  sender_refused,              // `sender_reply`
  recipient_refused,           // `recipient_reply`
  protocol_error,              // `protocol_error` says which rule or limit was broken

  // by the connection, told to the dialogue by whoever drives it
  closed,      // orderly end of the stream
  reset,       // connection reset or another transport error
  timed_out,   // our own limit
  tls_failed,  // the handshake or the verification failed: see TlsFacts
  cancelled,
};

/// A protocol that a greeting can be told to belong to.
enum class Lookalike { unknown, imap, pop3, smtp, ftp, http, ssh, tls };

struct AuthFacts {
  std::vector<std::string> offered;    // SASL mechanisms as announced where the login would happen, upper case
  bool login_command_offered = false;  // IMAP LOGIN, POP3 USER
  std::string
      mechanism;  // the one used: "PLAIN", "LOGIN" …; "LOGIN command" (IMAP) and "USER/PASS" (POP3) are not SASL
  bool attempted = false;      // bytes made from the password were handed to the connection
  bool accepted = false;       // the server said yes to the last line of the exchange
  bool cancelled = false;      // we broke the exchange off (bad challenge)
  std::optional<Reply> reply;  // the answer that decided
};

struct MailboxFacts {
  std::optional<std::uint64_t> messages;      // EXISTS, or the first number of STAT
  std::optional<std::uint64_t> octets;        // the second number of STAT
  std::optional<std::uint64_t> uid_validity;  // IMAP UIDVALIDITY
};

struct DialogueFacts {
  Stop stop = Stop::none;
  Step stopped_at = Step::greeting;
  std::optional<Reply> greeting;
  std::vector<std::string> before_tls;  // capabilities, upper case, in the server's order, duplicates kept out
  std::vector<std::string> after_tls;
  std::vector<std::string> after_login;
  std::optional<Reply> capability_reply;  // when it was refused
  std::optional<Reply> starttls_reply;
  AuthFacts auth;
  std::optional<Reply> mailbox_reply;
  MailboxFacts mailbox;
  std::optional<Reply> sender_reply;
  std::optional<Reply> recipient_reply;
  std::vector<std::string> alerts;  // IMAP [ALERT] texts: must be shown to the user (RFC 9051 §7.1)
  std::string unexpected;           // bytes that should not have been there, capped and redacted
  Lookalike looks_like = Lookalike::unknown;
  std::string protocol_error;      // in English, for the evidence: which limit or rule
  bool farewell_answered = false;  // the server answered LOGOUT or QUIT
  /// The last words that the server sent without being asked (BYE, 421) before it closed, where they decided nothing
  /// else.
  std::optional<Reply> farewell;
};

}  // namespace pecprobe
