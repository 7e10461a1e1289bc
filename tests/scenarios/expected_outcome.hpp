// What a scenario says that a run must end in, beside what the run ended in.
#pragma once

#include "fixtures/script/scenario.hpp"
#include "tests/scenarios/client_run.hpp"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace pecprobe::test {

/// How one service ended.
struct Outcome {
  Protocol protocol = Protocol::imap;
  std::string code;
  std::string certainty;
  std::string step;                   // the first that failed; empty: none
  std::string likeliest;              // the first hypothesis; empty: none
  std::vector<std::string> warnings;  // of the service and of its account, in the order of the alphabet
  int logins = 0;                     // as the server counted them

  bool operator==(const Outcome&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Outcome& outcome);

/// In the order of the report.
[[nodiscard]] std::vector<Outcome> outcomes(const ClientRun& run);

/// The outcome that the scenario expects of this service, with what it leaves open taken from `actual`. In a run over
/// all services the login may have been spared; see was_spared().
[[nodiscard]] Outcome expected_outcome(const pecmock::Scenario& scenario, pecmock::Run kind, const Outcome& actual);

/// True when the lock-out guard may have kept this service from being tried: two others were refused, and no login
/// reached its server.
[[nodiscard]] bool was_spared(const Outcome& outcome, const std::vector<Outcome>& all);

/// How many logins one run over all services may make at most.
[[nodiscard]] int most_logins_together(const pecmock::Scenario& scenario);

/// The exit status that follows from the diagnoses of a run.
[[nodiscard]] int exit_status_for(const std::vector<Outcome>& outcomes);

}  // namespace pecprobe::test
