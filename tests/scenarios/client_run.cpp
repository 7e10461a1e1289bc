#include "tests/scenarios/client_run.hpp"

#include "fixtures/mock/mock_server.hpp"
#include "probe/report/report_sink.hpp"
#include "tests/cli/pecprobe_program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

namespace pecprobe::test {

namespace {

using pecmock::Encryption;
using pecmock::MockServer;
using pecmock::ProbeMode;
using pecmock::ProbeSpec;

constexpr std::chrono::seconds k_patience{10};

std::string content(const std::filesystem::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

std::filesystem::path report_path(const TemporaryFolder& folder, const ReportFormat& format) {
  return folder.path() / fmt::format("report.{}", format.name);
}

/// `--imap imaps://localhost:40381` and where that name leads to.
void add_service(std::vector<std::string>& arguments, const MockServer& server, Protocol protocol, ProbeMode mode) {
  const bool is_implicit = mode == ProbeMode::implicit;
  const std::string& host = server.scenario().probe.host;
  const auto port = port_of(server.ports(), protocol, is_implicit ? Encryption::implicit : Encryption::starttls);
  arguments.push_back(fmt::format("--{}", to_string(protocol)));
  arguments.push_back(fmt::format("{}{}://{}:{}", to_string(protocol), is_implicit ? "s" : "", host, port));
  arguments.emplace_back("--resolve");
  arguments.push_back(fmt::format("{}:{}:{}", host, port, pecmock::k_mock_host));
}

std::vector<std::string_view> names_of(const std::vector<Protocol>& protocols) {
  std::vector<std::string_view> names;
  std::transform(protocols.begin(), protocols.end(), std::back_inserter(names),
                 [](Protocol protocol) { return to_string(protocol); });
  return names;
}

/// The scenario's options; those about the sender only where SMTP is among the services.
void add_options(std::vector<std::string>& arguments, const std::vector<std::string>& options,
                 const std::vector<Protocol>& protocols) {
  const bool has_smtp = std::find(protocols.begin(), protocols.end(), Protocol::smtp) != protocols.end();
  for (std::size_t i = 0; i < options.size(); ++i) {
    const bool takes_value = options[i] == "--check-recipient";
    if (has_smtp || (options[i] != "--check-sender" && !takes_value)) {
      arguments.push_back(options[i]);
    } else if (takes_value) {
      ++i;
    }
  }
}

std::vector<std::string> arguments_of(const MockServer& server, const ClientCall& call, const TemporaryFolder& folder) {
  const ProbeSpec& probe = server.scenario().probe;
  std::vector<std::string> arguments = {"check", probe.address, "--password-stdin", "--ca-file",
                                        folder.file("ca.pem", server.ca_pem())};
  for (const Protocol protocol : call.protocols) {
    add_service(arguments, server, protocol, call.mode);
  }
  // Also where the scenario names a provider: never its real servers.
  arguments.insert(arguments.end(), {"--protocols", fmt::format("{}", fmt::join(names_of(call.protocols), ","))});
  if (call.mode == ProbeMode::cleartext) {
    arguments.emplace_back("--allow-cleartext");
  }
  if (!probe.login.empty()) {
    arguments.insert(arguments.end(), {"--login", probe.login});
  }
  for (const ReportFormat& format : report_formats()) {
    arguments.emplace_back("--report");
    arguments.push_back(fmt::format("{}={}", format.name, report_path(folder, format).string()));
  }
  add_options(arguments, probe.options, call.protocols);
  arguments.insert(arguments.end(), call.options.begin(), call.options.end());
  return arguments;
}

std::vector<Writing> writings_of(const ProgramRun& program, const TemporaryFolder& folder) {
  std::vector<Writing> writings = {{"standard output", program.out}, {"standard error", program.err}};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
    if (entry.is_regular_file() && entry.path().filename() != "ca.pem") {
      writings.push_back({entry.path().filename(), content(entry.path())});
    }
  }
  return writings;
}

}  // namespace

ClientRun run_client(const pecmock::Scenario& scenario, const ClientCall& call) {
  const TemporaryFolder folder;
  const MockServer server(scenario);
  PecprobeCall program{arguments_of(server, call, folder), scenario.probe.password + "\n"};
  for (const char* variable :
       {"HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"}) {
    program.environment.push_back(fmt::format("{}={}", variable, folder.path().string()));
  }
  ClientRun run;
  run.program = pecprobe(std::move(program));
  run.servers_are_done = server.journal().wait_until_all_are_over(k_patience);
  run.journal = server.journal().entries();
  run.responses = server.journal().responses();
  run.writings = writings_of(run.program, folder);
  for (const ReportFormat& format : report_formats()) {
    run.reports[std::string(format.name)] = content(report_path(folder, format));
  }
  run.report = nlohmann::json::parse(run.reports.at("json"), nullptr, false);
  return run;
}

}  // namespace pecprobe::test
