// A refused login whose code says why: the registers of RFC 5530, 2449, 3206, 4954, 5248 and 3463.
#include "probe/diagnosis/evidence.hpp"
#include "probe/diagnosis/login_refusal.hpp"
#include "probe/diagnosis/rule.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

bool we_broke_off(const Sighting& s) { return is_login_refusal(s) && s.dialogue.auth.cancelled; }

bool misses_a_client_certificate(const Sighting& s) {
  return login_says<Saying::certificate>(s) && s.facts.tls && s.facts.tls->client_certificate_asked;
}

/// Response codes of IMAP and POP3, as structural types for templates.
template <std::size_t k_size>
struct CodeName {
  constexpr CodeName(const char (&text)[k_size]) {
    std::copy_n(text, k_size, value);
  }  // NOLINT(google-explicit-constructor)
  char value[k_size]{};
};

template <CodeName k_code>
bool login_code(const Sighting& s) {
  return is_login_refusal(s) && s.has_response_code(k_code.value);
}

bool encryption_required(const Sighting& s) {
  const std::string_view detail = s.status_detail();
  const bool is_first_command = s.has_code(530) && !s.is_encrypted();
  return is_login_refusal(s) && (s.has_response_code("PRIVACYREQUIRED") || s.has_code(538) || s.has_code(523) ||
                                 detail == "7.10" || detail == "7.11" || is_first_command);
}

bool in_use(const Sighting& s) { return login_code<"IN-USE">(s) || login_code<"INUSE">(s); }
bool in_use_by_too_many(const Sighting& s) { return in_use(s) && s.words.say(Saying::connection_limit); }

bool too_little_space(const Sighting& s) {
  return is_login_refusal(s) && (s.has_response_code("OVERQUOTA") || s.status_detail() == "2.2");
}
/// Gmail calls a used-up bandwidth OVERQUOTA.
bool too_much_in_a_time(const Sighting& s) { return login_code<"OVERQUOTA">(s) && s.words.say(Saying::rate); }

bool limited_in_a_time(const Sighting& s) {
  return login_code<"LIMIT">(s) && s.words.say(Saying::rate) && !s.words.say(Saying::connection_limit);
}

bool account_disabled(const Sighting& s) {
  return is_login_refusal(s) && (s.has_code(525) || s.status_detail() == "7.13");
}

/// CONTACTADMIN only says whom to ask; words that say why win.
bool contact_the_administrator(const Sighting& s) {
  return login_code<"CONTACTADMIN">(s) && !s.words.say(Saying::protocol_off) &&
         !s.words.say(Saying::password_expired) && !s.words.say(Saying::app_password) && !s.words.say(Saying::locked);
}

bool temporary_code(const Sighting& s) {
  return is_login_refusal(s) && (s.has_response_code("UNAVAILABLE") || s.has_response_code("SYS/TEMP"));
}
bool bug_code(const Sighting& s) { return login_code<"SERVERBUG">(s) || login_code<"CORRUPTION">(s); }
bool for_the_moment(const Sighting& s) { return temporary_code(s) || (is_login_refusal(s) && s.is_transient()); }

bool moment_limits_sessions(const Sighting& s) {
  return for_the_moment(s) && s.words.say(Saying::connection_limit) && !s.words.say(Saying::attempts);
}
bool moment_is_a_lock(const Sighting& s) { return for_the_moment(s) && s.words.say(Saying::locked); }
bool moment_is_a_rate(const Sighting& s) { return for_the_moment(s) && says_too_many(s); }

/// "[UNAVAILABLE] Your account has been suspended": the words name the account, and nothing in them
/// is for a time.
bool unavailable_for_good(const Sighting& s) {
  return temporary_code(s) && s.words.say(Saying::account_off) && !s.words.say(Saying::temporary);
}

bool left_without_words(const Sighting& s) {
  return is_login_refusal(s) && s.is_farewell() && s.words.empty() && s.refusal->response_code.empty();
}
bool left_because_nothing_came(const Sighting& s) {
  return is_login_refusal(s) && s.is_farewell() && s.words.say(Saying::inactivity);
}
bool transient(const Sighting& s) { return is_login_refusal(s) && s.is_transient(); }

constexpr std::array k_login_code_rules = {
    Rule{"we broke the exchange off", we_broke_off, Code::protocol_error, Certainty::deduced, broken_rule,
         "RFC 4422 §3.5, RFC 4954 §4: *"},
    Rule{"the login is refused for want of a client certificate", misses_a_client_certificate,
         Code::tls_client_certificate_required, Certainty::deduced, refusal_lines,
         "RFC 8446 §4.3.2; seen: Dovecot 2.3.19 auth_ssl_require_client_cert"},
    Rule{"left in answer to the login without a word", left_without_words, Code::connection_lost, Certainty::stated,
         interrupted_step, "RFC 9051 §7.1.5, RFC 5321 §3.8"},
    Rule{"left during the login because nothing came", left_because_nothing_came, Code::connection_lost,
         Certainty::deduced, interrupted_step, "vocabulary: inactivity"},
    Rule{"[EXPIRED]", login_code<"EXPIRED">, Code::auth_password_expired, Certainty::stated, refusal_lines,
         "RFC 5530 §3; seen: Dovecot 2.3.19"},
    Rule{"[AUTHORIZATIONFAILED]", login_code<"AUTHORIZATIONFAILED">, Code::auth_not_authorized, Certainty::stated,
         refusal_lines, "RFC 5530 §3"},
    Rule{"encryption is required first", encryption_required, Code::auth_needs_tls, Certainty::stated, refusal_lines,
         "RFC 5530 §3: PRIVACYREQUIRED; RFC 3207 §4: 530; RFC 4954 §6: 538; RFC 5248: X.7.10"},
    Rule{"[REFERRAL]", login_code<"REFERRAL">, Code::auth_wrong_server, Certainty::stated, refusal_lines,
         "RFC 2221 §4.1; seen: Dovecot 2.3.19", referred_host},
    Rule{"[LIMIT] of a rate", limited_in_a_time, Code::rate_limited, Certainty::deduced, refusal_lines,
         "RFC 5530 §3; vocabulary: rate; a provider's reply, 2026"},
    Rule{"[LIMIT]", login_code<"LIMIT">, Code::auth_connection_limit, Certainty::stated, refusal_lines,
         "RFC 5530 §3; seen: Dovecot 2.3"},
    Rule{"[IN-USE] by too many sessions", in_use_by_too_many, Code::auth_connection_limit, Certainty::deduced,
         refusal_lines, "RFC 2449 §8.1.2; vocabulary: connection_limit"},
    Rule{"[IN-USE]", in_use, Code::mailbox_in_use, Certainty::stated, refusal_lines,
         "RFC 2449 §8.1.2; RFC 5530 §3: INUSE; seen: Dovecot 2.3.19"},
    Rule{"[LOGIN-DELAY]", login_code<"LOGIN-DELAY">, Code::rate_limited, Certainty::stated, refusal_lines,
         "RFC 2449 §8.1.1"},
    Rule{"[OVERQUOTA] of a bandwidth", too_much_in_a_time, Code::rate_limited, Certainty::deduced, refusal_lines,
         "vocabulary: rate"},
    Rule{"[OVERQUOTA]", too_little_space, Code::mailbox_over_quota, Certainty::stated, refusal_lines,
         "RFC 5530 §3; RFC 3463 §3.3: X.2.2"},
    Rule{"the account is disabled", account_disabled, Code::auth_account_disabled, Certainty::stated, refusal_lines,
         "RFC 5248 §2.4: 525 X.7.13"},
    Rule{"[CONTACTADMIN]", contact_the_administrator, Code::auth_account_disabled, Certainty::stated, refusal_lines,
         "RFC 5530 §3; seen: Dovecot 2.3.19 nologin"},
    Rule{"[UNAVAILABLE] about a suspended account", unavailable_for_good, Code::auth_account_disabled,
         Certainty::possible, refusal_lines, "vocabulary: account_off; a provider's reply, 2026"},
    Rule{"too many sessions for the moment", moment_limits_sessions, Code::auth_connection_limit, Certainty::deduced,
         refusal_lines, "vocabulary: connection_limit"},
    Rule{"blocked for the moment", moment_is_a_lock, Code::auth_locked, Certainty::deduced, refusal_lines,
         "vocabulary: locked"},
    Rule{"too many in a time", moment_is_a_rate, Code::rate_limited, Certainty::deduced, refusal_lines,
         "vocabulary: rate, attempts; seen: Postfix 3.7.11 450 4.7.1"},
    Rule{"[UNAVAILABLE]", temporary_code, Code::auth_temporary, Certainty::stated, refusal_lines,
         "RFC 5530 §3: UNAVAILABLE; RFC 3206 §4: SYS/TEMP; seen: Dovecot 2.3.19"},
    Rule{"the login cannot be judged for the moment", transient, Code::auth_temporary, Certainty::stated, refusal_lines,
         "RFC 4954 §6: 432, 454; RFC 5321 §4.2.1: 4yz"},
    Rule{"[SERVERBUG]", bug_code, Code::auth_temporary, Certainty::deduced, refusal_lines,
         "RFC 5530 §3: SERVERBUG, CORRUPTION"},
};

}  // namespace

std::span<const Rule> login_code_rules() noexcept { return k_login_code_rules; }

}  // namespace pecprobe
