// What services said before a run was cut off stands: a resumed run does not ask them again.
#pragma once

#include "probe/batch/journal.hpp"
#include "probe/engine/check.hpp"
#include "probe/state/refusal_memory.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pecprobe {

/// A memory of refusals in front of another one: what the journal says of accounts that were cut off counts first,
/// whatever the password is now and whether or not the other memory is heeded.
class ResumedRefusals final : public RefusalMemory {
 public:
  /// `memory` (or null: there is none) outlives this one. `remembered` says whether it is asked; it is told in any
  /// case.
  ResumedRefusals(RefusalMemory* memory, Remembered remembered) : m_memory(memory), m_remembered(remembered) {}

  /// An account that is tested again since something of it was cut off: its refused services are held back.
  void add(const JournalEntry& entry, Timestamp refused_at);

  std::vector<std::optional<RememberedRefusal>> look_up(const Account& account, const Secret& password) override;
  std::vector<std::optional<RememberedRefusal>> begin(const Account& account, const Secret& password) override;
  void settle(const Account& account, const Secret& password, const std::vector<LoginOutcome>& outcomes) override;
  void forget(const std::string& address) override;
  std::optional<StateProblem> problem() const override;

 private:
  using Refusals = std::vector<std::optional<RememberedRefusal>>;
  [[nodiscard]] bool asks_memory() const noexcept { return m_memory != nullptr && m_remembered == Remembered::heed; }
  Refusals with_resumed(Refusals found, const Account& account) const;

  RefusalMemory* m_memory;
  Remembered m_remembered;
  std::map<std::pair<std::string, std::string>, RememberedRefusal> m_refusals;  // by login and server
};

}  // namespace pecprobe
