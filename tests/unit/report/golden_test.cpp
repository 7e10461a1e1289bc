// The samples as they are shown, compared with what stands in tests/golden/report. PECPROBE_UPDATE_GOLDEN=1 writes the
// files anew; read the difference before committing it.
#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
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

/// The samples and the ways of failing that look different.
std::vector<NamedResult> cases() {
  std::vector<NamedResult> all = sample_results();
  for (const Code code :
       {Code::connect_refused, Code::connect_timeout, Code::tls_cert_untrusted, Code::starttls_not_offered,
        Code::greeting_timeout, Code::auth_preauthenticated, Code::auth_password_expired, Code::auth_protocol_disabled,
        Code::auth_temporary, Code::mailbox_in_use, Code::cancelled, Code::local_resource, Code::undiagnosed}) {
    all.push_back({to_string(code), account_that_ended_in(code)});
  }
  return all;
}

/// Style and script are the same in every page and have their own files.
std::string without_own_text(std::string report) {
  for (const auto& [from, to] :
       {std::pair{"<style>", "</style>"}, {"<script>", "</script>"}, {"sha256-", ";"}, {"sha256-", ";"}}) {
    const auto begin = report.find(from);
    const auto end = report.find(to, begin);
    if (begin != std::string::npos && end != std::string::npos) {
      report.erase(begin, end - begin);
    }
  }
  return report;
}

class GoldenFormat : public testing::TestWithParam<std::string> {};

TEST_P(GoldenFormat, is_what_its_golden_files_say) {
  const std::string folder = std::string(PECPROBE_SOURCE_DIR) + "/tests/golden/report/" + GetParam() + "/";
  for (const NamedResult& sample : cases()) {
    const std::string path = folder + std::string(sample.name);
    const std::string report = without_own_text(rendered(GetParam(), {sample.result}, {}));
    if (std::getenv("PECPROBE_UPDATE_GOLDEN") != nullptr) {
      std::filesystem::create_directories(folder);
      std::ofstream(path, std::ios::binary) << report;
    }
    EXPECT_EQ(report, content_of(path)) << path;
  }
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const ReportFormat& format : report_formats()) {
    names.emplace_back(format.name);
  }
  return names;
}

INSTANTIATE_TEST_SUITE_P(formats, GoldenFormat, testing::ValuesIn(format_names()),
                         [](const auto& format) { return format.param; });

}  // namespace
}  // namespace pecprobe::test
