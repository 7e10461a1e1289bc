#include "probe/report/json_account.hpp"
#include "probe/report/report_formats.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace pecprobe {

namespace {

class JsonLinesSink final : public ReportSink {
 public:
  explicit JsonLinesSink(std::ostream& out) : m_out(out) {}

  void begin(const RunInfo&) override {}
  void add(const ShownAccount& account) override {
    m_out << account_json(account).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
  }
  void end(const RunEnd&) override {}

 private:
  std::ostream& m_out;
};

}  // namespace

std::unique_ptr<ReportSink> make_jsonl_sink(std::ostream& out, const SinkOptions&) {
  return std::make_unique<JsonLinesSink>(out);
}

}  // namespace pecprobe
