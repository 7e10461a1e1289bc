// How a run over many accounts goes on, slows down, stops: with the real network code against pecmock's servers.
#include "tests/batch/batch_world.hpp"
#include "tests/unit/engine/memory_mock.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <stdexcept>
#include <thread>

namespace pecprobe::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Codes = std::vector<Code>;

const std::vector<Protocol> k_all = {Protocol::imap, Protocol::pop3, Protocol::smtp};
const std::vector<Protocol> k_imap = {Protocol::imap};

class ABatch : public testing::Test {
 protected:
  /// Accounts of pecmock's own, from 1 to `count`, at the host of that name.
  GeneratedFeed::Make at(std::string host, std::vector<Protocol> protocols = k_all) {
    return [this, host = std::move(host), protocols = std::move(protocols)](std::size_t number) {
      return bulk_account(number, hosts.endpoints(host, protocols));
    };
  }
  BatchOutcome run(std::size_t accounts, GeneratedFeed::Make make) {
    feed.emplace(accounts, std::move(make));
    const auto outcome = run_batch(network ? *network : hosts.network(), *feed, watcher, options);
    EXPECT_TRUE(outcome.has_value()) << outcome.error().detail;
    return outcome.value_or(BatchOutcome{});
  }
  [[nodiscard]] std::size_t number_of(Code code) const {
    std::size_t found = 0;
    for (const auto& [index, end] : watcher.ends) {
      found += end.codes == Codes(end.codes.size(), code) ? 1U : 0U;
    }
    return found;
  }

  MockHosts hosts;
  std::optional<NetworkOptions> network;
  BatchOptions options = [] {
    BatchOptions several;
    several.threads = 2;  // by themselves so few sessions share one
    return several;
  }();
  Watcher watcher;
  std::optional<GeneratedFeed> feed;
};

TEST_F(ABatch, WithoutAccountsIsComplete) {
  hosts.add("honest", "");
  EXPECT_EQ(run(0, at("honest")), (BatchOutcome{BatchOutcome::End::complete, std::nullopt, 0, 64}));
}

TEST_F(ABatch, SaysWhatMakesItsNetworkUnusable) {
  GeneratedFeed nobody(0, {});
  NetworkOptions broken;
  broken.ca_file = "/nonexistent/ca.pem";
  const auto outcome = run_batch(broken, nobody, watcher, options);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().problem, NetworkProblem::file_unreadable);
  EXPECT_EQ(outcome.error().file, "/nonexistent/ca.pem");
}

TEST_F(ABatch, GoesOnWhenTheRateAllowsItAgainThoughNoSessionWaits) {
  hosts.add("honest", "");
  options.rate = StartRate{1, 1s};
  options.concurrency = 1;
  options.time_limit = 60s;  // instead of waiting for ever
  EXPECT_EQ(run(3, at("honest", k_imap)), (BatchOutcome{BatchOutcome::End::complete, std::nullopt, 3, 1}));
}

TEST_F(ABatch, StopsAProviderAfterAFewRefusalsInARowAndSparesTheRest) {
  hosts.add("refusing", "");
  std::atomic<int> passwords_read = 0;
  const auto outcome = run(1'000, [&](std::size_t number) {
    BatchAccount account = at("refusing")(number);
    account.password = [&passwords_read] {
      ++passwords_read;
      return Secret{"wrong"};
    };
    return account;
  });
  EXPECT_EQ(outcome.end, BatchOutcome::End::complete);
  EXPECT_EQ(outcome.accounts, 1'000U);
  ASSERT_THAT(watcher.stops, SizeIs(1));
  EXPECT_EQ(watcher.stops[0].first, "refusing.pec.example");
  EXPECT_EQ(watcher.stops[0].second, (GroupStop{GroupStop::Sign::refused, 5}));
  // Those under way when the fifth was refused are few: at most as many as one host gets at once.
  EXPECT_LE(logins(hosts.at("refusing").journal()).size(), 2U * (5 + 4));
  EXPECT_LE(passwords_read, 20);
  EXPECT_GE(number_of(Code::skipped_lockout_guard), 980U);
}

TEST_F(ABatch, OfWrongPasswordsLocksNeitherAnAccountNorThisComputerOut) {
  std::string accounts = "lock address after 20 for 1h\n";
  for (int number = 1; number <= 40; ++number) {
    accounts += fmt::format("account \"u{:05}@pec.example\" {{\n  password \"Bulk-{:05}\"\n  lock after 3 for 1h\n}}\n",
                            number, number);
  }
  hosts.add("locking", accounts);
  static_cast<void>(run(40, [&](std::size_t number) {
    BatchAccount account = at("locking")(number);
    account.password = [] { return Secret{"wrong"}; };
    return account;
  }));
  ASSERT_THAT(watcher.stops, SizeIs(1));
  static_cast<void>(run(40, at("locking")));
  EXPECT_EQ(number_of(Code::ok), 40U);
}

TEST_F(ABatch, GoesOnAfterAFewWrongPasswordsAtItsBeginning) {
  hosts.add("honest", "accounts 40");
  options.concurrency = 1;
  static_cast<void>(run(40, [&](std::size_t number) {
    BatchAccount account = at("honest")(number);
    if (number <= 4) {
      account.password = [] { return Secret{"wrong"}; };
    }
    return account;
  }));
  EXPECT_THAT(watcher.stops, IsEmpty());
  EXPECT_EQ(number_of(Code::ok), 36U);
}

TEST_F(ABatch, GoesOnWithOtherProvidersWhenOneIsStopped) {
  hosts.add("refusing", "");
  hosts.add("honest", "accounts 40");
  static_cast<void>(run(40, [&](std::size_t number) { return at(number % 2 == 0 ? "honest" : "refusing")(number); }));
  EXPECT_THAT(watcher.stops, SizeIs(1));
  EXPECT_EQ(number_of(Code::ok), 20U);
}

TEST_F(ABatch, APasswordThatCannotBeHadIsThatAccountsResult) {
  hosts.add("honest", "accounts 5");
  const auto outcome = run(5, [&](std::size_t number) {
    BatchAccount account = at("honest")(number);
    if (number == 3) {
      account.password = [] { return tl::unexpected(SecretError{SecretProblem::command_failed, "exit 1"}); };
    }
    return account;
  });
  EXPECT_EQ(outcome.accounts, 5U);
  EXPECT_EQ(watcher.ends[3].codes, Codes(3, Code::password_source_failed));
  EXPECT_EQ(watcher.ends[3].verdict, Verdict::unverified);
  EXPECT_EQ(number_of(Code::ok), 4U);
}

TEST_F(ABatch, StalledServersDelayNobody) {
  network.emplace();
  for (int number = 0; number < 8; ++number) {
    hosts.add(fmt::format("stalled{}", number), "on greeting silence");
  }
  hosts.add("honest", "accounts 300");
  network = hosts.network();
  network->service_timeout = 6s;
  static_cast<void>(run(208, [&](std::size_t number) {
    return at(number <= 8 ? fmt::format("stalled{}", number - 1) : "honest", k_imap)(number);
  }));
  ASSERT_THAT(watcher.order, SizeIs(208));
  EXPECT_THAT(std::vector(watcher.order.end() - 8, watcher.order.end()), testing::Each(testing::Le(8U)));
  EXPECT_EQ(number_of(Code::ok), 200U);
  EXPECT_EQ(number_of(Code::greeting_timeout), 8U);
}

TEST_F(ABatch, AnAccountWhoseServersDripIsHeldNoLongerThanItsServicesMayTake) {
  hosts.add("dripping", "on greeting trickle 1 100ms");
  network = hosts.network();
  network->service_timeout = 1s;  // far below the time that the greeting would take, and any limit between two bytes
  static_cast<void>(run(1, at("dripping")));
  EXPECT_EQ(watcher.ends[1], (Watcher::End{Verdict::temporary, Codes(3, Code::greeting_timeout)}));
}

TEST_F(ABatch, ReadsAheadOnlyAFewAccountsOfAHostThatIsSlow) {
  hosts.add("stalled", "on greeting silence");
  network = hosts.network();
  network->service_timeout = 1s;
  std::size_t most_open = 0;
  watcher.on_end = [&](std::size_t, const AccountResult&) {
    most_open = std::max(most_open, feed->given() - watcher.order.size() + 1);
  };
  static_cast<void>(run(12, at("stalled", k_imap)));
  EXPECT_LE(most_open, 2 * options.budgets.per_host());
  EXPECT_GE(most_open, options.budgets.per_host());
}

TEST_F(ABatch, NeverHasTwoSessionsOfOneLogin) {
  hosts.add("strict", "account \"u00001@pec.example\" {\n password \"Bulk-00001\"\n connections 1\n}");
  static_cast<void>(run(12, [&](std::size_t number) {
    BatchAccount account = at("strict")(1);
    account.index = number;
    return account;
  }));
  EXPECT_EQ(number_of(Code::ok), 12U);
}

TEST_F(ABatch, SlowsDownForAHostThatHasTooMany) {
  hosts.add("small", "accounts 40\nconnections 5\non verdict delay 300ms");
  options.budgets = ShardBudgets({}, 8);
  static_cast<void>(run(24, at("small", k_imap)));
  // Without a pause nearly all but the first five would have been turned away.
  EXPECT_GE(number_of(Code::ok), 15U);
  ASSERT_FALSE(watcher.waits.empty());
  ASSERT_TRUE(watcher.waits[0]);
  EXPECT_EQ(watcher.waits[0]->reason, Waiting::For::host_recovers);
  EXPECT_EQ(watcher.waits[0]->name, "small.pec.example");
}

TEST_F(ABatch, KeepsToWhatAProviderAllowsOfSending) {
  hosts.add("honest", "accounts 20");
  Provider provider;
  provider.id = "legalmail";
  provider.sending_per_minute = 3;
  options.time_limit = 1s;
  const auto outcome = run(8, [&](std::size_t number) {
    BatchAccount account =
        bulk_account(number, hosts.endpoints("honest", {Protocol::imap, Protocol::smtp}), "legalmail");
    account.provider = &provider;
    return account;
  });
  EXPECT_EQ(outcome.end, BatchOutcome::End::time_limit);
  EXPECT_EQ(hosts.at("honest").journal().count(pecmock::JournalEntry::Kind::connected, Protocol::smtp), 3U);
  ASSERT_FALSE(watcher.waits.empty());
  ASSERT_TRUE(watcher.waits[0]);
  EXPECT_EQ(watcher.waits[0]->reason, Waiting::For::provider_rate);
  EXPECT_EQ(watcher.waits[0]->name, "legalmail");
  EXPECT_GT(watcher.waits[0]->time, 50s);
}

TEST_F(ABatch, KeepsToItsRate) {
  hosts.add("honest", "accounts 20");
  options.rate = StartRate{2, 1h};
  options.time_limit = 500ms;
  static_cast<void>(run(8, at("honest", k_imap)));
  EXPECT_EQ(hosts.at("honest").journal().count(pecmock::JournalEntry::Kind::connected), 2U);
  ASSERT_FALSE(watcher.waits.empty());
  EXPECT_EQ(watcher.waits[0]->reason, Waiting::For::rate);
}

TEST_F(ABatch, MayEndWithTheFirstFailure) {
  hosts.add("honest", "accounts 500");
  options.after_failure = AfterFailure::stop;
  const auto outcome = run(500, [&](std::size_t number) {
    BatchAccount account = at("honest", k_imap)(number);
    if (number == 3) {
      account.password = [] { return Secret{"wrong"}; };
    }
    return account;
  });
  EXPECT_EQ(outcome.end, BatchOutcome::End::failure);
  EXPECT_LT(outcome.accounts, 100U);
  EXPECT_EQ(outcome.accounts, watcher.begun.size()) << "what was begun has a result";
  EXPECT_EQ(watcher.ends[3].codes, Codes{Code::auth_rejected});
}

TEST_F(ABatch, ASignalStartsNothingMoreAndCutsOffWhatDoesNotEndByItself) {
  hosts.add("honest", "accounts 500");
  hosts.add("stalled", "on greeting silence");
  options.check.on_signal = OnSignal::end_check;
  watcher.on_end = [&](std::size_t, const AccountResult&) {
    if (watcher.order.size() == 10) {
      ::raise(SIGTERM);
    }
  };
  const auto outcome =
      run(500, [&](std::size_t number) { return at(number == 1 ? "stalled" : "honest", k_imap)(number); });
  EXPECT_EQ(outcome.end, BatchOutcome::End::signalled);
  EXPECT_EQ(outcome.signal, SIGTERM);
  EXPECT_EQ(outcome.accounts, watcher.begun.size());
  EXPECT_LT(outcome.accounts, 100U);
  EXPECT_EQ(watcher.ends[1].codes, Codes{Code::cancelled});
  EXPECT_EQ(number_of(Code::ok) + number_of(Code::cancelled), outcome.accounts);
}

TEST_F(ABatch, ASignalThatAPasswordCommandCaughtEndsIt) {
  hosts.add("honest", "accounts 50");
  const auto outcome = run(50, [&](std::size_t number) {
    BatchAccount account = at("honest", k_imap)(number);
    if (number == 5) {
      account.password = [] { return tl::unexpected(SecretError{SecretProblem::interrupted, {}, SIGINT}); };
    }
    return account;
  });
  EXPECT_EQ(outcome.end, BatchOutcome::End::signalled);
  EXPECT_EQ(outcome.signal, SIGINT);
  EXPECT_EQ(watcher.ends[5].codes, Codes{Code::cancelled});
  EXPECT_LT(outcome.accounts, 50U);
}

TEST_F(ABatch, AsksItsMemoryFromOneThreadAndHeedsIt) {
  hosts.add("honest", "accounts 20");
  testing::NiceMock<MemoryMock> memory;
  options.check.memory = &memory;
  const auto own_thread = std::this_thread::get_id();
  std::size_t settled = 0;
  ON_CALL(memory, begin).WillByDefault([&](const Account& account, const Secret&) {
    EXPECT_EQ(std::this_thread::get_id(), own_thread);
    std::vector<std::optional<RememberedRefusal>> remembered(account.endpoints.size());
    if (account.login == "u00007@pec.example") {
      remembered[0] = RememberedRefusal{};
    }
    return remembered;
  });
  ON_CALL(memory, settle).WillByDefault([&](const Account& account, const Secret& password, const auto& outcomes) {
    EXPECT_EQ(std::this_thread::get_id(), own_thread);
    EXPECT_EQ(password.reveal(), fmt::format("Bulk-{}", account.login.substr(1, 5)));
    EXPECT_THAT(outcomes, SizeIs(1));
    ++settled;
  });
  static_cast<void>(run(20, at("honest", k_imap)));
  EXPECT_EQ(settled, 20U);
  EXPECT_EQ(watcher.ends[7].codes, Codes{Code::auth_rejected});
  EXPECT_FALSE(logins(hosts.at("honest").journal()).contains("imap u00007@pec.example"));
  EXPECT_EQ(number_of(Code::ok), 19U);
}

TEST_F(ABatch, WhatTheObserverThrowsEndsItAndReachesTheCaller) {
  hosts.add("honest", "accounts 200");
  watcher.on_end = [&](std::size_t, const AccountResult&) {
    if (watcher.order.size() == 3) {
      throw std::runtime_error("the disk is full");
    }
  };
  EXPECT_THROW(static_cast<void>(run(200, at("honest"))), std::runtime_error);
  EXPECT_THAT(watcher.order, SizeIs(3));
}

TEST_F(ABatch, GivesEachAccountItsOwnKnowledge) {
  hosts.add("honest", "accounts 3\nsmtp { sender own }");
  Provider provider;
  provider.id = "example";
  options.sender = SenderCheck::own_address;
  options.check.today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};
  std::optional<AccountResult> second;
  watcher.on_end = [&](std::size_t index, const AccountResult& result) {
    if (index == 2) {
      second = result;
    }
  };
  static_cast<void>(run(3, [&](std::size_t number) {
    BatchAccount account = at("honest", {Protocol::smtp})(number);
    account.provider = number == 2 ? &provider : nullptr;
    account.dates.expires = options.check.today + std::chrono::days{static_cast<int>(number)};
    account.warnings = {{WarningCode::environment_ignored, std::to_string(number)}};
    return account;
  }));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->provider.value_or(Provider{}).id, "example");
  EXPECT_EQ(second->warnings, (std::vector<Warning>{{WarningCode::environment_ignored, "2"},
                                                    {WarningCode::password_expires_soon, "2026-11-24"}}));
  EXPECT_EQ(number_of(Code::ok), 3U);
}

}  // namespace
}  // namespace pecprobe::test
