// One run over many accounts: takes them from the feed, gives them to the workers, decides what may start.
#pragma once

#include "probe/batch/batch.hpp"
#include "probe/batch/breaker.hpp"
#include "probe/batch/password_reader.hpp"
#include "probe/batch/session_gates.hpp"
#include "probe/batch/session_queue.hpp"
#include "probe/batch/worker.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// Lives on a loop that connects to nobody: feed, observer, memory, gates and breaker are only used from there, so that
/// none of them needs to know of threads.
class BatchRun final : public WorkerEvents {
 public:
  /// One worker for each network of `workers`. All references outlive the run.
  BatchRun(Network& loop, std::vector<std::unique_ptr<Network>> workers, AccountFeed& feed, BatchObserver& observer,
           const BatchOptions& options);

  /// Runs the loop until every account has ended.
  [[nodiscard]] BatchOutcome run();

  void asked(std::size_t account, const Endpoint& endpoint, SessionGate::Answer answer) override;
  void session_ended(std::size_t account, const Endpoint& endpoint, SessionEnd how) override;
  void account_ended(std::size_t account, AccountCheck::End end) override;

 private:
  /// An account that was taken from the feed and has not ended.
  struct Open {
    BatchAccount given;
    std::string group;
    CheckOptions options;
    Secret password;
    Worker* worker = nullptr;              // null while a password is read or the first session waits
    std::optional<AccountResult> first{};  // once the second password has its turn
    std::size_t asked_service = 0;         // of `first`, about the second password
    std::size_t sessions = 0;              // that are connected
    bool has_asked = false;                // for its first session
    bool has_begun = false;                // its first session
  };
  /// The open accounts of a group.
  struct Crowd {
    std::size_t idle = 0;   // without a session
    std::size_t begun = 0;  // that had one
  };
  using Accounts = std::map<std::size_t, Open>;

  // What moves the run on.
  void go_on();
  void begin_sessions();
  void take_accounts();
  void wait_for_time();
  [[nodiscard]] std::optional<SessionQueue::TimedWait> first_to_open(Instant now) const;
  void stop(BatchOutcome::End end, std::optional<int> signal);

  // The life of one account.
  Accounts::iterator open(BatchAccount given);
  void read_password(std::size_t account);
  void ask_password(AccountPassword password, PasswordReader::Done done);
  void password_came(std::size_t account, PasswordReader::Password password);
  void admit(Accounts::iterator account, Secret password);
  void give_to_worker(std::size_t account, WorkerJob job);
  void begin_session(const QueuedSession& session);

  // Its second password.
  void go_on_with_second(Accounts::iterator account, AccountResult first);
  void read_second_password(Accounts::iterator account);
  void second_password_came(std::size_t account, PasswordReader::Password password);
  void try_second_password(Accounts::iterator account, Secret password);
  void conclude(Accounts::iterator account, std::optional<ServiceResult> second);

  void end_untried(Accounts::iterator account, const Diagnosis& diagnosis);
  void close(Accounts::iterator account, AccountResult result);
  void count(const std::string& group, const AccountResult& result);

  [[nodiscard]] SessionKey key_of(const Open& account, const Endpoint& endpoint) const;
  [[nodiscard]] CheckOptions options_of(const BatchAccount& account) const;
  /// The service that was to be asked about the second password.
  [[nodiscard]] static ServiceResult untried_service(const Open& account, const Diagnosis& diagnosis);
  enum class Change { one_more, one_less };
  void note_idle(const std::string& group, Change change);

  Network& m_loop;
  AccountFeed& m_feed;
  BatchObserver& m_observer;
  const BatchOptions& m_options;
  SystemClock m_clock;
  std::function<double()> m_dice;  // from 0 to 1
  SessionGates m_gates;
  SessionQueue m_queue;
  Breaker m_breaker;
  Accounts m_open;
  std::map<std::string, Crowd, std::less<>> m_crowds;
  AccountFeed::Groups m_waiting_groups;  // with as many idle accounts as are looked ahead
  std::size_t m_next_account = 0;
  std::size_t m_coming = 0;  // open accounts that have not asked for a session yet
  bool m_feed_has_ended = false;
  bool m_is_stopping = false;
  bool m_is_waiting = false;  // as the observer was told
  BatchOutcome m_outcome;
  Hold m_hold;
  Hold m_time_limit;
  Hold m_next_opening;
  PasswordReader m_reader;
  std::vector<std::unique_ptr<Worker>> m_workers;
};

}  // namespace pecprobe
