#include "tests/scenarios/expected_outcome.hpp"

#include "probe/model/diagnosis.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

namespace pecprobe::test {

namespace {

using pecmock::Expectation;
using pecmock::JournalEntry;
using pecmock::Run;
using pecmock::Scenario;
using Json = nlohmann::json;

Protocol protocol_from(const std::string& name) {
  return *std::find_if(k_protocols.begin(), k_protocols.end(),
                       [&](Protocol protocol) { return to_string(protocol) == name; });
}

std::string failed_step(const Json& steps) {
  for (const Json& step : steps) {
    if (step.at("status") == "fail") {
      return step.at("name");
    }
  }
  return {};
}

std::string likeliest_cause(const Json& diagnosis) {
  const Json& hypotheses = diagnosis.at("hypotheses");
  return hypotheses.empty() ? std::string() : std::string(hypotheses.front().at("id"));
}

/// What is said of the account holds for each of its services.
std::vector<std::string> warnings_of(const Json& account, const Json& service) {
  std::vector<std::string> codes;
  for (const Json* warnings : {&account.at("warnings"), &service.at("warnings")}) {
    for (const Json& warning : *warnings) {
      codes.push_back(warning.at("code"));
    }
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

const Expectation* find_expectation(const Scenario& scenario, Run run, std::optional<Protocol> protocol) {
  const auto found = std::find_if(
      scenario.expectations.begin(), scenario.expectations.end(),
      [&](const Expectation& expectation) { return expectation.run == run && expectation.protocol == protocol; });
  return found == scenario.expectations.end() ? nullptr : &*found;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  return out << to_string(outcome.protocol) << ' ' << outcome.code << " certainty " << outcome.certainty << " step "
             << (outcome.step.empty() ? "none" : outcome.step) << " likeliest "
             << (outcome.likeliest.empty() ? "none" : outcome.likeliest)
             << fmt::format(" warnings [{}]", fmt::join(outcome.warnings, " ")) << " logins " << outcome.logins;
}

std::vector<Outcome> outcomes(const ClientRun& run) {
  std::vector<Outcome> found;
  const Json& account = run.report.at("accounts").at(0);
  for (const Json& service : account.at("services")) {
    const Protocol protocol = protocol_from(service.at("protocol"));
    const auto logins = std::count_if(run.journal.begin(), run.journal.end(), [&](const JournalEntry& entry) {
      return entry.kind == JournalEntry::Kind::login && entry.protocol == protocol;
    });
    found.push_back({protocol, service.at("diagnosis").at("code"), service.at("diagnosis").at("certainty"),
                     failed_step(service.at("steps")), likeliest_cause(service.at("diagnosis")),
                     warnings_of(account, service), static_cast<int>(logins)});
  }
  return found;
}

Outcome expected_outcome(const Scenario& scenario, Run kind, const Outcome& actual) {
  const Expectation* alone = find_expectation(scenario, Run::alone, actual.protocol);
  const Expectation* together = find_expectation(scenario, Run::together, actual.protocol);
  const Expectation* expectation = kind == Run::together && together != nullptr ? together : alone;
  Outcome expected{actual.protocol, "none of the scenario", {}, {}, {}, {}, 0};
  if (expectation != nullptr) {
    expected.code = expectation->code;
    expected.certainty = expectation->certainty.empty() ? actual.certainty : expectation->certainty;
    expected.step = expectation->step.empty() ? actual.step : expectation->step;
    expected.likeliest = expectation->likeliest.empty() ? actual.likeliest : expectation->likeliest;
    expected.warnings = expectation->warnings.empty() ? actual.warnings : expectation->warnings;
    expected.logins = expectation->logins.value_or(actual.logins);
  }
  return expected;
}

bool was_spared(const Outcome& outcome, const std::vector<Outcome>& all) {
  const auto refused = std::count_if(all.begin(), all.end(), [](const Outcome& other) {
    return other.code.starts_with("auth_") && other.logins == 1;
  });
  return outcome.code == to_string(Code::skipped_lockout_guard) && outcome.logins == 0 && refused >= 2;
}

int most_logins_together(const Scenario& scenario) {
  const Expectation* limit = find_expectation(scenario, Run::together, std::nullopt);
  return limit == nullptr ? std::numeric_limits<int>::max() : limit->logins.value();
}

int exit_status_for(const std::vector<Outcome>& outcomes) {
  bool is_passed = true;
  for (const Outcome& outcome : outcomes) {
    const Verdict verdict = info(code_from_id(outcome.code).value()).verdict;
    if (verdict == Verdict::fail) {
      return 1;
    }
    is_passed = is_passed && verdict == Verdict::pass;
  }
  return is_passed ? 0 : 4;
}

}  // namespace pecprobe::test
