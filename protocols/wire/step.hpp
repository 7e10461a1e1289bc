// The steps of a check, in the order in which a service goes through them.
#pragma once

#include "protocols/base/clock.hpp"

#include <array>
#include <string_view>

namespace pecprobe {

enum class Step {
  resolve,
  connect,
  tls,
  greeting,
  capabilities,
  starttls,
  authenticate,
  mailbox,
  sender,
  recipient,
  logout,
};

/// As in reports: `resolve`, `connect`, `tls` …
[[nodiscard]] std::string_view to_string(Step step) noexcept;

enum class StepStatus { pass, fail, skip };
[[nodiscard]] std::string_view to_string(StepStatus status) noexcept;

/// What a dialogue says about its steps; whoever drives it has the clock and adds the times.
struct StepMark {
  enum class Event { began, passed, failed, skipped };
  Step step;
  Event event;

  bool operator==(const StepMark&) const = default;
};

/// One step as it was lived through, relative to the beginning of its service.
struct StepRecord {
  Step step;
  StepStatus status = StepStatus::skip;
  Duration began{};
  Duration took{};
};

}  // namespace pecprobe
