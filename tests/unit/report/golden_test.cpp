// The samples as they are shown, compared with what stands in tests/golden/report. PECPROBE_UPDATE_GOLDEN=1 writes the
// files anew; read the difference before committing it.
#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace pecprobe::test {
namespace {

struct Golden {
  std::string file;
  std::string_view format;
  std::vector<AccountResult> accounts;
  SinkOptions options;

  friend void PrintTo(const Golden& golden, std::ostream* out) { *out << golden.file; }
};

std::vector<Golden> goldens() {
  std::vector<Golden> all;
  std::vector<AccountResult> batch;
  const auto add = [&](std::string_view name, const std::vector<AccountResult>& accounts, std::string_view format,
                       SinkOptions options) {
    const std::string language = options.language == Language::italian ? "it" : "en";
    const std::string extension = format == "json" ? ".json" : ".txt";
    all.push_back({std::string(name) + "." + language + extension, format, accounts, options});
  };
  for (const Language language : {Language::italian, Language::english}) {
    SinkOptions options;
    options.language = language;
    batch.clear();
    for (const NamedResult& sample : sample_results()) {
      add(sample.name, {sample.result}, "text", options);
      if (sample.name != "hostile") {
        add(sample.name, {sample.result}, "json", options);
        batch.push_back(sample.result);
      }
    }
    options.quiet = true;
    add("batch_quiet", batch, "text", options);
    options.quiet = false;
    options.verbose = true;
    add("rejected_verbose", {rejected_account()}, "text", options);
    options.verbose = false;
    options.colour = Colour::always;
    add("full_mailbox_coloured", {full_mailbox_account()}, "text", options);
  }
  return all;
}

std::string path_of(const Golden& golden) {
  return std::string(PECPROBE_SOURCE_DIR) + "/tests/golden/report/" + golden.file;
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

class GoldenReport : public testing::TestWithParam<Golden> {};

TEST_P(GoldenReport, is_what_the_golden_file_says) {
  const std::string report = rendered(GetParam().format, GetParam().accounts, GetParam().options);
  if (std::getenv("PECPROBE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path_of(GetParam()), std::ios::binary) << report;
    GTEST_SKIP() << "written anew: " << GetParam().file;
  }
  EXPECT_EQ(report, content_of(path_of(GetParam()))) << GetParam().file;
}

std::string test_name(const testing::TestParamInfo<Golden>& info) {
  std::string name = info.param.file;
  for (char& c : name) {
    c = c == '.' ? '_' : c;
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(samples, GoldenReport, testing::ValuesIn(goldens()), test_name);

}  // namespace
}  // namespace pecprobe::test
