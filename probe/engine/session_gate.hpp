// Who decides when a service of an account may be connected to, where many accounts share hosts and providers.
#pragma once

#include "probe/model/diagnosis.hpp"
#include "protocols/base/endpoint.hpp"
#include "protocols/wire/service_facts.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pecprobe {

/// The answer of a gate.
struct Admission {
  enum class Kind {
    start,   // now
    skip,    // not at all, so as not to do harm: `skipped_lockout_guard`
    cancel,  // the run is to end
  };
  Kind kind = Kind::start;
  std::string detail{};              // of Kind::skip: completes the title
  std::vector<Evidence> evidence{};  // of Kind::skip: why

  bool operator==(const Admission&) const = default;
};

/// Asked by one account's check before each of its sessions, further tries included.
class SessionGate {
 public:
  using Answer = std::function<void(Admission)>;
  SessionGate() = default;
  SessionGate(const SessionGate&) = delete;
  SessionGate& operator=(const SessionGate&) = delete;
  virtual ~SessionGate() = default;

  /// `answer` is called once, from the network's loop, never from inside this call.
  virtual void ask(const Endpoint& endpoint, Answer answer) = 0;
  /// A session that was let in has ended.
  virtual void ended(const Endpoint& endpoint, const ServiceFacts& facts) = 0;
};

}  // namespace pecprobe
