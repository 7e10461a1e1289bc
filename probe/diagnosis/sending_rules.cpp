// After the login: may this account send as this address, to that one? Nothing is ever sent.
#include "probe/diagnosis/evidence.hpp"
#include "probe/diagnosis/login_refusal.hpp"
#include "probe/diagnosis/rule.hpp"

#include <array>

namespace pecprobe {

namespace {

bool at_sender(const Sighting& s) {
  return s.refused(Moment::after_login) &&
         (s.dialogue.stop == Stop::sender_refused || s.dialogue.stopped_at == Step::sender);
}
bool at_recipient(const Sighting& s) {
  return s.refused(Moment::after_login) &&
         (s.dialogue.stop == Stop::recipient_refused || s.dialogue.stopped_at == Step::recipient);
}
bool sending(const Sighting& s) { return at_sender(s) || at_recipient(s); }

bool left_without_words(const Sighting& s) {
  return sending(s) && s.is_farewell() && (s.words.empty() || s.words.say(Saying::inactivity));
}

bool over_quota_by_code(const Sighting& s) { return sending(s) && s.status_detail() == "2.2"; }
/// 452 and 552 speak of storage, but without X.2.2 of whose (RFC 5321 §4.2.3); 552 5.3.4 is about a
/// message's size.
bool over_quota_by_words(const Sighting& s) {
  const bool speaks_of_storage = s.has_code(552) && s.status_detail().empty();
  return sending(s) && (s.words.say(Saying::over_quota) || speaks_of_storage);
}

bool too_many_in_a_time(const Sighting& s) {
  return sending(s) && (says_too_many(s) || s.words.say(Saying::connection_limit) || s.status_detail() == "7.28");
}
bool greylisted(const Sighting& s) { return sending(s) && s.words.say(Saying::greylisted); }
bool transient(const Sighting& s) { return sending(s) && s.is_transient(); }

bool sender_not_taken(const Sighting& s) { return at_sender(s) || s.dialogue.stop == Stop::sender_refused; }
bool sender_by_code(const Sighting& s) {
  return at_recipient(s) && (s.status_detail() == "1.7" || s.status_detail() == "1.8");
}
bool sender_by_words(const Sighting& s) { return at_recipient(s) && s.words.say(Saying::sender); }
bool recipient_not_taken(const Sighting& s) { return at_recipient(s) || s.dialogue.stop == Stop::recipient_refused; }

constexpr std::array k_sending_rules = {
    Rule{"left before the sender was judged", left_without_words, Code::connection_lost, Certainty::stated,
         interrupted_step, "RFC 5321 §3.8: 421"},
    Rule{"a mailbox is full, by its code", over_quota_by_code, Code::mailbox_over_quota, Certainty::stated,
         refusal_lines, "RFC 3463 §3.3: X.2.2; seen: Postfix 3.7.11"},
    Rule{"a rate while sending", too_many_in_a_time, Code::rate_limited, Certainty::deduced, refusal_lines,
         "vocabulary: rate, attempts; SMTP enhanced status codes registry: X.7.28"},
    Rule{"the recipient's server greylists", greylisted, Code::rate_limited, Certainty::deduced, refusal_lines,
         "RFC 6647; seen: Postfix 3.7.11"},
    Rule{"a mailbox is full, by the words", over_quota_by_words, Code::mailbox_over_quota, Certainty::deduced,
         refusal_lines, "RFC 5321 §4.2.3: 552; vocabulary: over_quota"},
    // 450: "mailbox unavailable, e.g. busy or temporarily blocked for policy reasons".
    Rule{"refused for the moment while sending", transient, Code::mailbox_unavailable, Certainty::deduced,
         refusal_lines, "RFC 5321 §4.2.3: 450, 451, 452"},
    Rule{"the sender is refused", sender_not_taken, Code::sender_refused, Certainty::stated, refusal_lines,
         "RFC 5321 §3.3; RFC 4954 §6"},
    Rule{"the sender is refused at the recipient, by its code", sender_by_code, Code::sender_refused, Certainty::stated,
         refusal_lines, "RFC 3463 §3.2: X.1.7, X.1.8"},
    Rule{"the sender is refused at the recipient, by the words", sender_by_words, Code::sender_refused,
         Certainty::deduced, refusal_lines, "vocabulary: sender; seen: Postfix 3.7.11 553 5.7.1 at RCPT"},
    Rule{"the recipient is refused", recipient_not_taken, Code::recipient_refused, Certainty::stated, refusal_lines,
         "RFC 5321 §3.3"},
};

}  // namespace

std::span<const Rule> sending_rules() noexcept { return k_sending_rules; }

}  // namespace pecprobe
