// The whole way of one login against a mock server of this process: CPU of the checking thread (column CPU), CPU of
// the mock server beside it (counter mock_cpu). All handshakes are full ones: a check resumes no TLS session.
#include "fixtures/mock/mock_server.hpp"
#include "fixtures/script/parse_scenario.hpp"
#include "protocols/net/network.hpp"
#include "tests/bench/benchmarks.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>

namespace pecprobe::bench {
namespace {

double cpu_seconds(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// A mock server with one good account, and the network that checks it.
class Stage {
 public:
  Stage()
      : m_server(honest_server()),
        m_ca_file(std::filesystem::temp_directory_path() / ("pecprobe-bench-" + std::to_string(::getpid()) + ".pem")) {
    std::ofstream(m_ca_file) << m_server.ca_pem();
    NetworkOptions options;
    options.ca_file = m_ca_file;
    auto network = Network::create(std::move(options));
    if (!network) {
      throw std::runtime_error(network.error().file + ": " + network.error().detail);
    }
    m_network = std::move(*network);
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage() {
    std::error_code ignored;
    std::filesystem::remove(m_ca_file, ignored);
  }

  /// True when the login was accepted.
  bool log_in(Protocol protocol, TlsMode tls) {
    const auto encryption = tls == TlsMode::implicit ? pecmock::Encryption::implicit : pecmock::Encryption::starttls;
    const Endpoint endpoint{protocol, "127.0.0.1", pecmock::port_of(m_server.ports(), protocol, encryption), tls};
    bool is_accepted = false;
    m_network->start({endpoint, m_credentials, m_redactor, {}, {}, {}},
                     [&](const ServiceFacts& facts) { is_accepted = facts.dialogue.auth.accepted; });
    m_network->run();
    return is_accepted;
  }

 private:
  static pecmock::Scenario honest_server() {
    auto scenario = pecmock::parse_scenario("bench/good.scn", "title \"good\"\nsource none\n",
                                            [](std::string_view) { return std::optional<std::string>(); });
    if (!scenario) {
      throw std::runtime_error(scenario.error());
    }
    return *std::move(scenario);
  }

  pecmock::MockServer m_server;
  std::filesystem::path m_ca_file;
  std::unique_ptr<Network> m_network;
  Credentials m_credentials{"casella@pec.example", Secret{"app-password-1"}};
  Redactor m_redactor{m_credentials.password, m_credentials.login};
};

void log_in(benchmark::State& state, Protocol protocol, TlsMode tls) {
  Stage stage;
  static_cast<void>(stage.log_in(protocol, tls));  // what is done once in a run is not measured
  const double all_before = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID);
  const double own_before = cpu_seconds(CLOCK_THREAD_CPUTIME_ID);
  for ([[maybe_unused]] auto iteration : state) {
    if (!stage.log_in(protocol, tls)) {
      state.SkipWithError("the login was not accepted");
      return;
    }
  }
  const double all = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID) - all_before;
  const double own = cpu_seconds(CLOCK_THREAD_CPUTIME_ID) - own_before;
  state.counters["mock_cpu"] = benchmark::Counter(all - own, benchmark::Counter::kAvgIterations);
}

}  // namespace

void register_login_benchmarks() {
  for (const Protocol protocol : k_protocols) {
    for (const TlsMode tls : {TlsMode::implicit, TlsMode::starttls}) {
      const std::string name = fmt::format("login/{}/{}", to_string(protocol), to_string(tls));
      benchmark::RegisterBenchmark(name.c_str(), log_in, protocol, tls)->Unit(benchmark::kMicrosecond);
    }
  }
}

}  // namespace pecprobe::bench
