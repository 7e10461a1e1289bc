// The accounts of a batch: read from their file and checked, with all that is said about them before anything is
// tested.
#pragma once

#include "probe/batch/batch_plan.hpp"
#include "probe/cli/accounts/requested_rules.hpp"
#include "probe/cli/accounts/row_passwords.hpp"
#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/usage_error.hpp"
#include "probe/config/accounts_file.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace pecprobe {

/// A remark, and the place in the file that it is about.
struct PlacedNote {
  FilePlace place;
  UsageError note;
};

/// Remarks of one kind about different rows that are shown; the others are counted.
inline constexpr std::size_t k_max_batch_notes = 20;

class BatchAccounts {
 public:
  /// Reads the file of `request` and takes the passwords that can be taken only once. `table` outlives this. All faults
  /// of the file at once.
  [[nodiscard]] static tl::expected<std::unique_ptr<BatchAccounts>, AccountsFaults> read(const CheckRequest& request,
                                                                                         AccountSelection selection,
                                                                                         const ProviderTable& table);

  [[nodiscard]] const AccountsFile& file() const noexcept { return *m_file; }
  [[nodiscard]] const BatchPlan& plan() const noexcept { return m_plan; }
  /// The first remarks, each once, and how many more there are.
  [[nodiscard]] const std::vector<PlacedNote>& notes() const noexcept { return m_notes; }
  [[nodiscard]] std::size_t further_notes() const noexcept { return m_further_notes; }

  /// The account of a row as the run wants it; valid as long as this. `warnings` stand first in its result.
  [[nodiscard]] BatchAccount account(AccountRow row, const std::vector<Warning>& warnings);
  /// The old password of a row, in a batch of rotations; valid as long as this.
  [[nodiscard]] AccountPassword old_password(const AccountRow& row) { return m_passwords.reader(row.old_password); }
  [[nodiscard]] const Provider* provider(const AccountRow& row) const {
    return m_table.find_provider(row.account.provider);
  }

 private:
  BatchAccounts(const CheckRequest& request, const ProviderTable& table, AccountSelection selection)
      : m_kind(request.batch.kind),
        m_table(table),
        m_rules(request, table),
        m_plan(std::move(selection), ShardBudgets(request.batch.shard, request.batch.per_host)) {}
  void add(const AccountRow& row);

  BatchKind m_kind;
  const ProviderTable& m_table;
  RequestedRules m_rules;
  BatchPlan m_plan;
  RowPasswords m_passwords;
  std::vector<PlacedNote> m_notes;
  std::size_t m_further_notes = 0;
  std::optional<AccountsFile> m_file;
};

}  // namespace pecprobe
