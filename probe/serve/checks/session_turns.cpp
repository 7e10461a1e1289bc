#include "probe/serve/checks/session_turns.hpp"

#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>

namespace pecprobe {

namespace {

Hold account_turn(AccountsUnderWay& accounts, const std::string& login) {
  if (!accounts.begin(login)) {
    return nullptr;
  }
  return {&accounts, [login](AccountsUnderWay* all) { all->end(login); }};
}

}  // namespace

SessionTurns::SessionTurns(std::size_t accounts_at_once)
    : gates({.concurrency = accounts_at_once * k_protocols.size(), .per_host = 4, .rate = std::nullopt}) {}

Hold SessionTurns::wait(const Account& account, const Endpoint& endpoint, const Provider* provider,
                        const std::stop_token& stop) {
  std::mutex mutex;  // guards nothing: only with one can a thread sleep until it is told to stop
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);  // cppcheck-suppress localMutex
  Hold turn;
  while (!stop.stop_requested()) {
    turn = turn != nullptr ? turn : account_turn(accounts, account.login);
    if (auto place = turn != nullptr ? gates.take_place(account, endpoint, provider) : nullptr) {
      return std::make_shared<std::pair<Hold, Hold>>(std::move(turn), std::move(place));
    }
    stopped.wait_for(lock, stop, k_between_looks, [] { return false; });
  }
  return nullptr;
}

}  // namespace pecprobe
