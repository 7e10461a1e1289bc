// What several rules about a refused login ask.
#pragma once

#include "probe/diagnosis/sighting.hpp"

#include <string_view>

namespace pecprobe {

/// The refusal answers the login (a BYE, a 421 or a closed line in its stead included).
[[nodiscard]] inline bool is_login_refusal(const Sighting& s) noexcept { return s.refused(Moment::login); }

template <Saying k_saying>
[[nodiscard]] bool login_says(const Sighting& s) {
  return is_login_refusal(s) && s.words.say(k_saying);
}

/// Another session holds the mailbox. "The mailbox is locked" means that in POP3 (RFC 1939 §4);
/// elsewhere it is said of a blocked account, unless it names who holds it.
[[nodiscard]] inline bool says_in_use(const Sighting& s) {
  const bool is_a_lock = s.facts.endpoint.protocol == Protocol::pop3 || !s.words.say(Saying::locked) ||
                         s.words.match("locked by another|other|process|session");
  return s.words.say(Saying::in_use) && is_a_lock && !s.words.say(Saying::attempts);
}

/// The server speaks of trouble of its own, and not of wrong credentials beside it ("Wrong
/// password, try again later").
[[nodiscard]] inline bool says_trouble(const Sighting& s) {
  return s.words.say(Saying::temporary) && !s.words.say(Saying::credentials_wrong);
}

/// Too many of something in a time, or too many refused attempts.
[[nodiscard]] inline bool says_too_many(const Sighting& s) {
  return s.words.say(Saying::rate) || s.words.say(Saying::attempts);
}

}  // namespace pecprobe
