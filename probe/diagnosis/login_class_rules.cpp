// A refused login that says nothing more than no: the class of its code decides.
#include "probe/diagnosis/evidence.hpp"
#include "probe/diagnosis/login_refusal.hpp"
#include "probe/diagnosis/rule.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

bool is_negative(const Sighting& s) { return is_login_refusal(s) && s.refusal->status == ReplyStatus::negative; }

bool system_needs_help(const Sighting& s) { return is_negative(s) && s.has_response_code("SYS/PERM"); }
bool lacks_rights(const Sighting& s) { return is_negative(s) && s.has_response_code("NOPERM"); }
bool left_with_unknown_words(const Sighting& s) {
  return is_login_refusal(s) && s.is_farewell() && !s.words.say(Saying::login_refused) &&
         !s.words.say(Saying::credentials_wrong);
}

bool method_not_taken(const Sighting& s) {
  constexpr std::array k_codes = {500, 502, 504, 534};
  return is_negative(s) && std::any_of(k_codes.begin(), k_codes.end(), [&](int code) { return s.has_code(code); });
}
bool login_not_enabled(const Sighting& s) { return is_negative(s) && s.has_code(503); }

/// Refused at the name of the mechanism: PLAIN says the password in its first message.
bool refused_before_the_password(const Sighting& s) {
  return is_negative(s) && !s.dialogue.auth.attempted && s.dialogue.auth.mechanism == "PLAIN";
}

bool names_credentials(const Sighting& s) {
  return s.words.say(Saying::credentials_wrong) || s.words.say(Saying::login_refused);
}

bool credentials_code(const Sighting& s) {
  return is_negative(s) && (s.has_response_code("AUTHENTICATIONFAILED") || s.has_response_code("AUTH") ||
                            s.has_code(535) || s.status_detail() == "7.8");
}
bool plain_refusal(const Sighting& s) {
  return is_negative(s) && (s.refusal->keyword == "NO" || s.refusal->keyword == "-ERR");
}
bool refusal_in_words(const Sighting& s) { return is_login_refusal(s) && names_credentials(s); }
bool refused_somehow(const Sighting& s) {
  return is_login_refusal(s) && s.refusal->status != ReplyStatus::positive && s.refusal->status != ReplyStatus::preauth;
}

constexpr std::array k_login_class_rules = {
    // "A problem that needs intervention": the same advice as CONTACTADMIN, and less certain.
    Rule{"[SYS/PERM]", system_needs_help, Code::auth_account_disabled, Certainty::possible, refusal_lines,
         "RFC 3206 §4"},
    Rule{"[NOPERM]", lacks_rights, Code::auth_not_authorized, Certainty::possible, refusal_lines, "RFC 5530 §3"},
    Rule{"left in answer to the login with unknown words", left_with_unknown_words, Code::connection_lost,
         Certainty::deduced, interrupted_step, "RFC 9051 §7.1.5"},
    Rule{"the login method is not taken", method_not_taken, Code::auth_mechanism_unsupported, Certainty::stated,
         refusal_lines, "RFC 4954 §4: 504, 534; RFC 5321 §4.2.2: 500, 502"},
    Rule{"the login is not enabled here", login_not_enabled, Code::auth_not_offered, Certainty::stated, refusal_lines,
         "RFC 4954 §4: 503; Postfix, Exim: not enabled, not advertised"},
    Rule{"refused before the password", refused_before_the_password, Code::auth_mechanism_unsupported,
         Certainty::deduced, refusal_lines, "RFC 9051 §6.2.2, RFC 5034 §4, RFC 4954 §4"},
    Rule{"the code says that the credentials are wrong", credentials_code, Code::auth_rejected, Certainty::stated,
         refusal_lines, "RFC 5530 §3: AUTHENTICATIONFAILED; RFC 3206 §4: AUTH; RFC 4954 §6: 535 X.7.8"},
    Rule{"a plain no to the login", plain_refusal, Code::auth_rejected, Certainty::deduced, refusal_lines,
         "RFC 9051 §6.2.3: NO; RFC 1939 §4: -ERR"},
    Rule{"the words refuse the credentials", refusal_in_words, Code::auth_rejected, Certainty::deduced, refusal_lines,
         "vocabulary: credentials_wrong, login_refused"},
    Rule{"refused in words and codes that are not known", refused_somehow, Code::undiagnosed, Certainty::possible,
         refusal_lines, "none: that is the point"},
};

}  // namespace

std::span<const Rule> login_class_rules() noexcept { return k_login_class_rules; }

}  // namespace pecprobe
