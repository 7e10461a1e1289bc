// After the login: the read-only check of the mailbox.
#include "probe/diagnosis/evidence.hpp"
#include "probe/diagnosis/login_refusal.hpp"
#include "probe/diagnosis/rule.hpp"

#include <array>

namespace pecprobe {

namespace {

bool at_mailbox(const Sighting& s) {
  return s.refused(Moment::after_login) &&
         (s.dialogue.stop == Stop::mailbox_refused || s.dialogue.stopped_at == Step::mailbox);
}

bool limited(const Sighting& s) { return at_mailbox(s) && s.has_response_code("LIMIT"); }
bool too_many_sessions(const Sighting& s) { return at_mailbox(s) && s.words.say(Saying::connection_limit); }
bool in_use_by_code(const Sighting& s) {
  return at_mailbox(s) && (s.has_response_code("IN-USE") || s.has_response_code("INUSE"));
}
bool in_use_by_words(const Sighting& s) { return at_mailbox(s) && says_in_use(s); }
bool over_quota_by_code(const Sighting& s) { return at_mailbox(s) && s.has_response_code("OVERQUOTA"); }
bool over_quota_by_words(const Sighting& s) { return at_mailbox(s) && s.words.say(Saying::over_quota); }
bool too_many_in_a_time(const Sighting& s) {
  return at_mailbox(s) && (s.has_response_code("LOGIN-DELAY") || s.words.say(Saying::rate));
}
/// Words that are about leaving, not about the mailbox.
bool left(const Sighting& s) {
  return at_mailbox(s) && s.is_farewell() && s.refusal->response_code.empty() && !s.words.say(Saying::temporary);
}
bool cannot_be_opened(const Sighting& s) { return at_mailbox(s) || s.dialogue.stop == Stop::mailbox_refused; }

constexpr std::array k_mailbox_rules = {
    Rule{"[OVERQUOTA] at the mailbox", over_quota_by_code, Code::mailbox_over_quota, Certainty::stated, refusal_lines,
         "RFC 5530 §3"},
    Rule{"[LIMIT] at the mailbox", limited, Code::auth_connection_limit, Certainty::stated, refusal_lines,
         "RFC 5530 §3"},
    Rule{"too many sessions at the mailbox", too_many_sessions, Code::auth_connection_limit, Certainty::deduced,
         refusal_lines, "vocabulary: connection_limit"},
    Rule{"[IN-USE] at the mailbox", in_use_by_code, Code::mailbox_in_use, Certainty::stated, refusal_lines,
         "RFC 5530 §3: INUSE; RFC 2449 §8.1.2"},
    Rule{"another session has the mailbox", in_use_by_words, Code::mailbox_in_use, Certainty::deduced, refusal_lines,
         "vocabulary: in_use"},
    Rule{"the mailbox is full", over_quota_by_words, Code::mailbox_over_quota, Certainty::deduced, refusal_lines,
         "vocabulary: over_quota"},
    Rule{"too many in a time at the mailbox", too_many_in_a_time, Code::rate_limited, Certainty::deduced, refusal_lines,
         "RFC 2449 §8.1.1; vocabulary: rate"},
    Rule{"left before the mailbox was opened", left, Code::connection_lost, Certainty::deduced, interrupted_step,
         "RFC 9051 §7.1.5"},
    Rule{"the mailbox cannot be opened", cannot_be_opened, Code::mailbox_unavailable, Certainty::stated, refusal_lines,
         "RFC 9051 §6.3.3: NO; RFC 1939 §5; seen: Dovecot 2.3.19 SERVERBUG"},
};

}  // namespace

std::span<const Rule> mailbox_rules() noexcept { return k_mailbox_rules; }

}  // namespace pecprobe
