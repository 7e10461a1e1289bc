#include "tests/rotation/rotation_run.hpp"

#include "fixtures/scenarios/scenario_library.hpp"
#include "fixtures/script/parse_scenario.hpp"
#include "protocols/base/endpoint.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace pecprobe::test {

using pecmock::JournalEntry;

namespace {

std::string line(std::string_view text) { return std::string(text) + "\n"; }

std::vector<std::string> followed_by(std::vector<std::string> options, const std::vector<std::string>& further) {
  options.insert(options.end(), further.begin(), further.end());
  return options;
}

}  // namespace

pecmock::Scenario RotatedMailbox::scenario(std::string_view name) {
  auto scenario = pecmock::builtin_scenario(name);
  return scenario ? *std::move(scenario) : throw std::invalid_argument(scenario.error());
}

pecmock::Scenario RotatedMailbox::statements(std::string_view text) {
  const std::string source = "title \"a test\"\nsource none\n" + std::string(text);
  auto scenario = pecmock::parse_scenario("test/test.scn", source, [](std::string_view) { return std::nullopt; });
  return scenario ? *std::move(scenario) : throw std::invalid_argument(scenario.error());
}

RotatedMailbox::RotatedMailbox(pecmock::Scenario scenario)
    : m_server(std::move(scenario)), m_ca_file(m_folder.file("ca.pem", m_server.ca_pem())) {}

std::vector<std::string> RotatedMailbox::command(const std::vector<std::string>& options) const {
  std::vector<std::string> arguments = {PECPROBE_PROGRAM, "rotate",  "verify",  std::string(k_address),
                                        "--ca-file",      m_ca_file, "--lang",  "en",
                                        "--provider",     "aruba",   "--today", std::string(k_day)};
  for (const Protocol protocol : k_protocols) {
    arguments.push_back(fmt::format("--{}", to_string(protocol)));
    arguments.push_back(fmt::format("{}s://localhost:{}", to_string(protocol),
                                    pecmock::port_of(m_server.ports(), protocol, pecmock::Encryption::implicit)));
  }
  return followed_by(std::move(arguments), options);
}

std::vector<std::string> RotatedMailbox::environment() const {
  std::vector<std::string> variables;
  for (const char* name : {"HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "TMPDIR"}) {
    variables.push_back(fmt::format("{}={}", name, m_folder.path().string()));
  }
  for (const char* name : {"SSLKEYLOGFILE", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "ALL_PROXY", "all_proxy",
                           "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"}) {
    variables.push_back(fmt::format("{}=", name));
  }
  return variables;
}

ProgramRun RotatedMailbox::verify(const std::vector<std::string>& options, const std::string& input) {
  return run_program({command(options), input, environment()});
}

ProgramRun RotatedMailbox::verify_both(const std::vector<std::string>& options) {
  return verify(followed_by({"--new-password-stdin", "--old-password-stdin"}, options),
                line(k_new_password) + line(k_old_password));
}

ProgramRun RotatedMailbox::verify_new(const std::vector<std::string>& options, std::string_view password) {
  return verify(followed_by({"--new-password-stdin"}, options), line(password));
}

ProgramRun RotatedMailbox::verify_deactivation(const std::vector<std::string>& options, std::string_view password) {
  return verify(followed_by({"--expect-refused", "--old-password-stdin"}, options), line(password));
}

Logins RotatedMailbox::logins() {
  Logins found;
  const std::vector<JournalEntry> entries = m_server.journal().entries();
  for (const JournalEntry& entry : entries) {
    if (entry.number > m_seen && entry.kind == JournalEntry::Kind::login) {
      found.emplace_back(to_string(entry.protocol));
    }
  }
  m_seen = entries.empty() ? 0 : entries.back().number;
  return found;
}

nlohmann::json json_of(const ProgramRun& run) { return nlohmann::json::parse(run.out); }

}  // namespace pecprobe::test
