// Between the connection and the login: greeting and capabilities.
#include "probe/diagnosis/evidence.hpp"
#include "probe/diagnosis/rule.hpp"

#include <array>

namespace pecprobe {

namespace {

bool early(const Sighting& s) { return s.refused(Moment::before_login); }

bool speaks_something_else(const Sighting& s) { return s.dialogue.stop == Stop::not_this_protocol; }

std::string what_it_looks_like(const Sighting& s) {
  switch (s.dialogue.looks_like) {
    case Lookalike::unknown: return "";
    case Lookalike::imap: return "IMAP";
    case Lookalike::pop3: return "POP3";
    case Lookalike::smtp: return "SMTP";
    case Lookalike::ftp: return "FTP";
    case Lookalike::http: return "HTTP";
    case Lookalike::ssh: return "SSH";
    case Lookalike::tls: return "TLS";
  }
  return "";
}

bool misses_a_client_certificate(const Sighting& s) {
  return early(s) && s.facts.tls && s.facts.tls->client_certificate_asked && s.words.say(Saying::certificate);
}

bool transient(const Sighting& s) { return early(s) && s.is_transient(); }

bool unavailable(const Sighting& s) {
  return early(s) && (s.has_response_code("UNAVAILABLE") || s.has_response_code("SYS/TEMP"));
}

bool limited_by_code(const Sighting& s) {
  return early(s) && (s.has_response_code("LIMIT") || s.has_response_code("IN-USE") || s.has_response_code("INUSE") ||
                      s.has_response_code("LOGIN-DELAY") || s.has_response_code("SERVERBUG"));
}

bool sends_elsewhere(const Sighting& s) { return early(s) && s.has_response_code("REFERRAL"); }

bool says_blocked(const Sighting& s) {
  return early(s) && (s.words.say(Saying::locked) || s.words.say(Saying::attempts));
}

bool says_too_slow(const Sighting& s) {
  return early(s) && s.dialogue.stop != Stop::greeting_refused && s.words.say(Saying::inactivity);
}

bool says_busy(const Sighting& s) {
  return early(s) &&
         (s.words.say(Saying::temporary) || s.words.say(Saying::connection_limit) || s.words.say(Saying::rate));
}

bool capabilities_denied(const Sighting& s) {
  return early(s) && s.dialogue.stop == Stop::commands_refused &&
         (s.status_detail().starts_with("7.") || s.words.say(Saying::denied));
}

bool capabilities_refused(const Sighting& s) { return early(s) && s.dialogue.stop == Stop::commands_refused; }

bool left_without_words(const Sighting& s) {
  return early(s) && s.dialogue.stop != Stop::greeting_refused && s.words.empty();
}

bool refused(const Sighting& s) { return early(s); }

constexpr std::array k_greeting_rules = {
    Rule{"something else listens on this port", speaks_something_else, Code::not_this_protocol, Certainty::stated,
         unexpected_bytes, "RFC 9051 §7.1.5, RFC 1939 §4, RFC 5321 §3.1", what_it_looks_like},
    Rule{"refused before the login for want of a client certificate", misses_a_client_certificate,
         Code::tls_client_certificate_required, Certainty::deduced, refusal_lines,
         "RFC 8446 §4.3.2; seen: Postfix 3.7.11 smtpd_tls_req_ccert"},
    Rule{"the server left because nothing came", says_too_slow, Code::connection_lost, Certainty::deduced,
         interrupted_step, "vocabulary: inactivity"},
    Rule{"[REFERRAL] before the login", sends_elsewhere, Code::auth_wrong_server, Certainty::stated, refusal_lines,
         "RFC 2221 §4.2", referred_host},
    Rule{"refused before the login for the moment", transient, Code::server_busy, Certainty::stated, refusal_lines,
         "RFC 5321 §4.2.1: 4yz"},
    Rule{"the service says that it is not available", unavailable, Code::server_busy, Certainty::stated, refusal_lines,
         "RFC 5530 §3: UNAVAILABLE; RFC 3206 §4: SYS/TEMP"},
    Rule{"a limit or a fault of the server before the login", limited_by_code, Code::server_busy, Certainty::deduced,
         refusal_lines, "RFC 5530 §3: LIMIT, INUSE, SERVERBUG; RFC 2449 §8"},
    Rule{"the words say that this address is blocked", says_blocked, Code::access_denied, Certainty::deduced,
         refusal_lines, "vocabulary: locked, attempts"},
    Rule{"the words say that the server is busy", says_busy, Code::server_busy, Certainty::deduced, refusal_lines,
         "vocabulary: temporary, connection_limit, rate; seen: Dovecot 2.3.19 BYE"},
    Rule{"the words refuse this client at the first command", capabilities_denied, Code::access_denied,
         Certainty::deduced, refusal_lines, "RFC 3463 §3.8: X.7.x; vocabulary: denied"},
    // HELO would still work, but AUTH is an extension, and extensions come with EHLO (RFC 5321
    // §2.2.1, RFC 4954 §3).
    Rule{"the server does not take EHLO", capabilities_refused, Code::auth_not_offered, Certainty::deduced,
         refusal_lines, "RFC 5321 §4.1.1.1"},
    Rule{"closed before the login without a word", left_without_words, Code::connection_lost, Certainty::stated,
         interrupted_step, "the kernel's own word"},
    Rule{"refused before the login", refused, Code::access_denied, Certainty::stated, refusal_lines,
         "RFC 5321 §3.1: 554; RFC 9051 §7.1.5: BYE; RFC 1939 §3: -ERR"},
};

}  // namespace

std::span<const Rule> greeting_rules() noexcept { return k_greeting_rules; }

}  // namespace pecprobe
