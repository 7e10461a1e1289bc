// Short sentences on the standard streams: complaints, notes, help.
#pragma once

#include "probe/cli/options/usage_error.hpp"
#include "probe/report/report_sink.hpp"

#include <string_view>

namespace pecprobe {

/// One line on standard error, begun with the program's name.
void complain(const UsageError& error, Language language);
/// The same with a sentence that is already in words.
void remark(std::string_view sentence, Language language);

/// The same about a place in a file, `caselle.csv:17:3`, which stands before the sentence.
void complain_at(std::string_view place, const UsageError& error, Language language);

/// Writes to standard output; the exit status: 0, or 3 when it could not be written.
[[nodiscard]] int print(std::string_view text, Language language);

/// Says so in a sentence that takes none itself; the exit status.
[[nodiscard]] int fail_for_lack_of_memory() noexcept;
/// Says that the program has a fault, where the wording files themselves cannot be read; the exit status.
[[nodiscard]] int fail_without_wording(std::string_view fault) noexcept;

}  // namespace pecprobe
