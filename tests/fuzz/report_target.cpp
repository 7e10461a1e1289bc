// Arbitrary bytes as a JSON report and as a server's text: whatever is read is written in every format, and nothing
// active comes out.
#include "probe/report/report_reader.hpp"
#include "probe/report/wording.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string_view>

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
    if (!is_inert(out.str())) {
      std::abort();
    }
  }
}

/// A refusal whose every text is the input.
StoredReport refusal_with(std::string_view bytes) {
  const std::string text(bytes);
  AccountResult account;
  account.account.address = account.account.login = account.account.provider = text;
  ServiceResult service;
  service.facts.endpoint.host = text;
  service.diagnosis.code = Code::auth_rejected;
  service.diagnosis.detail = text;
  service.diagnosis.evidence = {{Evidence::Kind::server_line, text}};
  service.facts.dialogue.alerts = {text};
  service.warnings = {{WarningCode::environment_ignored, text}};
  account.services = {service};
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
