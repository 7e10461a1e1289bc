// What is left: limits of ours, broken rules, lost connections, and a login that went well.
#include "probe/diagnosis/evidence.hpp"
#include "probe/diagnosis/rule.hpp"

#include <array>

namespace pecprobe {

namespace {

bool timed_out(const Sighting& s) { return s.dialogue.stop == Stop::timed_out; }
bool timed_out_connecting(const Sighting& s) { return timed_out(s) && s.dialogue.stopped_at == Step::connect; }
bool timed_out_at_greeting(const Sighting& s) { return timed_out(s) && s.dialogue.stopped_at == Step::greeting; }

bool broke_the_protocol(const Sighting& s) { return s.dialogue.stop == Stop::protocol_error; }
bool was_lost(const Sighting& s) { return s.dialogue.stop == Stop::closed || s.dialogue.stop == Stop::reset; }

/// All of it, and nothing less, makes a login that went well: the server said yes to the password
/// itself, over a connection that may carry it, and nothing stopped the dialogue after that.
bool accepted(const Sighting& s) {
  return s.dialogue.stop == Stop::none && s.dialogue.auth.accepted && (!s.facts.tls || s.facts.tls->verified());
}

bool always(const Sighting& /*s*/) { return true; }

constexpr std::array k_ending_rules = {
    Rule{"the connection did not stand in time", timed_out_connecting, Code::connect_timeout, Certainty::stated,
         interrupted_step, "our own limit"},
    Rule{"no greeting came", timed_out_at_greeting, Code::greeting_timeout, Certainty::stated, interrupted_step,
         "our own limit"},
    Rule{"an answer did not come", timed_out, Code::reply_timeout, Certainty::stated, interrupted_step,
         "our own limit"},
    Rule{"the server broke the protocol", broke_the_protocol, Code::protocol_error, Certainty::stated, broken_rule,
         "RFC 9051 §9, RFC 1939 §3, RFC 5321 §4.2; limits.hpp"},
    Rule{"the connection was lost", was_lost, Code::connection_lost, Certainty::stated, interrupted_step,
         "the kernel's own word"},
    Rule{"the server accepted the password", accepted, Code::ok, Certainty::stated, accepted_lines,
         "RFC 9051 §6.2.2, RFC 1939 §4, RFC 4954 §6: 235"},
    Rule{"the facts contradict each other", always, Code::internal_error, Certainty::stated, no_evidence,
         "a defect of ours"},
};

}  // namespace

std::span<const Rule> ending_rules() noexcept { return k_ending_rules; }

}  // namespace pecprobe
