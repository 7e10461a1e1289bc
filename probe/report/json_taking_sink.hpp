// A report format that can use the JSON of an account that stands in the journal already.
#pragma once

#include "probe/report/report_sink.hpp"

#include <string_view>

namespace pecprobe {

class JsonTakingSink : public ReportSink {
 public:
  /// As add(), where account_json() was called already, without the dialogue.
  virtual void add_with_json(const ShownAccount& account, std::string_view json) = 0;
};

}  // namespace pecprobe
