// Runs the built pecprobe against the servers of one scenario and keeps everything that both sides say.
#pragma once

#include "fixtures/mock/journal.hpp"
#include "fixtures/script/scenario.hpp"
#include "tests/support/run_program.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace pecprobe::test {

struct ClientCall {
  pecmock::ProbeMode mode = pecmock::ProbeMode::implicit;
  std::vector<Protocol> protocols;
  std::vector<std::string> options;  // besides those of the scenario
};

/// Something that the program wrote: an output, a report, a file that it left behind.
struct Writing {
  std::string name;
  std::string bytes;
};

struct ClientRun {
  ProgramRun program;
  nlohmann::json report;                       // pecprobe.report/1; discarded when it is no JSON
  std::map<std::string, std::string> reports;  // by format: every one that there is
  std::vector<Writing> writings;               // both outputs and all files that were left, the reports among them
  std::vector<pecmock::JournalEntry> journal;
  std::vector<std::string> responses;  // what the client sent in SASL exchanges, as it came
  bool servers_are_done = false;       // every connection was over when the journal was taken
};

/// The program gets the scenario's account, its password on standard input and a home folder of its own.
[[nodiscard]] ClientRun run_client(const pecmock::Scenario& scenario, const ClientCall& call);

}  // namespace pecprobe::test
