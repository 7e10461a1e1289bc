#include "probe/report/json_account.hpp"
#include "probe/report/report_formats.hpp"

#include <ostream>

namespace pecprobe {

namespace {

class JsonLinesSink final : public ReportSink {
 public:
  JsonLinesSink(std::ostream& out, const SinkOptions& options)
      : m_out(out), m_dialogue(options.verbose ? DialogueInJson::kept : DialogueInJson::left_out) {}

  void begin(const RunInfo&) override {}
  void add(const ShownAccount& account) override { m_out << account_json(account, m_dialogue) << '\n'; }
  void add_with_json(const ShownAccount& account, std::string_view json) override {
    switch (m_dialogue) {
      case DialogueInJson::left_out: m_out << json << '\n'; return;
      case DialogueInJson::kept: add(account); return;
    }
  }
  void end(const RunEnd&) override {}

 private:
  std::ostream& m_out;
  DialogueInJson m_dialogue;
};

}  // namespace

std::unique_ptr<ReportSink> make_jsonl_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<JsonLinesSink>(out, options);
}

}  // namespace pecprobe
