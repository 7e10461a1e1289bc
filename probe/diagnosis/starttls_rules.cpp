// The way from plain text to TLS.
#include "probe/diagnosis/evidence.hpp"
#include "probe/diagnosis/rule.hpp"

#include <array>

namespace pecprobe {

namespace {

bool not_offered(const Sighting& s) { return s.dialogue.stop == Stop::starttls_not_offered; }
bool bytes_behind_the_answer(const Sighting& s) { return s.dialogue.stop == Stop::starttls_injection; }

bool starttls_refused(const Sighting& s) {
  return s.dialogue.stop == Stop::starttls_refused || s.refused(Moment::starttls);
}

bool refused_for_now(const Sighting& s) {
  return starttls_refused(s) &&
         (s.is_transient() || s.has_response_code("UNAVAILABLE") || s.has_response_code("SYS/TEMP"));
}

constexpr std::array k_starttls_rules = {
    Rule{"STARTTLS is not announced", not_offered, Code::starttls_not_offered, Certainty::stated, capabilities,
         "RFC 9051 §6.2.1, RFC 2595 §4, RFC 3207 §4"},
    Rule{"plain bytes behind the answer to STARTTLS", bytes_behind_the_answer, Code::starttls_injection,
         Certainty::stated, unexpected_bytes, "RFC 3207 §6; CVE-2021-22947 and kin"},
    Rule{"STARTTLS is refused for now", refused_for_now, Code::starttls_refused, Certainty::stated, refusal_lines,
         "RFC 3207 §4: 454; seen: Postfix 3.7.11", nullptr, Retry::later},
    Rule{"STARTTLS is refused", starttls_refused, Code::starttls_refused, Certainty::stated, refusal_lines,
         "RFC 9051 §6.2.1, RFC 2595 §4, RFC 3207 §4"},
};

}  // namespace

std::span<const Rule> starttls_rules() noexcept { return k_starttls_rules; }

}  // namespace pecprobe
