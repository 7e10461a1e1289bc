// Many accounts of every kind in one run: every verdict must be right, every login tried once, no limit exceeded.
#include "tests/batch/batch_world.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace pecprobe::test {
namespace {

using namespace std::chrono_literals;
using Codes = std::vector<Code>;

constexpr std::size_t k_default_accounts = 1'000;
constexpr std::size_t k_kinds = 20;
const std::vector<Protocol> k_all = {Protocol::imap, Protocol::pop3, Protocol::smtp};

/// A larger run on demand: PECPROBE_BATCH_ACCOUNTS=10000.
std::size_t number_of_accounts() {
  const char* wanted = std::getenv("PECPROBE_BATCH_ACCOUNTS");
  const long number = wanted == nullptr ? 0 : std::strtol(wanted, nullptr, 10);
  return number > 0 ? static_cast<std::size_t>(number) : k_default_accounts;
}

/// What an account is, by its number: most are good, each fault comes at its own place.
struct Kind {
  const char* host = "honest";
  const char* state = nullptr;  // in the scenario language
  Codes ends = {Code::ok, Code::ok, Code::ok};
};

Kind kind_of(std::size_t number, std::size_t accounts) {
  // Every 500th never gets an answer, so that a large run does not only wait for them.
  if (number % 500 == 7) {
    return {"stalled", nullptr, Codes(3, Code::greeting_timeout)};
  }
  switch (number % k_kinds) {
    case 3: return {"honest", "wrong", {Code::auth_rejected, Code::skipped_lockout_guard, Code::auth_rejected}};
    case 8: return {"honest", "temporary", Codes(3, Code::auth_temporary)};
    case 11: return {"broken", nullptr, Codes(3, Code::not_this_protocol)};
    case 13: return {"honest", "protocol_off imap", {Code::auth_protocol_disabled, Code::ok, Code::ok}};
    case 17: return {"busy", nullptr, Codes(3, Code::ok)};
    default: return accounts == 0 ? Kind{} : Kind{number % 2 == 0 ? "honest" : "second", nullptr, Codes(3, Code::ok)};
  }
}

std::string accounts_of(const std::string& host, std::size_t accounts) {
  std::string statements;
  for (std::size_t number = 1; number <= accounts; ++number) {
    const Kind kind = kind_of(number, accounts);
    if (kind.host == host) {
      statements += fmt::format("account \"u{0:05}@pec.example\" {{\n password \"Bulk-{0:05}\"\n {1}\n}}\n", number,
                                kind.state == nullptr ? "" : fmt::format("state {}", kind.state));
    }
  }
  return statements;
}

TEST(AMixedBatch, HasEveryVerdictRightTriesEachLoginOnceAndKeepsToItsLimits) {
  const std::size_t accounts = number_of_accounts();
  MockHosts hosts;
  for (const std::string name : {"honest", "second"}) {
    hosts.add(name, accounts_of(name, accounts));
  }
  hosts.add("busy", accounts_of("busy", accounts) + "on verdict delay 20ms\n");
  hosts.add("broken", "raw { send \"SSH-2.0-OpenSSH_9.2p1\\r\\n\" }");
  hosts.add("stalled", "on greeting silence");

  NetworkOptions network = hosts.network();
  network.service_timeout = 3s;
  GeneratedFeed feed(accounts, [&](std::size_t number) {
    return bulk_account(number, hosts.endpoints(kind_of(number, accounts).host, k_all));
  });
  Watcher watcher;
  const auto outcome = run_batch(network, feed, watcher, {});

  ASSERT_TRUE(outcome.has_value()) << outcome.error().detail;
  EXPECT_EQ(outcome->end, BatchOutcome::End::complete);
  EXPECT_EQ(outcome->accounts, accounts);
  EXPECT_EQ(watcher.order.size(), accounts);
  EXPECT_TRUE(watcher.stops.empty());
  for (std::size_t number = 1; number <= accounts; ++number) {
    const Kind kind = kind_of(number, accounts);
    EXPECT_EQ(watcher.ends[number].codes, kind.ends) << "account " << number << " at " << kind.host;
  }
  for (const std::string name : {"honest", "second", "busy", "broken", "stalled"}) {
    const auto& journal = hosts.at(name).journal();
    EXPECT_LE(peak_connections(journal), 4U) << name;
    for (const auto& [login, count] : logins(journal)) {
      EXPECT_EQ(count, 1) << login << " at " << name;
    }
  }
}

}  // namespace
}  // namespace pecprobe::test
