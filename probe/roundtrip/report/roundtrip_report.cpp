#include "probe/roundtrip/report/roundtrip_report.hpp"

#include "probe/receipt/report/receipt_report.hpp"

#include <utility>

namespace pecprobe {

Verdict RoundtripReport::verdict() const noexcept {
  return roundtrip ? info(roundtrip->diagnosis.code).verdict : check.verdict();
}

RoundtripReport printable(RoundtripReport report) {
  if (!report.roundtrip) {
    return report;
  }
  for (Arrival& arrival : report.roundtrip->arrivals) {
    ReceiptReport receipts = printable(ReceiptReport{{}, {}, {{arrival.id, arrival.size, std::move(arrival.receipt)}}});
    arrival.id = std::move(receipts.files.front().file);
    arrival.receipt = std::move(receipts.files.front().receipt);
  }
  return report;
}

}  // namespace pecprobe
