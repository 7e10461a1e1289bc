#include "probe/cli/options/receipt_arguments.hpp"

#include "probe/cli/options/options.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

std::vector<OptionRow> receipt_options() {
  constexpr std::array<std::string_view, 8> k_names = {"ca-file", "today", "format", "share",
                                                       "lang",    "color", "quiet",  "verbose"};
  std::vector<OptionRow> rows;
  std::copy_if(check_options().begin(), check_options().end(), std::back_inserter(rows), [&](const OptionRow& row) {
    return std::find(k_names.begin(), k_names.end(), row.name) != k_names.end();
  });
  return rows;
}

tl::expected<ReceiptArguments, UsageError> parse_receipt_arguments(const std::vector<std::string>& arguments) {
  auto request = parse_words(arguments, receipt_options());
  if (!request) {
    return tl::unexpected(std::move(request.error()));
  }
  const std::vector<std::string> words = std::move(request->further_words);
  if (words.empty() || words.front() != "verify") {
    return tl::unexpected(UsageError{Message::receipt_action_unknown, {}, {}});
  }
  ReceiptArguments out;
  out.request = *std::move(request);
  std::for_each(words.begin() + 1, words.end(), [&](const std::string& file) {
    if (std::find(out.files.begin(), out.files.end(), file) == out.files.end()) {
      out.files.push_back(file);
    }
  });
  return out.files.empty() ? tl::expected<ReceiptArguments, UsageError>(
                                 tl::unexpected(UsageError{Message::receipt_files_missing, {}, {}}))
                           : std::move(out);
}

}  // namespace pecprobe
