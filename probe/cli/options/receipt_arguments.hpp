// The arguments of `pecprobe receipt`.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/option_table.hpp"
#include "probe/cli/options/usage_error.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace pecprobe {

struct ReceiptArguments {
  std::vector<std::string> files;  // at least one, each once
  CheckRequest request;            // of it, whom to trust, the date, and how to report
};

/// What `receipt verify` takes.
[[nodiscard]] std::vector<OptionRow> receipt_options();

/// `verify`, then files, with options among them. Refused: another action, and none of a file.
[[nodiscard]] tl::expected<ReceiptArguments, UsageError> parse_receipt_arguments(
    const std::vector<std::string>& arguments);

}  // namespace pecprobe
