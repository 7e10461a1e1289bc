#include "probe/model/diagnosis.hpp"
#include "probe/report/report_diff.hpp"
#include "protocols/wire/step.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace pecprobe {
namespace {

using nlohmann::json;

json schema(const std::string& name = "report-1") {
  std::ifstream file(std::string(PECPROBE_SOURCE_DIR) + "/probe/report/schema/" + name + ".schema.json");
  return json::parse(file);
}

TEST(ReportSchema, lists_every_code_and_no_other) {
  json codes = json::array();
  for (const CodeInfo& code : all_codes()) {
    codes.push_back(code.id);
  }
  EXPECT_EQ(schema()["/$defs/code/enum"_json_pointer], codes);
  EXPECT_EQ(schema("rotation-1")["/$defs/code/enum"_json_pointer], codes);
  EXPECT_EQ(schema("change-1")["/$defs/code/enum"_json_pointer], codes);
}

TEST(ReportSchema, lists_every_step_in_its_order) {
  json steps = json::array();
  for (int step = 0; step <= static_cast<int>(Step::logout); ++step) {
    steps.push_back(to_string(static_cast<Step>(step)));
  }
  EXPECT_EQ(schema()["/$defs/service/properties/steps/items/properties/name/enum"_json_pointer], steps);
}

TEST(ReportSchema, lists_every_warning) {
  json warnings = json::array();
  for (int code = 0; code <= static_cast<int>(WarningCode::environment_ignored); ++code) {
    warnings.push_back(to_string(static_cast<WarningCode>(code)));
  }
  EXPECT_EQ(schema()["/$defs/warnings/items/properties/code/enum"_json_pointer], warnings);
}

TEST(DiffSchema, lists_every_kind_of_change) {
  json kinds = json::array();
  for (int kind = 0; kind <= static_cast<int>(ChangeKind::removed); ++kind) {
    kinds.push_back(to_string(static_cast<ChangeKind>(kind)));
  }
  EXPECT_EQ(schema("diff-1")["/properties/changes/items/properties/kind/enum"_json_pointer], kinds);
}

}  // namespace
}  // namespace pecprobe
