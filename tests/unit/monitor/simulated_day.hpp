// A monitor in a world whose time and providers are simulated.
#pragma once

#include "probe/monitor/monitor.hpp"
#include "tests/unit/monitor/tested.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe::test {

/// A test that a provider saw.
struct SeenTest {
  std::string address;
  Timestamp at{};
  Code code = Code::ok;
};

class SimulatedDay {
 public:
  using Answers = std::function<Code(const Account& account, Timestamp at)>;

  /// Each test takes 20 seconds; it ends as `answers` says.
  SimulatedDay(monitor::HistoryStore* store, Answers answers, Timestamp now = k_morning)
      : m_store(store), m_answers(std::move(answers)), m_now(now) {
    restart();
  }

  /// Another process goes on: what was under way is lost.
  void restart() {
    m_running.clear();
    m_monitor.emplace(monitor::ScheduleLimits{}, m_store, &m_listener, m_now);
    m_monitor->watch(m_accounts);
  }

  void watch(std::vector<monitor::WatchedAccount> accounts) {
    m_accounts = std::move(accounts);
    m_monitor->watch(m_accounts);
  }

  void run_until(Timestamp end) {
    while (m_now < end) {
      for (const std::size_t place : m_monitor->begin_due(m_now)) {
        m_running.emplace(m_now + 20s, place);
        most_at_once = std::max(most_at_once, m_running.size());
        const Account& account = m_accounts[place].account;
        seen.push_back({account.address, m_now, m_answers(account, m_now)});
      }
      const Timestamp look = m_monitor->next_look(m_now);
      m_now = m_running.empty() ? look : std::min(look, m_running.begin()->first);
      end_tests();
    }
  }

  /// The computer sleeps; nothing is under way when it does.
  void sleep(Duration time) { m_now += std::chrono::floor<std::chrono::milliseconds>(time); }

  [[nodiscard]] monitor::Monitor& monitor() { return *m_monitor; }
  [[nodiscard]] Timestamp now() const { return m_now; }
  [[nodiscard]] std::map<std::string, std::vector<Timestamp>> tests_by_account() const {
    std::map<std::string, std::vector<Timestamp>> tests;
    for (const SeenTest& test : seen) {
      tests[test.address].push_back(test.at);
    }
    return tests;
  }
  /// The most tests that began in any `period`.
  [[nodiscard]] std::size_t most_within(Duration period) const {
    std::size_t most = 0;
    for (std::size_t first = 0, last = 0; last < seen.size(); ++last) {
      for (; seen[last].at - seen[first].at >= period; ++first) {
      }
      most = std::max(most, last - first + 1);
    }
    return most;
  }

  std::vector<SeenTest> seen;
  std::vector<monitor::Change> changes;  // that were told
  std::size_t most_at_once = 0;

 private:
  /// Tells what was kept.
  class Listener final : public monitor::ChangeListener {
   public:
    explicit Listener(std::vector<monitor::Change>& told) : m_told(told) {}
    void keep(SQLite::Database& /*state*/, const monitor::Change& change, const AccountResult& /*result*/) override {
      m_kept = change;
    }
    void kept() override { m_told.push_back(m_kept); }

   private:
    monitor::Change m_kept;
    std::vector<monitor::Change>& m_told;
  };

  void end_tests() {
    while (!m_running.empty() && m_running.begin()->first <= m_now) {
      const Account& account = m_accounts[m_running.begin()->second].account;
      const Timestamp began = m_running.begin()->first - 20s;
      const Code code = m_answers(account, began);
      monitor::TestedAccount test = tested(account.address, began, {{Protocol::imap, code}, {Protocol::smtp, code}});
      test.result.account = account;
      m_running.erase(m_running.begin());
      static_cast<void>(m_monitor->ended(test, m_now));
    }
  }

  Listener m_listener{changes};
  monitor::HistoryStore* m_store;
  Answers m_answers;
  Timestamp m_now;
  std::vector<monitor::WatchedAccount> m_accounts;
  std::multimap<Timestamp, std::size_t> m_running;  // by when they end
  std::optional<monitor::Monitor> m_monitor;
};

/// `count` accounts of `provider`, with passwords.
inline std::vector<monitor::WatchedAccount> accounts_of(const std::string& provider, int count) {
  std::vector<monitor::WatchedAccount> accounts;
  for (int i = 1; i <= count; ++i) {
    const std::string address = provider + std::to_string(i) + "@pec.example";
    Account account =
        tested(address, k_morning, {{Protocol::imap, Code::ok}, {Protocol::smtp, Code::ok}}).result.account;
    account.provider = provider;
    accounts.push_back({std::move(account)});
  }
  return accounts;
}

}  // namespace pecprobe::test
