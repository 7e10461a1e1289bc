// Feeds a run from an accounts file: each provider's accounts in turn.
#pragma once

#include "probe/batch/batch.hpp"
#include "probe/batch/batch_plan.hpp"
#include "probe/config/accounts_file.hpp"

#include <functional>
#include <list>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

class AccountsFeed final : public AccountFeed {
 public:
  using Make = std::function<BatchAccount(AccountRow)>;

  /// Gives the rows of the plan but those that `is_done` says were tested already, as `make` makes accounts of them.
  /// `file` outlives the feed.
  AccountsFeed(const AccountsFile& file, const BatchPlan& plan, const std::function<bool(std::size_t row)>& is_done,
               Make make);

  /// One group after the other, so that a run begins at all providers at once. A row that changed since it was checked
  /// ends the feed.
  [[nodiscard]] std::optional<BatchAccount> next(const Groups& waiting) override;

  /// How many it gives in all.
  [[nodiscard]] std::size_t size() const noexcept { return m_size; }
  /// Gives nothing any more.
  void stop() noexcept { m_groups.clear(); }
  /// Why it ended early, if it did.
  [[nodiscard]] const std::optional<AccountsFault>& fault() const noexcept { return m_fault; }

 private:
  struct Group {
    std::string name;
    std::vector<std::uint32_t> rows;  // the next one is the last
  };

  const AccountsFile& m_file;
  Make m_make;
  std::list<Group> m_groups;  // the next one in turn stands first
  std::size_t m_size = 0;
  std::optional<AccountsFault> m_fault;
};

}  // namespace pecprobe
