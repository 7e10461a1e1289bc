// The accounts of a run, from a file in TOML or CSV: checked as a whole first, then read again row by row.
#pragma once

#include "probe/config/accounts_row.hpp"
#include "probe/config/file_descriptor.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

inline constexpr std::size_t k_max_accounts_toml = std::size_t{16} * 1024 * 1024;  // it is in memory as a whole
inline constexpr std::size_t k_max_accounts_csv = std::size_t{256} * 1024 * 1024;
inline constexpr std::size_t k_max_accounts = 1'000'000;
/// Faults that are kept; the others are counted.
inline constexpr std::size_t k_max_kept_faults = 100;

class AccountsFile {
 public:
  /// Reads the whole of `path` (TOML when its name ends in `.toml`, else CSV) and keeps of each row only its place and
  /// a digest (24 bytes; of TOML the rows themselves). `each` is called for the rows in their order, as long as there
  /// is no fault. All faults of the file at once. The file must be a regular one that others cannot write. `rules` are
  /// kept.
  [[nodiscard]] static tl::expected<AccountsFile, AccountsFaults> open(
      const std::string& path, AccountsRules rules,
      const std::function<void(const AccountRow&)>& each = [](const AccountRow&) {});

  [[nodiscard]] std::size_t size() const noexcept { return m_rows.size(); }
  /// Some passwords stand in the file itself.
  [[nodiscard]] bool holds_passwords() const noexcept { return m_holds_passwords; }

  /// The line in which a row begins.
  [[nodiscard]] std::size_t line(std::size_t index) const { return m_rows.at(index).mark.line; }
  /// One of the rows; a fault when it is not any more what it was when it was checked.
  [[nodiscard]] tl::expected<AccountRow, AccountsFault> row(std::size_t index) const;

 private:
  /// A row that was checked.
  struct Checked {
    RowMark mark;
    std::uint64_t digest = 0;
  };

  AccountsFile(FileDescriptor file, std::string folder, AccountsRules rules, std::unique_ptr<RawRowSource> source);
  std::optional<AccountsFaults> check(const std::function<void(const AccountRow&)>& each);

  FileDescriptor m_file;
  std::string m_folder;
  AccountsRules m_rules;
  std::unique_ptr<RawRowSource> m_source;
  std::vector<Checked> m_rows;
  bool m_holds_passwords = false;
};

}  // namespace pecprobe
