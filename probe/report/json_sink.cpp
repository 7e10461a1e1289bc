#include "probe/report/json_sink.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/json_service.hpp"
#include "probe/report/tally.hpp"
#include "protocols/base/text.hpp"

#include <nlohmann/json.hpp>

#include <ostream>
#include <utility>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

std::string_view language_tag(Language language) noexcept {
  switch (language) {
    case Language::italian: return "it";
    case Language::english: return "en";
  }
  return "";
}

Json password_json(const PasswordDates& dates, std::chrono::sys_days today) {
  const auto state = password_state(dates, today);
  if (!state) {
    return nullptr;
  }
  const auto date_or_null = [](std::optional<std::chrono::sys_days> date) {
    return date ? Json(report_date(*date)) : Json(nullptr);
  };
  return {{"issued", date_or_null(dates.issued)},
          {"expires", date_or_null(dates.expires)},
          {"phase", to_string(state->phase)},
          {"days_left", state->days_left ? Json(*state->days_left) : Json(nullptr)}};
}

Json account_json(const AccountResult& result, const Wording& wording, std::chrono::sys_days today) {
  const Account& account = result.account;
  Json services = Json::array();
  for (const ServiceResult& service : result.services) {
    services.push_back(to_json(service, account, wording, today));
  }
  return {{"address", printable(account.address)},
          {"login", printable(account.login)},
          {"kind", to_string(account.kind)},
          {"provider", account.provider.empty() ? Json(nullptr) : Json(printable(account.provider))},
          {"verdict", to_string(result.verdict())},
          {"password", password_json(result.password, today)},
          {"warnings", to_json(result.warnings, wording)},
          {"services", std::move(services)}};
}

class JsonSink final : public ReportSink {
 public:
  JsonSink(std::ostream& out, const SinkOptions& options)
      : m_out(out), m_language(options.language), m_wording(Wording::of(options.language)) {}

  void begin(const RunInfo& run) override { m_run = run; }

  void add(const AccountResult& account) override {
    m_tally.add(account.verdict());
    m_accounts.push_back(account_json(account, m_wording, m_run.today));
  }

  void end(const RunEnd& end) override {
    const auto started = std::chrono::floor<std::chrono::seconds>(m_run.started_at);
    const Json document = {{"schema", "pecprobe.report/1"},
                           {"lang", language_tag(m_language)},
                           {"tool", tool_json()},
                           {"started_at", report_time(started)},
                           {"elapsed_ms", std::chrono::round<std::chrono::milliseconds>(end.elapsed).count()},
                           {"verdict", to_string(m_tally.worst())},
                           {"summary", summary_json()},
                           {"accounts", std::move(m_accounts)}};
    m_out << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  }

 private:
  [[nodiscard]] Json tool_json() const {
    return {{"name", "pecprobe"},
            {"version", printable(m_run.tool.version)},
            {"libcurl", printable(m_run.tool.libcurl)},
            {"openssl", printable(m_run.tool.openssl)}};
  }

  [[nodiscard]] Json summary_json() const {
    return {{"accounts", m_tally.accounts()},
            {"pass", m_tally.count(Verdict::pass)},
            {"fail", m_tally.count(Verdict::fail)},
            {"temporary", m_tally.count(Verdict::temporary)},
            {"unverified", m_tally.count(Verdict::unverified)},
            {"skipped", m_tally.count(Verdict::skipped)}};
  }

  std::ostream& m_out;
  Language m_language;
  const Wording& m_wording;
  RunInfo m_run;
  Tally m_tally;
  Json m_accounts = Json::array();
};

}  // namespace

std::unique_ptr<ReportSink> make_json_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<JsonSink>(out, options);
}

}  // namespace pecprobe
