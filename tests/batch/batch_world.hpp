// What the tests of a batch share: mock servers as hosts of their own, accounts to feed, and who watches the run.
#pragma once

#include "probe/batch/batch.hpp"
#include "tests/integration/mock_playing.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

/// Mock servers, each of which is a host of its own, though all are this computer.
class MockHosts {
 public:
  /// `statements` of the scenario language; the host is `NAME.pec.example`.
  MockPlaying& add(const std::string& name, std::string_view statements);

  [[nodiscard]] const MockPlaying& at(const std::string& name) const { return *m_hosts.at(name); }
  /// How to reach them and to trust them.
  [[nodiscard]] NetworkOptions network() const;
  /// Implicit TLS.
  [[nodiscard]] std::vector<Endpoint> endpoints(const std::string& name, const std::vector<Protocol>& protocols) const;

 private:
  TemporaryFolder m_folder;
  std::map<std::string, std::unique_ptr<MockPlaying>> m_hosts;
};

/// The most connections that were open at once, of all protocols.
[[nodiscard]] std::size_t peak_connections(const pecmock::Journal& journal);
/// How often each login was tried at each protocol: "imap u00001@pec.example".
[[nodiscard]] std::map<std::string, int> logins(const pecmock::Journal& journal);

/// The account that pecmock makes with that number (from 1), at a host.
[[nodiscard]] BatchAccount bulk_account(std::size_t number, std::vector<Endpoint> endpoints, std::string provider = {});

/// Makes each account when it is asked for; takes turns between groups as they come.
class GeneratedFeed : public AccountFeed {
 public:
  using Make = std::function<BatchAccount(std::size_t index)>;
  GeneratedFeed(std::size_t count, Make make);
  [[nodiscard]] std::optional<BatchAccount> next(const Groups& waiting) override;
  [[nodiscard]] std::size_t given() const noexcept { return m_given; }

 private:
  Make m_make;
  std::map<std::string, std::deque<std::size_t>, std::less<>> m_groups;
  std::string m_last;
  std::size_t m_given = 0;
};

/// Keeps of each account only what tests ask about.
class Watcher : public BatchObserver {
 public:
  struct End {
    Verdict verdict = Verdict::pass;
    std::vector<Code> codes;  // of its services

    bool operator==(const End&) const = default;
  };

  void started(std::size_t index) override { begun.push_back(index); }
  void ended(std::size_t index, AccountResult result) override;
  void waiting(const std::optional<Waiting>& why) override { waits.push_back(why); }
  void stopped(const std::string& group, const GroupStop& why) override { stops.emplace_back(group, why); }

  std::vector<std::size_t> begun;
  std::vector<std::size_t> order;  // in which they ended
  std::map<std::size_t, End> ends;
  std::vector<std::optional<Waiting>> waits;
  std::vector<std::pair<std::string, GroupStop>> stops;
  std::function<void(std::size_t index, const AccountResult&)> on_end;
};

}  // namespace pecprobe::test
