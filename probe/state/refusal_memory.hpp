// The memory of refused passwords, as the lock-out guard asks it.
#pragma once

#include "probe/model/account.hpp"
#include "probe/model/refusal.hpp"
#include "probe/state/state_problem.hpp"
#include "protocols/base/clock.hpp"
#include "protocols/base/secret.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// What a check says of one service's login when it is over.
struct LoginOutcome {
  /// In the order in which one of several addresses decides for its service.
  enum class Kind {
    no_verdict,  // nothing became known of the password
    held_back,   // by the memory itself
    refused,
    accepted,
  };
  Kind kind = Kind::no_verdict;
  RememberedRefusal refusal{};  // of Kind::refused; the memory knows the times
};

/// Methods never fail and never throw for the state's sake: from its first problem on, the memory is
/// empty. Not for several threads at once.
class RefusalMemory {
 public:
  RefusalMemory() = default;
  RefusalMemory(const RefusalMemory&) = delete;
  RefusalMemory& operator=(const RefusalMemory&) = delete;
  virtual ~RefusalMemory() = default;

  /// One entry for each endpoint of the account: what keeps this password from being tried there now,
  /// or nothing. Changes nothing.
  [[nodiscard]] virtual std::vector<std::optional<RememberedRefusal>> look_up(const Account& account,
                                                                              const Secret& password) = 0;
  /// The same, for a check that begins now: where a cool-down is over, the next try is this check's,
  /// and other processes are held back until settle(), or for a few minutes.
  [[nodiscard]] virtual std::vector<std::optional<RememberedRefusal>> begin(const Account& account,
                                                                            const Secret& password) = 0;
  /// Takes in how the logins ended, one outcome for each endpoint: a refusal begins a cool-down, longer
  /// each time for the same password; an accepted login forgets all that this login was refused.
  virtual void settle(const Account& account, const Secret& password, const std::vector<LoginOutcome>& outcomes) = 0;

  /// What is to be done when somebody says that the mailbox was changed at the provider: an extended
  /// password is the same password. All logins of the address.
  virtual void forget(const std::string& address) = 0;

  /// Why it is empty, where that is the state's fault.
  [[nodiscard]] virtual std::optional<StateProblem> problem() const = 0;
};

/// Keeps the memory in the state file at `path`, and its key beside it in `path`.key. Neither is made
/// before there is something to remember.
[[nodiscard]] std::unique_ptr<RefusalMemory> make_refusal_memory(std::string path, const Clock& clock);

}  // namespace pecprobe
