// Every scenario, run end to end by the built program: one test for each service in each mode, and one for all services
// together. What is expected stands in the scenario and nowhere else.
#include "fixtures/scenarios/scenario_library.hpp"
#include "probe/engine/password_look.hpp"
#include "probe/report/report_sink.hpp"
#include "tests/scenarios/expected_outcome.hpp"
#include "tests/scenarios/promises.hpp"
#include "tests/support/format_checks/format_checks.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <numeric>

namespace pecprobe::test {
namespace {

using pecmock::ProbeMode;
using pecmock::Run;
using pecmock::Scenario;
using testing::IsEmpty;

std::string_view name_of(ProbeMode mode) {
  switch (mode) {
    case ProbeMode::implicit: return "implicit";
    case ProbeMode::starttls: return "starttls";
    case ProbeMode::cleartext: return "cleartext";
  }
  return {};
}

/// What one test runs.
struct Case {
  std::string name;
  Scenario scenario;
  ProbeMode mode = ProbeMode::implicit;
  Run run = Run::alone;
  std::vector<Protocol> protocols;
};

class ScenarioTest : public testing::Test {
 public:
  explicit ScenarioTest(Case tested) : m_case(std::move(tested)) {}

 private:
  void TestBody() override {
    // Between them the two kinds of run cover both languages, and the text with and without the dialogue.
    const std::vector<std::string> options = m_case.run == Run::alone ? std::vector<std::string>{"--lang", "en", "-v"}
                                                                      : std::vector<std::string>{"--lang", "it"};
    const ClientRun run = run_client(m_case.scenario, {m_case.mode, m_case.protocols, options});
    ASSERT_TRUE(run.report.is_object()) << run.program.out << run.program.err;
    keep_for_other_readers(run);
    expect_readable_reports(run);
    expect_outcomes(run);
    EXPECT_TRUE(run.servers_are_done);
    EXPECT_THAT(broken_promises(run, m_case.mode), IsEmpty());
    EXPECT_THAT(betrayals(run, m_case.scenario.probe), IsEmpty());
    // The one thing that is worth a note before a try; its words are other tests' business.
    const bool is_odd = !password_oddities(Secret{m_case.scenario.probe.password}, Account{}, nullptr).empty();
    EXPECT_EQ(!run.program.err.empty(), is_odd) << run.program.err;
    if (HasFailure()) {
      ADD_FAILURE() << run.program.out << journal_of(run);
    }
  }

  void expect_outcomes(const ClientRun& run) const {
    const std::vector<Outcome> found = outcomes(run);
    EXPECT_EQ(found.size(), m_case.protocols.size());
    int logins = 0;
    for (const Outcome& outcome : found) {
      logins += outcome.logins;
      if (m_case.run == Run::alone || !was_spared(outcome, found)) {
        EXPECT_EQ(outcome, expected_outcome(m_case.scenario, m_case.run, outcome));
      }
    }
    if (m_case.run == Run::together) {
      EXPECT_LE(logins, most_logins_together(m_case.scenario));
    }
    EXPECT_EQ(run.program.exit_status,
              m_case.run == Run::together ? m_case.scenario.exit_status.value() : exit_status_for(found));
  }

  void expect_readable_reports(const ClientRun& run) const {
    for (const ReportFormat& format : report_formats()) {
      EXPECT_THAT(faults_in(format.name, run.reports.at(std::string(format.name))), IsEmpty()) << format.name;
    }
    if (m_case.run == Run::together) {  // the one without -v
      EXPECT_THAT(wide_lines(run.reports.at("text")), IsEmpty());
    }
  }

  /// For validate_reports.py and read_reports.py, which look at all of them at once.
  void keep_for_other_readers(const ClientRun& run) const {
    const std::filesystem::path folder = PECPROBE_REPORT_FOLDER;
    std::filesystem::create_directories(folder);
    for (const auto& [format, report] : run.reports) {
      std::ofstream(folder / (m_case.name + "." + format), std::ios::binary) << report;
    }
  }

  static std::string journal_of(const ClientRun& run) {
    return std::accumulate(run.journal.begin(), run.journal.end(), std::string("what the servers saw:\n"),
                           [](const std::string& text, const auto& entry) { return text + to_json(entry) + "\n"; });
  }

  Case m_case;
};

void add_test(std::string_view group, Case tested) {
  testing::RegisterTest(std::string(group).c_str(), tested.name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                        [tested] { return new ScenarioTest(tested); });
}

void add_tests(const Scenario& scenario) {
  std::string name = scenario.name;
  std::replace(name.begin(), name.end(), '-', '_');  // a dash means "all but" in filters of tests
  for (const ProbeMode mode : scenario.probe.modes) {
    const std::vector<Protocol> all = protocols_of(scenario);
    for (const Protocol protocol : all) {
      add_test(scenario.group, {fmt::format("{}__{}__{}", name, name_of(mode), to_string(protocol)),
                                scenario,
                                mode,
                                Run::alone,
                                {protocol}});
    }
    add_test(scenario.group,
             {fmt::format("{}__{}__together", name, name_of(mode)), scenario, mode, Run::together, all});
  }
}

}  // namespace
}  // namespace pecprobe::test

int main(int argc, char** argv) {
  testing::InitGoogleMock(&argc, argv);
  for (const pecmock::ScenarioFile& file : pecmock::builtin_scenarios()) {
    pecprobe::test::add_tests(pecmock::builtin_scenario(file.name).value());
  }
  return RUN_ALL_TESTS();
}
