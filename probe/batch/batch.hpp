// Tests many accounts at once, gently to their providers: from a feed of accounts to an observer of results.
#pragma once

#include "probe/batch/breaker_limits.hpp"
#include "probe/batch/shard.hpp"
#include "probe/batch/start_window.hpp"
#include "probe/config/secret_source.hpp"
#include "probe/engine/check.hpp"
#include "probe/model/account.hpp"
#include "probe/model/report.hpp"
#include "protocols/base/clock.hpp"
#include "protocols/base/secret.hpp"
#include "protocols/net/network.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace pecprobe {

/// A password, or how it is read: called once, when the account's turn comes, from a thread of its own, for one account
/// at a time.
using AccountPassword = std::variant<Secret, std::function<tl::expected<Secret, SecretError>()>>;

/// A further password that one service of an account is asked about, once it is known what all services said to the
/// first one. All functions are called from the thread of run_batch().
struct SecondPassword {
  AccountPassword password;
  /// The service of the result that is asked, by its place; nothing: none.
  std::function<std::optional<std::size_t>(const AccountResult&)> service;
  /// Right before a session with it begins; false when it must not, and the account is cut off.
  std::function<bool()> begins;
  /// The account's result with what that service said; nothing: it was not asked. Not called for an account that was
  /// never begun.
  std::function<AccountResult(AccountResult, std::optional<ServiceResult>)> conclude;
};

/// One account as the feed gives it.
struct BatchAccount {
  std::size_t index = 0;  // place in the input: what the observer is told
  Account account;
  AccountPassword password;
  PasswordDates dates;
  const Provider* provider = nullptr;               // the account's row of the provider table, which outlives the run
  std::map<std::string, std::string> better_hosts;  // hosts that are known as wrong, with the right one
  std::vector<Warning> warnings;                    // known before: they stand first in the result
  std::vector<Endpoint> held_back{};                // services that were sent the password often enough, unanswered
  std::optional<SecondPassword> second{};
};

/// What accounts have in common that wait for one another: their provider; where it is not known, the host of their
/// first service, in lower case.
[[nodiscard]] std::string batch_group(const Account& account);

/// Where the accounts come from, a few at a time.
class AccountFeed {
 public:
  AccountFeed() = default;
  AccountFeed(const AccountFeed&) = delete;
  AccountFeed& operator=(const AccountFeed&) = delete;
  virtual ~AccountFeed() = default;

  using Groups = std::set<std::string, std::less<>>;

  /// The next account whose batch_group() is not in `waiting`; nothing when there is none. Nothing with an empty
  /// `waiting` is the end. A slow provider's accounts thus stay in the feed while those of the others go on; a feed
  /// that takes turns between the groups spreads the work best.
  [[nodiscard]] virtual std::optional<BatchAccount> next(const Groups& waiting) = 0;
};

/// Why nothing starts although there is room for more.
struct Waiting {
  enum class For {
    rate,           // --rate
    provider_rate,  // what the provider allows in a time
    host_recovers,  // it said that there was too much: a pause
  };
  For reason = For::rate;
  std::string name;  // the provider's id, the host; empty for the rate of the run
  Duration time{};   // how long at least, from now

  bool operator==(const Waiting&) const = default;
};

/// Is told what happens. All calls come from the thread of run_batch(), one at a time.
class BatchObserver {
 public:
  BatchObserver() = default;
  BatchObserver(const BatchObserver&) = delete;
  BatchObserver& operator=(const BatchObserver&) = delete;
  virtual ~BatchObserver() = default;

  /// The account was taken from the feed and will end, each once: also when it was never connected.
  virtual void started(std::size_t index) = 0;
  /// In the order in which they end. An account that a signal cut off has services that are `cancelled`: it was not
  /// done.
  virtual void ended(std::size_t index, AccountResult result) = 0;
  /// The whole run waits for a limit: nothing is connected. Then, with nothing, that it goes on.
  virtual void waiting(const std::optional<Waiting>& why) = 0;
  /// No further account of the group is tried: `skipped_lockout_guard` for each, once it comes.
  virtual void stopped(const std::string& group, const GroupStop& why) = 0;
};

/// Whether the first account that fails ends the run.
enum class AfterFailure { go_on, stop };

/// Whether an account's own address is tested as a sender.
enum class SenderCheck { none, own_address };

struct BatchOptions {
  /// For every account. What the account itself says (password, better_hosts, provider, warnings, sender) stands in its
  /// place; `check.memory` is only used from the thread of run_batch().
  CheckOptions check;
  SenderCheck sender = SenderCheck::none;
  std::size_t concurrency = 64;   // services that are connected at once
  ShardBudgets budgets;           // … to one host, and of what providers allow, as far as they are this part's
  std::optional<StartRate> rate;  // of services, over all hosts
  AfterFailure after_failure = AfterFailure::go_on;
  std::optional<Duration> time_limit;  // of the run: then it stops as by a signal
  BreakerLimits breaker;
  unsigned threads = 0;  // 0: as many as the sessions keep busy, at most one for each processor
};

/// How the run ended.
struct BatchOutcome {
  enum class End {
    complete,   // every account of the feed has a result
    signalled,  // SIGINT, SIGTERM or SIGHUP
    failure,    // AfterFailure::stop
    time_limit,
  };
  End end = End::complete;
  std::optional<int> signal;    // of End::signalled
  std::size_t accounts = 0;     // results that the observer was given
  std::size_t concurrency = 0;  // as it was: less than asked for where this process may not open so many files

  bool operator==(const BatchOutcome&) const = default;
};

/// How long what is in flight may go on once the run is to stop; then it is cancelled.
inline constexpr std::chrono::seconds k_batch_grace{4};

/// Tests all accounts of the feed. Memory grows with `concurrency` and the number of providers, not with the number of
/// accounts. An error when the trust store or an option of the network cannot be used: nothing was tried then. SIGINT,
/// SIGTERM and SIGHUP stop it when `check.on_signal` says so: nothing new starts, what is in flight ends within five
/// seconds; a second signal ends the program. An account whose password cannot be had is `password_source_failed`.
[[nodiscard]] tl::expected<BatchOutcome, NetworkError> run_batch(const NetworkOptions& network, AccountFeed& feed,
                                                                 BatchObserver& observer, const BatchOptions& options);

}  // namespace pecprobe
