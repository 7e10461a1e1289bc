// The journal of a run: every result as soon as it is there, so that none is lost and a run can go on where it ended.
#pragma once

#include "probe/config/file_descriptor.hpp"
#include "probe/report/report_sink.hpp"
#include "probe/report/shown_account.hpp"

#include <tl/expected.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// What the first line says of the run.
struct JournalHeader {
  std::string digest;        // of what is tested: BatchPlan::digest()
  std::size_t accounts = 0;  // how many there are
  Timestamp started_at{};    // in seconds
  std::chrono::sys_days today{};
  Language language = Language::italian;

  bool operator==(const JournalHeader&) const = default;
};

/// A result, and where its account stands.
struct JournalEntry {
  std::size_t row = 0;   // of the accounts file, from 0
  std::size_t line = 0;  // of the accounts file
  ShownAccount account;

  bool operator==(const JournalEntry&) const = default;
};

struct JournalError {
  enum class Problem {
    cannot_open,     // detail: the system's words
    not_private,     // not a regular file of this user that others cannot touch
    in_use,          // another run writes it
    not_a_journal,   // detail: what is wrong with the first line
    other_accounts,  // of another accounts file, or of other options that choose or place accounts
    damaged,         // detail: the number of the line, and what is wrong with it
    cannot_write,    // detail: the system's words
  };
  Problem problem;
  std::string detail;

  bool operator==(const JournalError&) const = default;
};

/// What is wrong with an entry that was read; nothing when it can belong to this run.
using JournalDoubt = std::function<std::optional<std::string>(const JournalEntry&)>;

/// JSON lines without any secret: a header, then for each result the number of its row and the account as in
/// `pecprobe.report/1`. A line that the end of the process or of the power cut short is cut off when the journal is
/// opened again; its account counts as not tested.
class Journal {
 public:
  /// Goes on with the journal at `path`, or begins it where there is nothing. The file is readable by its user alone,
  /// and locked as long as it is open. An entry that `doubt` objects to makes it `damaged`; a row that no run has is to
  /// be among them, since memory grows with the largest number of a row.
  [[nodiscard]] static tl::expected<std::unique_ptr<Journal>, JournalError> open(const std::string& path,
                                                                                 const JournalHeader& header,
                                                                                 const JournalDoubt& doubt);

  /// As it stands in the file: that of the first of several runs.
  [[nodiscard]] const JournalHeader& header() const noexcept { return m_header; }

  /// Whether the account was tested to its end. One that was cut off (`cancelled`) was not, though it has an entry.
  [[nodiscard]] bool is_done(std::size_t row) const noexcept { return row < m_places.size() && m_places[row].is_done; }
  [[nodiscard]] std::size_t done() const noexcept { return m_done; }
  /// The row's services that were sent the password twice, in runs that were cut off before the answer: whether it was
  /// refused is not known, and each further try may be the one that locks the mailbox. Hosts as printable() makes them.
  [[nodiscard]] std::vector<Endpoint> unanswered_twice(std::size_t row) const;

  /// The latest result of the row, read from the file; nothing where there is none.
  [[nodiscard]] tl::expected<std::optional<JournalEntry>, JournalError> entry(std::size_t row) const;

  /// The line is with the system before the call ends: the death of this process takes nothing away. After a failure
  /// nothing more is written.
  [[nodiscard]] std::optional<JournalError> add(const JournalEntry& entry);
  /// The same, where the account's JSON (account_json(), without its dialogue) was written already.
  [[nodiscard]] std::optional<JournalError> add_with_json(const JournalEntry& entry, std::string_view json);
  /// The row's second password is about to be sent: from now on it counts as tried, whatever becomes of this process.
  [[nodiscard]] std::optional<JournalError> add_second(std::size_t row);
  [[nodiscard]] bool is_second_sent(std::size_t row) const { return m_second_sent.contains(row); }
  /// Whatever was added is on the disk afterwards; may be called from another thread.
  void sync() noexcept;

 private:
  struct Place {
    std::uint64_t offset = 0;
    std::uint32_t size = 0;  // without the line end; 0: no entry
    bool is_done = false;
  };

  explicit Journal(FileDescriptor file) : m_file(std::move(file)) {}
  std::optional<JournalError> begin(const JournalHeader& header);
  std::optional<JournalError> go_on(const JournalHeader& header, const JournalDoubt& doubt);
  std::optional<JournalError> take_header(std::string_view line, const JournalHeader& expected);
  std::optional<JournalError> take_line(std::string_view line, std::size_t number, const JournalDoubt& doubt);
  std::optional<JournalError> write_line(const std::string& line);
  void note(const JournalEntry& entry, std::size_t size);

  FileDescriptor m_file;
  JournalHeader m_header;
  std::vector<Place> m_places;  // by row
  std::size_t m_done = 0;
  std::map<std::size_t, std::vector<Endpoint>> m_unanswered;  // by row, one for each try
  std::set<std::size_t> m_second_sent;                        // rows
  std::uint64_t m_end = 0;                                    // of the last whole line
  std::optional<JournalError> m_failure;
  std::atomic<bool> m_has_news = false;
  std::atomic<int> m_sync_error = 0;  // errno; add() tells
};

}  // namespace pecprobe
