#include "probe/receipt/report/receipt_formats.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

constexpr std::array k_formats = {
    ReceiptFormat{"text", receipts_text},        ReceiptFormat{"json", receipts_json},
    ReceiptFormat{"jsonl", receipts_json_lines}, ReceiptFormat{"junit", receipts_junit},
    ReceiptFormat{"html", receipts_html},        ReceiptFormat{"csv", receipts_csv},
    ReceiptFormat{"nagios", receipts_nagios},    ReceiptFormat{"prometheus", receipts_prometheus},
    ReceiptFormat{"tap", receipts_tap},          ReceiptFormat{"github", receipts_github},
};

}  // namespace

const ReceiptFormat* find_receipt_format(std::string_view name) noexcept {
  const auto* found = std::find_if(k_formats.begin(), k_formats.end(),
                                   [&](const ReceiptFormat& format) { return format.name == name; });
  return found == k_formats.end() ? nullptr : found;
}

}  // namespace pecprobe
