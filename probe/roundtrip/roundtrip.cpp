#include "probe/roundtrip/roundtrip.hpp"

#include "probe/roundtrip/exchange.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe {

std::string_view to_string(WaitEnd end) noexcept {
  switch (end) {
    case WaitEnd::not_begun: return "not_begun";
    case WaitEnd::complete: return "complete";
    case WaitEnd::time_over: return "time_over";
    case WaitEnd::lost: return "lost";
    case WaitEnd::interrupted: return "interrupted";
  }
  return "";
}

bool Roundtrip::may_be_sent() const noexcept {
  return submission &&
         (submission->end == smtp::SubmissionEnd::taken || submission->end == smtp::SubmissionEnd::unknown);
}

const Arrival* Roundtrip::evidence_of(ReceiptKind kind) const noexcept {
  const auto found = std::find_if(arrivals.begin(), arrivals.end(), [&](const Arrival& arrival) {
    return arrival.meaning == ArrivalMeaning::evidence && arrival.receipt.kind == kind;
  });
  return found == arrivals.end() ? nullptr : &*found;
}

std::optional<std::chrono::seconds> Roundtrip::delivery_delay() const noexcept {
  const Arrival* const acceptance = evidence_of(ReceiptKind::acceptance);
  const Arrival* const delivery = evidence_of(ReceiptKind::delivery);
  if (acceptance == nullptr || delivery == nullptr || !acceptance->receipt.certification->at ||
      !delivery->receipt.certification->at) {
    return std::nullopt;
  }
  return *delivery->receipt.certification->at - *acceptance->receipt.certification->at;
}

std::vector<ReceiptKind> expected_kinds(const Roundtrip& roundtrip) {
  std::vector<ReceiptKind> kinds = {ReceiptKind::acceptance, ReceiptKind::delivery};
  if (iequals(roundtrip.sent.sender, roundtrip.sent.recipient)) {
    kinds.push_back(ReceiptKind::envelope);
  }
  return kinds;
}

Roundtrip run_roundtrip(Network& network, const RoundtripOrder& order) {
  return RoundtripExchange(network, order).run();
}

}  // namespace pecprobe
