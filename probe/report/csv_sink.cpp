#include "probe/model/iso_date.hpp"
#include "probe/report/csv_row.hpp"
#include "probe/report/report_formats.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <ostream>

namespace pecprobe {

namespace {

constexpr std::array<std::string_view, 25> k_header = {"address",
                                                       "login",
                                                       "kind",
                                                       "provider",
                                                       "protocol",
                                                       "host",
                                                       "port",
                                                       "tls",
                                                       "server_address",
                                                       "verdict",
                                                       "code",
                                                       "certainty",
                                                       "retry",
                                                       "title",
                                                       "advice",
                                                       "server_line",
                                                       "mechanism",
                                                       "tls_version",
                                                       "certificate_expires",
                                                       "certificate_days_left",
                                                       "password_expires",
                                                       "password_days_left",
                                                       "warnings",
                                                       "round_trips",
                                                       "elapsed_ms"};

std::string first_server_line(const ShownDiagnosis& diagnosis) {
  const auto found = std::find_if(diagnosis.evidence.begin(), diagnosis.evidence.end(),
                                  [](const Evidence& fact) { return fact.kind == Evidence::Kind::server_line; });
  return found == diagnosis.evidence.end() ? std::string{} : found->text;
}

std::string codes_of(const ShownAccount& account, const ShownService& service) {
  std::vector<std::string_view> codes;
  for (const auto* warnings : {&service.warnings, &account.warnings}) {
    std::transform(warnings->begin(), warnings->end(), std::back_inserter(codes),
                   [](const ShownWarning& warning) { return to_string(warning.code); });
  }
  return fmt::format("{}", fmt::join(codes, " "));
}

void add_account(CsvRow& row, const ShownAccount& account) {
  row.text(account.address);
  row.text(account.login);
  row.text(to_string(account.kind));
  row.text(account.provider);
}

void add_endpoint(CsvRow& row, const ShownService& service) {
  row.text(to_string(service.endpoint.protocol));
  row.text(service.endpoint.host);
  row.number(std::int64_t{service.endpoint.port});
  row.text(to_string(service.endpoint.tls));
  row.text(service.address);
}

void add_diagnosis(CsvRow& row, const ShownService& service) {
  const ShownDiagnosis& diagnosis = service.diagnosis;
  row.text(to_string(service.verdict));
  row.text(to_string(diagnosis.code));
  row.text(to_string(diagnosis.certainty));
  row.text(to_string(diagnosis.retry));
  row.text(diagnosis.text.title);
  row.text(diagnosis.text.advice.empty() ? "" : diagnosis.text.advice.front());
  row.text(first_server_line(diagnosis));
  row.text(service.auth.mechanism);
}

void add_dates(CsvRow& row, const ShownAccount& account, const ShownService& service) {
  const bool has_certificate = service.tls && !service.tls->chain.empty();
  row.text(service.tls ? service.tls->version : "");
  row.text(has_certificate ? report_time(service.tls->chain.front().not_after) : "");
  row.number(service.tls ? service.tls->days_left : std::nullopt);
  const bool has_end = account.password && account.password->dates.expires;
  row.text(has_end ? iso_date(*account.password->dates.expires) : "");
  row.number(account.password ? account.password->state.days_left : std::nullopt);
}

class CsvSink final : public ReportSink {
 public:
  explicit CsvSink(std::ostream& out) : m_out(out) {}

  void begin(const RunInfo&) override { m_out << fmt::format("{}\n", fmt::join(k_header, ",")); }

  void add(const ShownAccount& account) override {
    for (const ShownService& service : account.services) {
      CsvRow row;
      add_account(row, account);
      add_endpoint(row, service);
      add_diagnosis(row, service);
      add_dates(row, account, service);
      row.text(codes_of(account, service));
      row.number(std::int64_t{service.round_trips});
      row.number(std::int64_t{std::chrono::round<std::chrono::milliseconds>(service.elapsed).count()});
      m_out << row.line();
    }
    if (account.services.empty()) {  // an account is never lost
      CsvRow row;
      add_account(row, account);
      row.nothing(5);
      row.text(to_string(account.verdict));
      row.nothing(k_header.size() - 10);
      m_out << row.line();
    }
  }

  void end(const RunEnd&) override {}

 private:
  std::ostream& m_out;
};

}  // namespace

std::unique_ptr<ReportSink> make_csv_sink(std::ostream& out, const SinkOptions&) {
  return std::make_unique<CsvSink>(out);
}

}  // namespace pecprobe
