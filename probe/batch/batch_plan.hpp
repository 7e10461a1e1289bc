// The accounts of a run, gathered while their file is checked: a few bytes for each.
#pragma once

#include "probe/batch/account_selection.hpp"
#include "probe/batch/shard.hpp"
#include "probe/config/accounts_row.hpp"
#include "probe/model/provider.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// What an account is for a run: address, login, kind, provider, services. Texts as printable() makes them, so that it
/// is the same when it was stored meanwhile.
[[nodiscard]] std::string account_identity(const Account& account);

class BatchPlan {
 public:
  BatchPlan(AccountSelection selection, const ShardBudgets& budgets)
      : m_selection(std::move(selection)), m_budgets(budgets), m_dealer(budgets.shard()) {}

  /// The next row of the file and its provider, if it has one. Its batch_group() says which accounts wait for one
  /// another.
  void add(const AccountRow& row, const Provider* provider);
  /// After the last row: deals the rows to the parts. Before, nothing below has any.
  void deal();

  /// What this part may use of what the run may.
  [[nodiscard]] const ShardBudgets& budgets() const noexcept { return m_budgets; }
  /// How many accounts all parts have together.
  [[nodiscard]] std::size_t selected() const noexcept { return m_selected; }
  /// Rows that belong to the run, in the order of the file.
  [[nodiscard]] const std::vector<std::uint32_t>& rows() const noexcept { return m_rows; }
  /// The same rows by group.
  [[nodiscard]] const std::map<std::string, std::vector<std::uint32_t>, std::less<>>& groups() const noexcept {
    return m_groups;
  }
  /// Says of the identity of an account in row `row` whether it is the planned one; false for rows of no part of the
  /// run. An account's identity is what account_identity() makes of it.
  [[nodiscard]] bool plans(std::size_t row, std::string_view identity) const;
  /// Says of two plans whether they test the same services of the same accounts in the same places: SHA-256 in
  /// hexadecimal. Passwords have no part in it.
  [[nodiscard]] std::string digest() const;

 private:
  /// A row that some part of the run tests.
  struct Candidate {
    std::uint32_t row = 0;
    std::uint32_t group = 0;     // place in m_group_names
    std::uint64_t identity = 0;  // what its digest begins with
  };
  [[nodiscard]] std::uint32_t number_of(const std::string& group);

  AccountSelection m_selection;
  ShardBudgets m_budgets;
  ShardDealer m_dealer;
  std::vector<Candidate> m_candidates;                                // until they are dealt
  std::vector<std::string> m_group_names;                             // likewise
  std::map<std::string, std::uint32_t, std::less<>> m_group_numbers;  // likewise
  std::size_t m_selected = 0;
  std::vector<std::uint32_t> m_rows;
  std::vector<std::uint64_t> m_identities;  // of the rows: what their digests begin with
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> m_groups;
  std::string m_digest;
};

}  // namespace pecprobe
