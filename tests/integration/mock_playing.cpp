#include "tests/integration/mock_playing.hpp"

#include "fixtures/script/parse_scenario.hpp"

#include <stdexcept>
#include <utility>

namespace pecprobe::test {

namespace {

pecmock::Scenario scenario_of(std::string_view statements) {
  const std::string source = "title \"a test\"\nsource none\n" + std::string(statements);
  auto scenario = pecmock::parse_scenario("test/test.scn", source, [](std::string_view) { return std::nullopt; });
  if (!scenario) {
    throw std::invalid_argument(scenario.error());
  }
  return *std::move(scenario);
}

}  // namespace

MockPlaying::MockPlaying(std::string_view statements)
    : m_server(scenario_of(statements)), m_ca_file(m_folder.file("ca.pem", m_server.ca_pem())) {}

std::uint16_t MockPlaying::port(Protocol protocol, TlsMode tls) const {
  return pecmock::port_of(m_server.ports(), protocol,
                          tls == TlsMode::implicit ? pecmock::Encryption::implicit : pecmock::Encryption::starttls);
}

Endpoint MockPlaying::endpoint(Protocol protocol, TlsMode tls, std::string host) const {
  return {protocol, std::move(host), port(protocol, tls), tls};
}

}  // namespace pecprobe::test
