#include "probe/report/dates.hpp"
#include "probe/report/json_account.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/tally.hpp"
#include "protocols/base/text.hpp"

#include <ostream>

namespace pecprobe {

namespace {

class JsonSink final : public ReportSink {
 public:
  JsonSink(std::ostream& out, const SinkOptions& options) : m_out(out), m_options(options) {}

  void begin(const RunInfo& run) override { m_run = run; }

  void add(const ShownAccount& account) override {
    m_tally.add(account.verdict);
    write_account(m_accounts, account, m_options.verbose ? DialogueInJson::kept : DialogueInJson::left_out);
  }

  void end(const RunEnd& end) override {
    JsonWriter json(JsonWriter::Layout::indented);
    json.object([&] {
      json.member("schema", "pecprobe.report/1");
      json.member("lang", m_options.language.tag());
      json.member("tool", [&] { json.object([&] { write_tool(json); }); });
      json.member("started_at", report_time(std::chrono::floor<std::chrono::seconds>(m_run.started_at)));
      json.member("elapsed_ms", std::chrono::round<std::chrono::milliseconds>(end.elapsed).count());
      if (m_run.part) {
        json.member("shard", [&] { json.object([&] { write_shard(json, *m_run.part); }); });
      }
      json.member("verdict", to_string(m_tally.worst()));
      json.member("summary", [&] { json.object([&] { write_summary(json); }); });
      json.member("accounts", [&] { json.array([&] { json.join(m_accounts); }); });
    });
    m_out << json.take() << '\n';
  }

 private:
  void write_tool(JsonWriter& json) const {
    json.member("name", "pecprobe");
    json.member("version", printable(m_run.tool.version));
    json.member("libcurl", printable(m_run.tool.libcurl));
    json.member("openssl", printable(m_run.tool.openssl));
  }

  static void write_shard(JsonWriter& json, const RunPart& part) {
    json.member("number", part.number);
    json.member("count", part.count);
    json.member("per_host", part.per_host);
  }

  void write_summary(JsonWriter& json) const {
    json.member("accounts", m_tally.accounts());
    json.member("pass", m_tally.count(Verdict::pass));
    json.member("fail", m_tally.count(Verdict::fail));
    json.member("temporary", m_tally.count(Verdict::temporary));
    json.member("unverified", m_tally.count(Verdict::unverified));
    json.member("skipped", m_tally.count(Verdict::skipped));
  }

  std::ostream& m_out;
  SinkOptions m_options;
  RunInfo m_run;
  Tally m_tally;
  JsonWriter m_accounts{JsonWriter::Layout::indented, 2};  // inside the document's array
};

}  // namespace

std::unique_ptr<ReportSink> make_json_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<JsonSink>(out, options);
}

}  // namespace pecprobe
