// What a session costs in memory while it waits for its server: a thousand of one network, parked after the login.
#include "protocols/net/network.hpp"
#include "tests/load/bulk_login.hpp"
#include "tests/load/descriptors.hpp"
#include "tests/support/background_program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cstdint>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {
namespace {

using namespace std::chrono_literals;

constexpr int k_sessions = 1'000;
constexpr std::size_t k_allowed = 64 * 1024;

/// What this process has in memory.
std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) {
    ++found;
  }
  return found;
}

class ParkedSessions : public testing::Test {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer's own memory is no measure of ours";
#endif
    if (!std::filesystem::exists("/proc/self/statm")) {
      GTEST_SKIP() << "this system does not tell how much memory a process has";
    }
    if (const std::string problem = allow_descriptors(k_sessions + 100); !problem.empty()) {
      GTEST_SKIP() << problem;
    }
    const std::string scenario = m_folder.file("parked.scn",
                                               "title \"EXAMINE is never answered\"\nsource none\n"
                                               "imap { on EXAMINE silence }\n");
    m_pecmock = std::make_unique<BackgroundProgram>(
        m_folder.path(), std::vector<std::string>{PECMOCK_PROGRAM, "--ports-file", in_folder("ports.json"), "--ca-out",
                                                  in_folder("ca.pem"), "--journal", in_folder("journal"), "--accounts",
                                                  std::to_string(k_sessions), scenario});
    const auto ports = nlohmann::json::parse(wait_for_file(in_folder("ports.json")));
    m_endpoint = {Protocol::imap, "127.0.0.1", ports.at("imaps").get<std::uint16_t>(), TlsMode::implicit};
    NetworkOptions options;
    options.ca_file = in_folder("ca.pem");
    options.resumption = Resumption::after_the_first_one;
    m_network = std::move(Network::create(options).value());
  }

  void start(int number) {
    const BulkLogin& login = m_logins.emplace_back(number);
    m_network->start({m_endpoint, login.credentials, login.redactor, {}, {}, {}}, [this](const ServiceFacts& facts) {
      ++m_ended;
      m_accepted += facts.dialogue.auth.accepted ? 1 : 0;
    });
  }

  /// Runs until so many sessions wait for the answer to EXAMINE, then does `act`.
  void run_until_parked(std::size_t sessions, const std::function<void()>& act) {
    m_look = m_network->after(20ms, [this, sessions, act] {
      if (m_ended == 0 && count(file_text(in_folder("journal")), "EXAMINE") < sessions) {
        run_until_parked(sessions, act);
      } else {
        act();
      }
    });
  }

  [[nodiscard]] std::string in_folder(const char* name) const { return (m_folder.path() / name).string(); }

  TemporaryFolder m_folder;
  std::unique_ptr<BackgroundProgram> m_pecmock;
  Endpoint m_endpoint;
  std::deque<BulkLogin> m_logins;
  std::unique_ptr<Network> m_network;
  Hold m_look;
  int m_ended = 0;
  int m_accepted = 0;
};

TEST_F(ParkedSessions, TakeLessThanSixtyFourKilobytesEach) {
  start(1);  // what is there once for all of them is not counted
  std::size_t before = 0;
  std::size_t with_all = 0;
  run_until_parked(1, [&] {
    before = resident_bytes();
    for (int number = 2; number <= k_sessions; ++number) {
      start(number);
    }
    run_until_parked(k_sessions, [&] {
      with_all = resident_bytes();
      m_network->cancel_all(Duration::zero());
    });
  });
  m_network->run();
  EXPECT_EQ(m_accepted, k_sessions);
  const std::size_t each = (with_all - before) / (k_sessions - 1);
  RecordProperty("bytes_per_session", std::to_string(each));
  EXPECT_LT(each, k_allowed);
  std::cout << "memory of a parked session: " << each << " bytes\n";
}

}  // namespace
}  // namespace pecprobe::test
