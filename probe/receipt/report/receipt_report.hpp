// What `receipt verify` tells: files and what was found in them, fit to be shown.
#pragma once

#include "probe/model/aliases.hpp"
#include "probe/model/report.hpp"
#include "probe/receipt/receipt.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace pecprobe {

struct VerifiedFile {
  std::string file;      // as it was named
  std::size_t size = 0;  // bytes
  Receipt receipt;
};

struct ReceiptReport {
  ToolInfo tool;
  std::chrono::sys_seconds verified_at{};
  std::vector<VerifiedFile> files;

  [[nodiscard]] std::size_t count(ReceiptVerdict verdict) const noexcept;
};

/// Every text that came from outside made safe to show.
[[nodiscard]] ReceiptReport printable(ReceiptReport report);

/// Files, addresses and identifiers replaced by aliases, subjects left out. The provider stays.
[[nodiscard]] ReceiptReport share(ReceiptReport report, Aliases& aliases);

}  // namespace pecprobe
