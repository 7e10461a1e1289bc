#include "probe/report/dates.hpp"
#include "probe/report/json_account.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/tally.hpp"
#include "protocols/base/text.hpp"

#include <nlohmann/json.hpp>

#include <ostream>
#include <utility>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

class JsonSink final : public ReportSink {
 public:
  JsonSink(std::ostream& out, const SinkOptions& options) : m_out(out), m_options(options) {}

  void begin(const RunInfo& run) override { m_run = run; }

  void add(const ShownAccount& account) override {
    m_tally.add(account.verdict);
    m_accounts.push_back(account_json(account, m_options.verbose ? DialogueInJson::kept : DialogueInJson::left_out));
  }

  void end(const RunEnd& end) override {
    const auto started = std::chrono::floor<std::chrono::seconds>(m_run.started_at);
    const Json document = {{"schema", "pecprobe.report/1"},
                           {"lang", m_options.language.tag()},
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
  SinkOptions m_options;
  RunInfo m_run;
  Tally m_tally;
  Json m_accounts = Json::array();
};

}  // namespace

std::unique_ptr<ReportSink> make_json_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<JsonSink>(out, options);
}

}  // namespace pecprobe
