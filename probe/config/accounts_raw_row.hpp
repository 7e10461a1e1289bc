// One account of a file as its texts, before they mean anything: what the readers of TOML and CSV have in common.
#pragma once

#include "probe/config/accounts_columns.hpp"
#include "probe/config/accounts_fault.hpp"
#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

struct RawValue {
  FilePlace place;
  std::string name;                // of the column or key as its author wrote it
  std::vector<std::string> texts;  // one, unless the column is a list
};

struct RawPassword {
  FilePlace place;
  std::string name;
  Secret bytes;
};

/// Where a row can be read again: its first byte, or its number.
struct RowMark {
  std::uint64_t at = 0;
  std::size_t line = 0;
};

struct RawRow {
  RowMark mark;
  FilePlace place;
  std::map<AccountsColumn, RawValue> values;  // none is empty
  std::map<AccountsColumn, RawPassword> passwords;
  std::vector<AccountsFault> faults;  // what already its reader objects to
  std::uint64_t digest = 0;           // of everything that stands in it
};

/// Gives the rows of a file: all once in their order, then any of them again.
class RawRowSource {
 public:
  RawRowSource() = default;
  RawRowSource(const RawRowSource&) = delete;
  RawRowSource& operator=(const RawRowSource&) = delete;
  virtual ~RawRowSource() = default;

  /// What stands for all rows that do not say otherwise; its faults are those of the file's frame.
  [[nodiscard]] virtual const RawRow& defaults() const noexcept = 0;
  /// The next row, or nothing behind the last. A fault after which nothing can be read ends the file.
  [[nodiscard]] virtual tl::expected<std::optional<RawRow>, AccountsFault> next() = 0;
  /// The row at a mark that next() gave; nothing when none stands there any more.
  [[nodiscard]] virtual tl::expected<std::optional<RawRow>, AccountsFault> read_again(const RowMark& mark) const = 0;
};

}  // namespace pecprobe
