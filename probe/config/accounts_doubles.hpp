// Finds accounts that stand twice in a file, and rows that contradict each other, with a few bytes per row.
#pragma once

#include "probe/config/accounts_row.hpp"

#include <cstdint>
#include <vector>

namespace pecprobe {

class AccountsDoubles {
 public:
  void add(const AccountRow& row);

  /// One fault for each row that stands against an earlier one, at the later row's place: the same login at the same
  /// server twice would be tried twice; one account with two providers, dates or verifications cannot be right both
  /// times.
  [[nodiscard]] std::vector<AccountsFault> faults();

 private:
  /// Where something stands that must not stand again.
  struct Entry {
    std::uint64_t key = 0;    // what must be unique: a digest
    std::uint64_t value = 0;  // what stands there
    std::uint32_t line = 0;
    std::uint32_t column = 0;
  };
  static std::vector<AccountsFault> compare(std::vector<Entry>& entries, AccountsProblem if_same,
                                            AccountsProblem if_other);

  std::vector<Entry> m_logins;    // per service: server and login → account
  std::vector<Entry> m_accounts;  // per account: address, login, kind → what is said of it
};

}  // namespace pecprobe
