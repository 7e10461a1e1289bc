// From a name to a connected socket, and what was this computer's or the user's doing.
#include "probe/diagnosis/evidence.hpp"
#include "probe/diagnosis/rule.hpp"

#include <array>

namespace pecprobe {

namespace {

bool cannot_look_up(const Sighting& s) { return s.facts.resolve.outcome == ResolveOutcome::local_failure; }
bool lacks_resources(const Sighting& s) { return s.facts.local == LocalStop::resources; }
/// A verdict that stood before the user interrupted stays one.
bool was_cancelled(const Sighting& s) {
  const bool is_decided = s.dialogue.stop != Stop::none || s.dialogue.auth.accepted;
  return s.dialogue.stop == Stop::cancelled || (s.facts.local == LocalStop::cancelled && !is_decided);
}

bool name_not_found(const Sighting& s) { return s.facts.resolve.outcome == ResolveOutcome::not_found; }
bool resolver_failed(const Sighting& s) {
  return s.facts.resolve.outcome == ResolveOutcome::failed ||
         (s.dialogue.stop == Stop::timed_out && s.dialogue.stopped_at == Step::resolve);
}

template <ConnectOutcome k_outcome>
bool connecting_ended(const Sighting& s) {
  return s.facts.connect.outcome() == k_outcome;
}

constexpr std::string_view k_errno = "connect(2): the kernel's own word";

constexpr std::array k_reach_rules = {
    Rule{"this computer could not look the name up", cannot_look_up, Code::local_resource, Certainty::stated,
         resolver_error, "getaddrinfo: EAI_MEMORY, EAI_SYSTEM with EMFILE, ENFILE, ENOMEM"},
    Rule{"this computer lacked a resource", lacks_resources, Code::local_resource, Certainty::stated, failed_addresses,
         "EMFILE, ENFILE, ENOMEM"},
    Rule{"the user interrupted the check", was_cancelled, Code::cancelled, Certainty::stated, no_evidence,
         "SIGINT, SIGTERM, SIGHUP"},
    Rule{"the name has no address", name_not_found, Code::dns_not_found, Certainty::stated, resolver_error,
         "RFC 1035 §4.1.1, RFC 2308 §2; getaddrinfo: EAI_NONAME, EAI_NODATA"},
    Rule{"the resolver gave no answer", resolver_failed, Code::dns_failure, Certainty::stated, resolver_error,
         "RFC 1035 §4.1.1; getaddrinfo: EAI_AGAIN, EAI_FAIL"},
    Rule{"the proxy did not connect us", connecting_ended<ConnectOutcome::proxy_failed>, Code::proxy_failed,
         Certainty::stated, failed_addresses, "RFC 1928 §6, RFC 9110 §9.3.6"},
    Rule{"an address refused the connection", connecting_ended<ConnectOutcome::refused>, Code::connect_refused,
         Certainty::stated, failed_addresses, k_errno},
    Rule{"this computer had no socket to connect with", connecting_ended<ConnectOutcome::local_failure>,
         Code::local_resource, Certainty::stated, failed_addresses, k_errno},
    Rule{"no route to any address", connecting_ended<ConnectOutcome::unreachable>, Code::connect_unreachable,
         Certainty::stated, failed_addresses, k_errno},
    Rule{"no address answered in time", connecting_ended<ConnectOutcome::timed_out>, Code::connect_timeout,
         Certainty::stated, failed_addresses, "our own limit"},
    // EPERM, EACCES and whatever else a kernel may say: nothing left this computer, or nothing came
    // back.
    Rule{"no address could be reached", connecting_ended<ConnectOutcome::other>, Code::connect_unreachable,
         Certainty::possible, failed_addresses, k_errno},
};

}  // namespace

std::span<const Rule> reach_rules() noexcept { return k_reach_rules; }

}  // namespace pecprobe
