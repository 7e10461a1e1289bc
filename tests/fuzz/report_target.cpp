// Arbitrary bytes as a JSON report and as a server's text: whatever is read is written in every format, is what its
// readers accept, and nothing active comes out.
#include "probe/report/report_reader.hpp"
#include "probe/report/wording.hpp"
#include "tests/fuzz/input.hpp"
#include "tests/support/format_checks/format_checks.hpp"
#include "tests/support/sample_results.hpp"

#include <algorithm>
#include <sstream>

namespace pecprobe {
namespace {

bool is_inert(const std::string& report) {
  return std::none_of(report.begin(), report.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n') || byte == 0x7f;
  });
}

void write_everywhere(const StoredReport& report) {
  for (const ReportFormat& format : report_formats()) {
    std::ostringstream out;
    const auto sink = format.make(out, {});
    sink->begin(report.run);
    for (const ShownAccount& account : report.accounts) {
      sink->add(account);
    }
    sink->end(report.end);
    fuzz::require(is_inert(out.str()));
    fuzz::require(test::faults_in(format.name, out.str()).empty());
  }
}

/// A refusal whose every text is the input.
StoredReport refusal_with(std::string_view bytes) {
  const AccountResult account = test::hostile_account(std::string(bytes), std::string(bytes));
  return {{}, {}, {shown(account, Wording::of(Language::italian), {})}};
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto report = pecprobe::read_report(bytes)) {
    pecprobe::write_everywhere(*report);
  }
  pecprobe::write_everywhere(pecprobe::refusal_with(bytes));
  return 0;
}
