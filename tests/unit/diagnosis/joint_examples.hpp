// For every joint rule services of which it refines the first, and some that look like them and that
// it leaves alone.
#pragma once

#include "probe/diagnosis/diagnose.hpp"

#include <string_view>
#include <vector>

namespace pecprobe::test {

struct JointExample {
  std::string_view rule;  // its name
  std::vector<ServiceFacts> decides;
  Knowledge known;
  std::vector<ServiceFacts> near_miss;
  Knowledge near_known;
};

[[nodiscard]] std::vector<JointExample> joint_examples();

/// A service whose certificate was refused: its problem, who signed it, and its first and last day.
struct ShownCertificate {
  CertificateProblem problem = CertificateProblem::not_yet_valid;
  std::string_view issuer = "CN=A public CA";
  std::chrono::sys_days begins = std::chrono::year{2027} / 1 / 1;
  std::chrono::sys_days ends = std::chrono::year{2027} / 12 / 31;
  int depth = 0;
};
[[nodiscard]] ServiceFacts showed(Protocol protocol, const ShownCertificate& certificate);

}  // namespace pecprobe::test
