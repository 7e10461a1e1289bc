#include "probe/config/accounts_csv.hpp"

#include "probe/config/csv_records.hpp"
#include "probe/config/shell_words.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace pecprobe {

namespace {

using Cells = std::vector<CsvCell>;

std::string text_of(const CsvCell& cell) { return std::string(trimmed(cell.bytes.reveal())); }

bool is_blank(const CsvCell& cell) { return trimmed(cell.bytes.reveal()).empty(); }

/// `imap, smtp` or `ARXivar; Outlook`, whichever of the two is not the file's own delimiter.
std::vector<std::string> parts_of(std::string_view cell) {
  std::vector<std::string> parts;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find_first_of(",;"), cell.size());
    if (const std::string_view part = trimmed(cell.substr(0, end)); !part.empty()) {
      parts.emplace_back(part);
    }
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return parts;
}

std::uint64_t digest_of(const Cells& cells) {
  Secret all;
  for (const CsvCell& cell : cells) {
    all.append(cell.bytes).append(std::string_view("\0", 1));  // no cell holds one
  }
  return std::hash<std::string_view>{}(all.reveal());
}

class CsvRows final : public RawRowSource {
 public:
  CsvRows(int descriptor, const CsvDialect& dialect, const std::optional<SecretError>& unsafe)
      : m_descriptor(descriptor),
        m_dialect(dialect),
        m_unsafe(unsafe),
        m_records(descriptor, dialect.delimiter, dialect.begin, dialect.first_line) {}

  std::optional<AccountsFault> read_header() {
    const auto header = m_records.next();
    if (!header) {
      return header.error();
    }
    const bool has_names =
        *header && std::any_of((*header)->cells.begin(), (*header)->cells.end(), [](const CsvCell& cell) {
          return column_of_heading(cell.bytes.reveal()) == AccountsColumn::address;
        });
    if (!has_names) {
      return AccountsFault{{m_dialect.first_line, 1}, AccountsProblem::header_missing, {}, {}};
    }
    std::set<AccountsColumn> seen;
    for (const CsvCell& cell : (*header)->cells) {
      m_columns.push_back(column_of(cell, seen));
    }
    return std::nullopt;
  }

  const RawRow& defaults() const noexcept override { return m_defaults; }

  tl::expected<std::optional<RawRow>, AccountsFault> next() override { return next_of(m_records); }

  tl::expected<std::optional<RawRow>, AccountsFault> read_again(const RowMark& mark) const override {
    CsvRecords from_there(m_descriptor, m_dialect.delimiter, mark.at, mark.line);
    return next_of(from_there);
  }

 private:
  struct Column {
    std::optional<AccountsColumn> column;  // none: nameless
    std::string name;
  };

  tl::expected<std::optional<RawRow>, AccountsFault> next_of(CsvRecords& records) const {
    while (true) {
      auto record = records.next();
      if (!record) {
        return tl::unexpected(std::move(record.error()));
      }
      if (!*record) {
        return std::optional<RawRow>{};
      }
      // Spreadsheets keep rows whose content was deleted.
      if (!std::all_of((*record)->cells.begin(), (*record)->cells.end(), is_blank)) {
        return std::optional(row_of(**record));
      }
    }
  }

  Column column_of(const CsvCell& cell, std::set<AccountsColumn>& seen) {
    const std::string name = text_of(cell);
    const auto column = column_of_heading(name);
    const auto refuse = [&](auto problem) { m_defaults.faults.push_back({cell.place, problem, name, {}}); };
    if (name.empty() || name.starts_with('#')) {
      return {name.empty() ? std::nullopt : std::optional(AccountsColumn::note), name};
    }
    if (!column) {
      refuse(AccountsProblem::column_unknown);
    } else if (*column != AccountsColumn::note && !seen.insert(*column).second) {
      refuse(AccountsProblem::column_twice);
    } else if (is_password(*column) && m_unsafe) {
      refuse(*m_unsafe);
    }
    return {column.value_or(AccountsColumn::note), name};
  }

  RawRow row_of(CsvRecord& record) const {
    Cells& cells = record.cells;
    RawRow row;
    row.place = cells.front().place;
    row.mark = {record.begin, row.place.line};
    row.digest = digest_of(cells);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool has_column = i < m_columns.size() && m_columns[i].column;
      if (!has_column && !is_blank(cells[i])) {
        row.faults.push_back({cells[i].place, AccountsProblem::cell_without_column, {}, {}});
      }
      if (has_column && *m_columns[i].column != AccountsColumn::note) {
        take(row, *m_columns[i].column, m_columns[i].name, cells[i]);
      }
    }
    return row;
  }

  static void take(RawRow& row, AccountsColumn column, const std::string& name, CsvCell& cell) {
    if (is_password(column)) {
      if (!cell.bytes.empty()) {
        row.passwords.insert_or_assign(column, RawPassword{cell.place, name, std::move(cell.bytes)});
      }
      return;
    }
    const std::string text = text_of(cell);
    if (text.empty()) {
      return;
    }
    const bool is_command = is_list(column) && column != AccountsColumn::services && column != AccountsColumn::tags &&
                            column != AccountsColumn::used_by;
    std::vector<std::string> texts = is_list(column) && !is_command ? parts_of(text) : std::vector{text};
    if (is_command) {
      auto words = shell_words(text);
      if (!words) {
        const bool needs_shell = words.error() == ShellWordsError::operator_;
        row.faults.push_back(
            {cell.place,
             SecretError{needs_shell ? SecretProblem::command_needs_shell : SecretProblem::command_malformed, {}},
             name,
             {}});
        return;
      }
      texts = std::move(*words);
    }
    if (!texts.empty()) {
      row.values.insert_or_assign(column, RawValue{cell.place, name, std::move(texts)});
    }
  }

  int m_descriptor;
  CsvDialect m_dialect;
  std::optional<SecretError> m_unsafe;
  CsvRecords m_records;
  std::vector<Column> m_columns;
  RawRow m_defaults;  // a spreadsheet has none
};

}  // namespace

tl::expected<std::unique_ptr<RawRowSource>, AccountsFault> make_csv_rows(int descriptor,
                                                                         const std::optional<SecretError>& unsafe) {
  const auto dialect = csv_dialect(descriptor);
  if (!dialect) {
    return tl::unexpected(dialect.error());
  }
  auto rows = std::make_unique<CsvRows>(descriptor, *dialect, unsafe);
  if (auto fault = rows->read_header()) {
    return tl::unexpected(std::move(*fault));
  }
  return rows;
}

}  // namespace pecprobe
