// A refused login whose words say why. Words are never more than a deduction; an alert that came at
// another time in the session is only a possibility.
#include "probe/diagnosis/evidence.hpp"
#include "probe/diagnosis/login_refusal.hpp"
#include "probe/diagnosis/rule.hpp"

#include <array>

namespace pecprobe {

namespace {

template <Saying k_saying>
bool alert_says(const Sighting& s) {
  return is_login_refusal(s) && s.alerts.say(k_saying);
}

bool wants_encryption(const Sighting& s) { return login_says<Saying::needs_tls>(s) && !s.is_encrypted(); }
bool in_use(const Sighting& s) { return is_login_refusal(s) && says_in_use(s); }
bool has_trouble(const Sighting& s) { return is_login_refusal(s) && says_trouble(s); }

/// The standard's words for the mechanism, which Gmail and its followers give another meaning.
bool bare_mechanism_code(const Sighting& s) { return is_login_refusal(s) && s.status_detail() == "7.9"; }

template <Saying k_saying>
constexpr Rule words_rule(std::string_view name, Code code, std::string_view source) {
  return {name, login_says<k_saying>, code, Certainty::deduced, refusal_lines, source};
}

template <Saying k_saying>
constexpr Rule alert_rule(std::string_view name, Code code) {
  return {
      name, alert_says<k_saying>, code, Certainty::possible, alerts_and_refusal, "RFC 9051 §7.1: ALERT; vocabulary"};
}

constexpr std::array k_login_word_rules = {
    Rule{"the words ask for encryption", wants_encryption, Code::auth_needs_tls, Certainty::deduced, refusal_lines,
         "vocabulary: needs_tls; seen: Dovecot 2.3.19 POP3"},
    // A proxy in front of the server may have taken the encryption off; still it is what the server misses.
    Rule{"the words ask for encryption that is there", login_says<Saying::needs_tls>, Code::auth_needs_tls,
         Certainty::possible, refusal_lines, "vocabulary: needs_tls"},
    words_rule<Saying::mechanism>("the words refuse the mechanism", Code::auth_mechanism_unsupported,
                                  "vocabulary: mechanism; RFC 4954 §6: 534; seen: Dovecot 2.3.19, Postfix 3.7.11"),
    words_rule<Saying::password_expired>("the words say that the password expired", Code::auth_password_expired,
                                         "vocabulary: password_expired; seen: Dovecot 2.3.19 POP3, Postfix 3.7.11"),
    words_rule<Saying::app_password>("the words ask for an app password", Code::auth_app_password_required,
                                     "vocabulary: app_password; 534 5.7.9 of Gmail"),
    Rule{"the words say that the mailbox is in use", in_use, Code::mailbox_in_use, Certainty::deduced, refusal_lines,
         "vocabulary: in_use; RFC 1939 §4"},
    words_rule<Saying::locked>("the words say blocked", Code::auth_locked, "vocabulary: locked"),
    words_rule<Saying::protocol_off>("the words say that the protocol is off", Code::auth_protocol_disabled,
                                     "vocabulary: protocol_off"),
    words_rule<Saying::account_off>("the words say that the account is off", Code::auth_account_disabled,
                                    "vocabulary: account_off; seen: Dovecot 2.3.19 POP3 nologin"),
    Rule{"the words name another server", login_says<Saying::other_server>, Code::auth_wrong_server,
         Certainty::possible, refusal_lines, "vocabulary: other_server; seen: Dovecot 2.3.19 POP3"},
    words_rule<Saying::rate>("the words name a rate", Code::rate_limited, "vocabulary: rate"),
    words_rule<Saying::attempts>("the words count refused attempts", Code::auth_locked, "vocabulary: attempts"),
    words_rule<Saying::connection_limit>("the words count sessions", Code::auth_connection_limit,
                                         "vocabulary: connection_limit"),
    words_rule<Saying::over_quota>("the words say that the mailbox is full", Code::mailbox_over_quota,
                                   "vocabulary: over_quota"),
    words_rule<Saying::not_connected>("authenticated, but without a mailbox", Code::mailbox_unavailable,
                                      "vocabulary: not_connected"),
    Rule{"the words name trouble of the server", has_trouble, Code::auth_temporary, Certainty::deduced, refusal_lines,
         "vocabulary: temporary"},
    Rule{"534 5.7.9 without words that are known", bare_mechanism_code, Code::auth_app_password_required,
         Certainty::possible, refusal_lines, "RFC 4954 §6: X.7.9; 534 5.7.9 of Gmail"},
    alert_rule<Saying::password_expired>("an alert says that the password expired", Code::auth_password_expired),
    alert_rule<Saying::app_password>("an alert asks for an app password", Code::auth_app_password_required),
    alert_rule<Saying::locked>("an alert says blocked", Code::auth_locked),
    alert_rule<Saying::protocol_off>("an alert says that the protocol is off", Code::auth_protocol_disabled),
    alert_rule<Saying::account_off>("an alert says that the account is off", Code::auth_account_disabled),
};

}  // namespace

std::span<const Rule> login_word_rules() noexcept { return k_login_word_rules; }

}  // namespace pecprobe
