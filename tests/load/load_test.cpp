// A thousand sessions at once against pecmock: every one must get its own account's answers. Counts, no times.
#include "tests/load/descriptors.hpp"
#include "tests/support/background_program.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <map>
#include <memory>
#include <sstream>

namespace pecmock::test {
namespace {

constexpr int k_sessions = 1'000;
constexpr int k_wrong_every = 10;  // each tenth session comes with a wrong password

/// One session of the account that the documented formula names.
class LoadSession {
 public:
  LoadSession(int number, const nlohmann::json& ports)
      : m_number(number),
        m_protocol(pecprobe::k_protocols[static_cast<std::size_t>(number) % pecprobe::k_protocols.size()]),
        m_client(ports.at(std::string(pecprobe::to_string(m_protocol)) + "s").get<std::uint16_t>()) {}

  void shake_hands(const std::string& ca_pem) { EXPECT_EQ(m_client.start_tls(ca_pem), ""); }
  void read_greeting() { static_cast<void>(m_client.line()); }

  void send_login() {
    const std::string password = fmt::format("{}-{:05}", is_wrong() ? "Wrong" : "Bulk", m_number);
    switch (m_protocol) {
      case Protocol::imap: m_client.say(fmt::format("a LOGIN {} {}", login(), password)); break;
      case Protocol::pop3: m_client.send(fmt::format("USER {}\r\nPASS {}\r\n", login(), password)); break;
      case Protocol::smtp:
        m_client.send(fmt::format("EHLO load.example\r\nAUTH PLAIN {}\r\n", plain_response(login(), password)));
        break;
    }
  }
  [[nodiscard]] bool has_right_login_answer() {
    switch (m_protocol) {
      case Protocol::imap: return answers(is_wrong() ? "a NO [AUTHENTICATIONFAILED]" : "a OK");
      case Protocol::pop3: return answers("+OK") && answers(is_wrong() ? "-ERR [AUTH]" : "+OK");
      case Protocol::smtp:
        return m_client.lines_until("250 ").back().starts_with("250 ") && answers(is_wrong() ? "535" : "235");
    }
    return false;
  }

  /// Each account is asked about itself: its sender, its mailbox with the message that was put there for it.
  void send_question() {
    switch (m_protocol) {
      case Protocol::imap: m_client.say("b STATUS INBOX (MESSAGES)"); break;
      case Protocol::pop3: m_client.say("STAT"); break;
      case Protocol::smtp: m_client.say(fmt::format("MAIL FROM:<{}>", login())); break;
    }
  }
  [[nodiscard]] bool has_right_answer() {
    switch (m_protocol) {
      case Protocol::imap:
        return is_wrong() ? answers("b BAD") : answers("* STATUS \"INBOX\" (MESSAGES 2)") && answers("b OK");
      case Protocol::pop3: return answers(is_wrong() ? "-ERR" : "+OK 2 ");
      case Protocol::smtp: return answers(is_wrong() ? "530" : "250");
    }
    return false;
  }

  [[nodiscard]] bool is_wrong() const { return m_number % k_wrong_every == 0; }
  [[nodiscard]] std::string login() const { return fmt::format("u{:05}@pec.example", m_number); }

 private:
  [[nodiscard]] bool answers(std::string_view begin) { return m_client.line().starts_with(begin); }

  int m_number;
  Protocol m_protocol;
  RawClient m_client;
};

using Counts = std::map<std::string, int>;

/// How the logins ended, by the journal.
Counts logins_in(const std::string& journal) {
  Counts counts;
  std::istringstream lines(journal);
  for (std::string line; std::getline(lines, line);) {
    const auto entry = nlohmann::json::parse(line);
    if (entry.at("event") == "login") {
      ++counts[entry.at("outcome").get<std::string>()];
    }
  }
  return counts;
}

TEST(AThousandSessionsAtOnce, EachGetTheirOwnAnswers) {
  if (const std::string problem = pecprobe::test::allow_descriptors(k_sessions + 100); !problem.empty()) {
    GTEST_SKIP() << problem;
  }
  const pecprobe::test::TemporaryFolder folder;
  const auto in_folder = [&](const char* name) { return (folder.path() / name).string(); };
  pecprobe::test::BackgroundProgram pecmock(
      folder.path(), {PECMOCK_PROGRAM, "--ports-file", in_folder("ports.json"), "--ca-out", in_folder("ca.pem"),
                      "--journal", in_folder("journal"), "--accounts", std::to_string(k_sessions), "good"});
  const auto ports = nlohmann::json::parse(pecprobe::test::wait_for_file(in_folder("ports.json")));
  const std::string ca_pem = pecprobe::test::file_text(in_folder("ca.pem"));

  std::vector<std::unique_ptr<LoadSession>> sessions;
  for (int number = 1; number <= k_sessions; ++number) {
    sessions.push_back(std::make_unique<LoadSession>(number, ports));
  }
  // Each step is done by all before any does the next one: all sessions are open all the time.
  const auto all = [&](auto step) { std::for_each(sessions.begin(), sessions.end(), [&](auto& s) { step(*s); }); };
  int right_logins = 0;
  int right_answers = 0;
  all([&](LoadSession& session) { session.shake_hands(ca_pem); });
  all([](LoadSession& session) { session.read_greeting(); });
  all([](LoadSession& session) { session.send_login(); });
  all([&](LoadSession& session) { right_logins += session.has_right_login_answer() ? 1 : 0; });
  all([](LoadSession& session) { session.send_question(); });
  all([&](LoadSession& session) { right_answers += session.has_right_answer() ? 1 : 0; });

  EXPECT_EQ(right_logins, k_sessions);
  EXPECT_EQ(right_answers, k_sessions);
  sessions.clear();
  pecmock.signal(SIGTERM);
  EXPECT_EQ(pecmock.wait(), 0) << pecmock.err();
  EXPECT_EQ(logins_in(pecprobe::test::file_text(in_folder("journal"))),
            (Counts{{"accepted", k_sessions - k_sessions / k_wrong_every}, {"wrong", k_sessions / k_wrong_every}}));
}

}  // namespace
}  // namespace pecmock::test
