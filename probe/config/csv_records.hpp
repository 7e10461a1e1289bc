// The records of a CSV file with the place of every cell, read piece by piece.
#pragma once

#include "probe/config/accounts_fault.hpp"
#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace pecprobe {

/// Far above any honest line: a mail address, three URLs, some words.
inline constexpr std::size_t k_max_csv_record = 64 * 1024;
inline constexpr std::size_t k_max_csv_field = 4096;

/// Any cell may be a password: all are wiped when they go.
struct CsvCell {
  FilePlace place;
  Secret bytes;  // valid UTF-8 without NUL
};

struct CsvRecord {
  std::size_t begin = 0;       // its first byte
  std::vector<CsvCell> cells;  // at least one
};

/// How the file is written: found by csv_dialect().
struct CsvDialect {
  char delimiter = ',';
  std::size_t begin = 0;       // first byte of the header: behind a byte order mark and a line `sep=;` of Excel
  std::size_t first_line = 1;  // number of the header's line

  bool operator==(const CsvDialect&) const = default;
};

/// From the header: whichever of `;` `,` and tab stands there most, outside quotes.
[[nodiscard]] tl::expected<CsvDialect, AccountsFault> csv_dialect(int descriptor);

/// Fields in quotes may hold delimiters, line ends and doubled quotes (RFC 4180 §2); lines end with LF, CRLF or CR.
/// Nothing is trimmed. Lines without a byte are no records.
class CsvRecords {
 public:
  /// Reads from `begin` on, where the line `line` begins. `descriptor` outlives the reader; its position does not
  /// matter.
  CsvRecords(int descriptor, char delimiter, std::size_t begin, std::size_t line);
  ~CsvRecords();

  /// The next record, or nothing at the end. After a fault nothing more can be read.
  [[nodiscard]] tl::expected<std::optional<CsvRecord>, AccountsFault> next();

 private:
  class Parser;
  std::unique_ptr<Parser> m_parser;
};

}  // namespace pecprobe
