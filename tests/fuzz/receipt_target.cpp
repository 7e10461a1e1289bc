// Arbitrary bytes as a saved message: whatever is read never holds, is reported in every format, and nothing active
// comes out. No input is signed by the only authority that is trusted.
#include "probe/receipt/report/receipt_formats.hpp"
#include "tests/fuzz/input.hpp"
#include "tests/support/format_checks/format_checks.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {
namespace {

constexpr std::chrono::sys_seconds k_now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};

void write_everywhere(const ReceiptReport& report) {
  constexpr std::array k_formats = {"text", "json",   "jsonl",      "junit", "html",
                                    "csv",  "nagios", "prometheus", "tap",   "github"};
  constexpr std::array k_checked = {"text", "csv", "nagios", "prometheus", "github"};
  for (const char* format : k_formats) {
    const std::string written = find_receipt_format(format)->write(report, {});
    fuzz::require(std::none_of(written.begin(), written.end(), [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f;
    }));
  }
  for (const char* format : k_checked) {
    fuzz::require(test::faults_in(format, find_receipt_format(format)->write(report, {})).empty());
  }
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pecprobe;
  static const TrustStore k_nobody(X509_STORE_new());
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  ReceiptReport report;
  report.verified_at = k_now;
  report.files = {{"fuzz.eml", size, verify_receipt(bytes, k_nobody.get(), k_now)}};
  fuzz::require(report.files.front().receipt.verdict() != ReceiptVerdict::holds);
  write_everywhere(printable(std::move(report)));
  return 0;
}
