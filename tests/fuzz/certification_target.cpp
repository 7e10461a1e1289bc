// Arbitrary bytes as daticert.xml and as European evidence: read in bounds, or refused.
#include "probe/receipt/certification.hpp"
#include "probe/receipt/rem_evidence.hpp"
#include "tests/fuzz/input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pecprobe;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto certification = parse_certification(bytes)) {
    fuzz::require(certification->recipients.size() <= k_max_recipients);
    // What is read is never more than what was there: nothing grew.
    fuzz::require(certification->subject.size() + certification->sender.size() <= 4 * size);
  }
  if (const auto evidence = parse_rem_evidence(bytes)) {
    fuzz::require(evidence->event.size() <= 4 * size);
  }
  return 0;
}
