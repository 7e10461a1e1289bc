// Servers that hang, drip or never say goodbye hold up nobody but their own accounts.
#include "protocols/net/network.hpp"
#include "tests/load/bulk_login.hpp"
#include "tests/load/descriptors.hpp"
#include "tests/support/background_program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {
namespace {

constexpr int k_healthy = 200;
constexpr int k_slow_of_each_kind = 8;

/// A pecmock that plays these statements, with accounts of its own.
class PlayedServer {
 public:
  explicit PlayedServer(std::string_view statements)
      : m_scenario(m_folder.file("played.scn", "title \"played\"\nsource none\n" + std::string(statements))),
        m_pecmock(m_folder.path(), {PECMOCK_PROGRAM, "--ports-file", in_folder("ports.json"), "--ca-out",
                                    in_folder("ca.pem"), "--accounts", std::to_string(k_healthy), m_scenario}),
        m_port(nlohmann::json::parse(wait_for_file(in_folder("ports.json"))).at("imaps").get<std::uint16_t>()) {}

  [[nodiscard]] Endpoint endpoint() const { return {Protocol::imap, "127.0.0.1", m_port, TlsMode::implicit}; }
  [[nodiscard]] std::string ca() const { return file_text(in_folder("ca.pem")); }

 private:
  [[nodiscard]] std::string in_folder(const char* name) const { return (m_folder.path() / name).string(); }

  TemporaryFolder m_folder;
  std::string m_scenario;
  BackgroundProgram m_pecmock;
  std::uint16_t m_port;
};

class SlowNeighbours : public testing::Test {
 protected:
  void SetUp() override {
    const std::string problem = allow_descriptors(k_healthy + 4 * k_slow_of_each_kind + 100);
    if (!problem.empty()) {
      GTEST_SKIP() << problem;
    }
    const TemporaryFolder folder;
    std::string authorities;
    for (const auto& [kind, server] : m_servers) {
      authorities += server.ca();
    }
    NetworkOptions options;
    options.ca_file = folder.file("ca.pem", authorities);
    options.resumption = Resumption::after_the_first_one;
    m_network = std::move(Network::create(options).value());
  }

  void start(const std::string& kind, int count) {
    for (int number = 1; number <= count; ++number) {
      const BulkLogin& login = m_logins.emplace_back(number);
      m_network->start({m_servers.at(kind).endpoint(), login.credentials, login.redactor, {}, {}, {}},
                       [this, kind](ServiceFacts facts) { on_end(kind, std::move(facts)); });
    }
  }

  /// A slow service that is at its end by itself, or the last healthy one, upon which the slow ones are given up.
  void on_end(const std::string& kind, ServiceFacts facts) {
    m_facts[kind].push_back(std::move(facts));
    if (m_facts["healthy"].size() == k_healthy) {
      m_network->cancel_all(Duration::zero());
    }
  }

  /// How many of a kind were accepted.
  [[nodiscard]] int accepted(const std::string& kind) {
    int count = 0;
    for (const ServiceFacts& facts : m_facts[kind]) {
      count += facts.dialogue.auth.accepted ? 1 : 0;
    }
    return count;
  }

  std::map<std::string, PlayedServer> m_servers = [] {
    std::map<std::string, PlayedServer> servers;
    servers.try_emplace("healthy", "");
    servers.try_emplace("without farewell", "imap { on LOGOUT silence }\n");
    servers.try_emplace("dripping", "imap { on greeting trickle 1 1s }\n");
    servers.try_emplace("stuck in the handshake", "imap { on handshake silence }\n");
    return servers;
  }();
  std::deque<BulkLogin> m_logins;
  std::unique_ptr<Network> m_network;
  std::map<std::string, std::vector<ServiceFacts>> m_facts;
};

TEST_F(SlowNeighbours, DelayNobodyElse) {
  for (const char* kind : {"without farewell", "dripping", "stuck in the handshake"}) {
    start(kind, k_slow_of_each_kind);
  }
  start("healthy", k_healthy);
  m_network->run();
  EXPECT_EQ(accepted("healthy"), k_healthy);
  // Those that cannot end by themselves end after the last healthy one: nobody waited for them.
  for (const char* kind : {"dripping", "stuck in the handshake"}) {
    ASSERT_EQ(m_facts[kind].size(), static_cast<std::size_t>(k_slow_of_each_kind)) << kind;
    for (const ServiceFacts& facts : m_facts[kind]) {
      EXPECT_EQ(facts.local, LocalStop::cancelled) << kind;
    }
  }
  // A verdict that stands is not lost when the server never says goodbye.
  EXPECT_EQ(accepted("without farewell"), k_slow_of_each_kind);
  for (const ServiceFacts& facts : m_facts["without farewell"]) {
    EXPECT_FALSE(facts.dialogue.farewell_answered);
    EXPECT_EQ(facts.dialogue.stop, Stop::none);
  }
}

}  // namespace
}  // namespace pecprobe::test
