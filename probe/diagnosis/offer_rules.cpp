// What was offered for the login, before any password was sent.
#include "probe/diagnosis/evidence.hpp"
#include "probe/diagnosis/rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

template <Stop k_stop>
bool stopped_for(const Sighting& s) {
  return s.dialogue.stop == k_stop;
}

/// The server says it itself; elsewhere an empty list is all there is.
bool says_not_before_tls(const Sighting& s) {
  const std::vector<std::string>& list = s.dialogue.before_tls;
  return s.dialogue.stop == Stop::auth_needs_tls && std::find(list.begin(), list.end(), "LOGINDISABLED") != list.end();
}

std::string offered_mechanisms(const Sighting& s) { return fmt::format("{}", fmt::join(s.dialogue.auth.offered, " ")); }

constexpr std::array k_offer_rules = {
    Rule{"no login method is offered", stopped_for<Stop::auth_not_offered>, Code::auth_not_offered, Certainty::stated,
         capabilities, "RFC 9051 §6.2.3: LOGINDISABLED; RFC 2449 §6.3; RFC 4954 §3"},
    Rule{"the login is disabled before TLS", says_not_before_tls, Code::auth_needs_tls, Certainty::stated, capabilities,
         "RFC 9051 §6.2.3: LOGINDISABLED"},
    Rule{"no login method before TLS", stopped_for<Stop::auth_needs_tls>, Code::auth_needs_tls, Certainty::deduced,
         capabilities, "RFC 4954 §4, RFC 2595 §4"},
    Rule{"no login method in common", stopped_for<Stop::auth_mechanism_unsupported>, Code::auth_mechanism_unsupported,
         Certainty::stated, capabilities, "RFC 4422 §3.1", offered_mechanisms},
    Rule{"logged in before the password was sent", stopped_for<Stop::preauthenticated>, Code::auth_preauthenticated,
         Certainty::stated, early_acceptance, "RFC 9051 §7.1.4: PREAUTH; RFC 4954 §6: 235 to nothing"},
};

}  // namespace

std::span<const Rule> offer_rules() noexcept { return k_offer_rules; }

}  // namespace pecprobe
