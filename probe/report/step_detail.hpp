// What a step found, in one short phrase made from the facts.
#pragma once

#include "probe/report/wording.hpp"
#include "protocols/wire/service_facts.hpp"

#include <chrono>
#include <string>

namespace pecprobe {

struct StepDetail {
  std::string text;       // safe to show; empty where there is nothing to say
  bool is_quote = false;  // a line of the server: may be shortened, never broken into words

  bool operator==(const StepDetail&) const = default;
};

/// resolve: how many addresses and the first; connect: the address, and how the others ended; tls: version and how long
/// the certificate lasts; greeting, sender, recipient: the server's line; capabilities: the login methods;
/// authenticate: the mechanism; mailbox: how many messages. A failed step: the deciding line, or how the connection
/// ended.
[[nodiscard]] StepDetail step_detail(const StepRecord& step, const ServiceFacts& facts, const Wording& wording,
                                     std::chrono::sys_days today);

}  // namespace pecprobe
