// What happened between a host name and a connected socket.
#pragma once

#include "protocols/base/clock.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

enum class ResolveOutcome {
  found,
  not_found,      // the name does not exist or has no address (EAI_NONAME, EAI_NODATA)
  failed,         // the resolver failed or gave no answer in time (EAI_AGAIN, EAI_FAIL, our own limit)
  local_failure,  // this computer lacked a descriptor, memory or a thread for the look-up
};

struct ResolveFacts {
  ResolveOutcome outcome = ResolveOutcome::found;
  std::vector<std::string> addresses;  // numeric, in the order in which they are tried
  std::string error;                   // the resolver's own words, or empty
};

/// How the attempt at one address ended.
enum class ConnectOutcome {
  connected,
  refused,
  timed_out,
  unreachable,
  local_failure,  // this computer lacked a descriptor, memory or a port (EMFILE, ENFILE, ENOMEM, EADDRNOTAVAIL)
  proxy_failed,
  other,
  abandoned,  // another address was faster
};

struct AddressAttempt {
  std::string address;  // numeric
  ConnectOutcome outcome = ConnectOutcome::abandoned;
  int error_number = 0;  // errno of this address, 0 where there was none
  std::string error;     // the system's or the proxy's own words, or empty
  Duration took{};
};

struct ConnectFacts {
  std::vector<AddressAttempt> attempts;
  std::optional<std::string> address;  // the one that answered

  /// Several addresses with different ends: refused if any was refused, else unreachable, else timed out
  /// (DIAGNOSIS.md).
  [[nodiscard]] ConnectOutcome outcome() const;
};

}  // namespace pecprobe
