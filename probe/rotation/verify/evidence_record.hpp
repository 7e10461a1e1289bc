// The record of a verification that is kept as evidence: who ran it, when, and what every server said.
#pragma once

#include "probe/rotation/verify/verification.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace pecprobe {

struct EvidenceContext {
  ToolInfo tool;
  std::string user;  // who ran it, and on which computer; empty where the system does not tell
  std::string host;
  Timestamp started_at{};
  Timestamp ended_at{};
  std::optional<std::chrono::sys_days> issued{};  // of the new password
};

/// `pecprobe.rotation/1`, kind `evidence`: JSON that depends on no language and holds no secret.
[[nodiscard]] std::string evidence_record(const Verification& verification, const EvidenceContext& context);

}  // namespace pecprobe
