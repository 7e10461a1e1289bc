// Evidence of European registered electronic mail (ETSI EN 319 522-3, EN 319 532-3): recognised, not verified.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pecprobe {

struct RemEvidence {
  std::string event;  // "SubmissionAcceptance", "ContentConsignment" …; empty where it names none
  std::string identifier;
  std::string time;  // as it stands there (xsd:dateTime)
  bool has_signature = false;

  bool operator==(const RemEvidence&) const = default;
};

/// Nothing for XML of another namespace, and for whatever daticert.xml would be refused for.
[[nodiscard]] std::optional<RemEvidence> parse_rem_evidence(std::string_view xml);

}  // namespace pecprobe
