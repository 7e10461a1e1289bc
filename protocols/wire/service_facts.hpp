// Everything that was seen while one service of one account was checked.
#pragma once

#include "protocols/base/endpoint.hpp"
#include "protocols/wire/connect_facts.hpp"
#include "protocols/wire/dialogue_facts.hpp"
#include "protocols/wire/step.hpp"
#include "protocols/wire/tls_facts.hpp"
#include "protocols/wire/transcript.hpp"

#include <optional>
#include <vector>

namespace pecprobe {

/// Why nothing, or not everything, could be tried, where it was not the server's doing.
enum class LocalStop { none, resources, cancelled };

struct ServiceFacts {
  Endpoint endpoint;
  LocalStop local = LocalStop::none;
  ResolveFacts resolve;
  ConnectFacts connect;
  std::optional<TlsFacts> tls;
  DialogueFacts dialogue;
  std::vector<StepRecord> steps;  // in the order in which they began
  Transcript transcript;
  int round_trips = 0;  // the connection, the handshake's, the greeting, and each flight of commands
  Duration elapsed{};

  /// The address used and every step below the mail protocol succeeded.
  [[nodiscard]] bool reached_dialogue() const noexcept;
};

}  // namespace pecprobe
