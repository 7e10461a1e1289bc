// The lines of a journal. Only journal.cpp uses it.
#pragma once

#include "probe/batch/journal.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace pecprobe::journal_line {

/// Without the line end.
[[nodiscard]] std::string of(const JournalHeader& header);
[[nodiscard]] std::string of(const JournalEntry& entry);
/// The same, where account_json() was called already, without the dialogue.
[[nodiscard]] std::string of(const JournalEntry& entry, std::string_view account_json);
/// That the second password of a row is about to be sent.
[[nodiscard]] std::string of_second(std::size_t row);

/// The row of such a line; nothing when it is another one.
[[nodiscard]] std::optional<std::size_t> read_second(std::string_view line);
/// The reason on failure.
[[nodiscard]] tl::expected<JournalHeader, std::string> read_header(std::string_view line);
[[nodiscard]] tl::expected<JournalEntry, std::string> read_entry(std::string_view line);

}  // namespace pecprobe::journal_line
