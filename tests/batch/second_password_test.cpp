// Accounts with a second password: where it is tried, how often, and what keeps it from being tried.
#include "tests/batch/batch_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <csignal>
#include <future>

namespace pecprobe::test {
namespace {

using namespace std::chrono_literals;
using Codes = std::vector<Code>;

const std::vector<Protocol> k_receive_and_send = {Protocol::imap, Protocol::smtp};

/// Asked about the second password is the last service, once all have accepted the first one; its answer takes the
/// place of the first.
class ASecondPassword : public testing::Test {
 protected:
  ASecondPassword() { options.check.on_signal = OnSignal::end_check; }

  SecondPassword second(std::string password) {
    return {Secret{password},
            [](const AccountResult& result) {
              const bool all_pass = result.verdict() == Verdict::pass;
              return all_pass ? std::optional(result.services.size() - 1) : std::nullopt;
            },
            [this] {
              ++begun;
              return may_begin;
            },
            [this](AccountResult first, std::optional<ServiceResult> answer) {
              ++concluded;
              if (answer) {
                first.services.back() = *std::move(answer);
              }
              return first;
            }};
  }

  BatchOutcome run(std::size_t accounts, const std::function<BatchAccount(std::size_t)>& make) {
    GeneratedFeed feed(accounts, make);
    const auto outcome = run_batch(hosts.network(), feed, watcher, options);
    EXPECT_TRUE(outcome.has_value()) << outcome.error().detail;
    return outcome.value_or(BatchOutcome{});
  }
  BatchAccount account(std::size_t number, std::string second_password) {
    BatchAccount made = bulk_account(number, hosts.endpoints("honest", k_receive_and_send));
    made.second = second(std::move(second_password));
    return made;
  }
  [[nodiscard]] std::map<std::string, int> tried() const { return logins(hosts.at("honest").journal()); }

  MockHosts hosts;
  BatchOptions options = [] {
    BatchOptions several;
    several.threads = 2;  // by themselves so few sessions share one
    return several;
  }();
  Watcher watcher;
  int begun = 0;
  int concluded = 0;
  bool may_begin = true;
};

TEST_F(ASecondPassword, IsTriedOnceAtOneServiceWithinTheLimits) {
  hosts.add("honest", "accounts 30");
  static_cast<void>(run(30, [&](std::size_t number) { return account(number, "the old one"); }));
  EXPECT_EQ(begun, 30);
  EXPECT_EQ(concluded, 30);
  for (const auto& [service, count] : tried()) {
    EXPECT_EQ(count, service.starts_with("smtp") ? 2 : 1) << service;
  }
  for (const auto& [index, end] : watcher.ends) {
    EXPECT_EQ(end.codes, (Codes{Code::ok, Code::auth_rejected})) << index;
  }
  EXPECT_LE(peak_connections(hosts.at("honest").journal()), options.budgets.per_host());
}

TEST_F(ASecondPassword, IsNotTriedWhereTheFirstWasRefused) {
  hosts.add("honest", "accounts 2");
  static_cast<void>(run(2, [&](std::size_t number) {
    BatchAccount made = account(number, "the old one");
    if (number == 1) {
      made.password = [] { return Secret{"wrong"}; };
    }
    return made;
  }));
  EXPECT_EQ(begun, 1);
  EXPECT_EQ(concluded, 2);
  EXPECT_EQ(watcher.ends[1].codes, (Codes{Code::auth_rejected, Code::auth_rejected}));
}

TEST_F(ASecondPassword, ThatIsTheFirstOneIsNotSent) {
  hosts.add("honest", "accounts 1");
  static_cast<void>(run(1, [&](std::size_t number) { return account(number, "Bulk-00001"); }));
  EXPECT_EQ(begun, 0);
  EXPECT_EQ(watcher.ends[1].codes, (Codes{Code::ok, Code::password_source_failed}));
}

TEST_F(ASecondPassword, ThatCannotBeHadIsSaidOfItsService) {
  hosts.add("honest", "accounts 1");
  static_cast<void>(run(1, [&](std::size_t number) {
    BatchAccount made = account(number, "");
    made.second->password = [] { return tl::unexpected(SecretError{SecretProblem::command_failed, "exit 1"}); };
    return made;
  }));
  EXPECT_EQ(watcher.ends[1].codes, (Codes{Code::ok, Code::password_source_failed}));
  EXPECT_EQ(tried().at("smtp u00001@pec.example"), 1);
}

TEST_F(ASecondPassword, IsNotSentWhereThatCannotBeNoted) {
  hosts.add("honest", "accounts 1");
  may_begin = false;
  static_cast<void>(run(1, [&](std::size_t number) { return account(number, "the old one"); }));
  EXPECT_EQ(watcher.ends[1].codes, (Codes{Code::ok, Code::cancelled}));
  EXPECT_EQ(tried().at("smtp u00001@pec.example"), 1);
}

TEST_F(ASecondPassword, ASignalWhileItIsReadCutsTheAccountOff) {
  hosts.add("honest", "accounts 1");
  std::promise<void> ended;
  watcher.on_end = [&](std::size_t, const AccountResult&) { ended.set_value(); };
  static_cast<void>(run(1, [&](std::size_t number) {
    BatchAccount made = account(number, "");
    made.second->password = [&ended] {
      ::kill(::getpid(), SIGTERM);
      EXPECT_EQ(ended.get_future().wait_for(20s), std::future_status::ready);
      return Secret{"the old one"};
    };
    return made;
  }));
  EXPECT_EQ(watcher.ends[1].codes, (Codes{Code::ok, Code::cancelled}));
  EXPECT_EQ(begun, 0);
  EXPECT_EQ(concluded, 1);
}

}  // namespace
}  // namespace pecprobe::test
