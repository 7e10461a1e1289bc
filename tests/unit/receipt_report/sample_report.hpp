// A report with a receipt of every verdict, and with everything that one can hold.
#pragma once

#include "probe/receipt/report/receipt_report.hpp"

namespace pecprobe::test {

/// Verified on 2026-11-22; the texts of the second one are hostile.
[[nodiscard]] ReceiptReport sample_receipts();

}  // namespace pecprobe::test
