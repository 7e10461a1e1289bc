// All formats of a run say the same: which services did not pass, and why.
#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace pecprobe::test {
namespace {

/// What stands before the code of a service in a format for programs; whatever comes next ends the code.
const std::map<std::string, std::vector<std::string>, std::less<>> k_before_code = {
    {"csv", {"\",\""}},
    {"github", {" ("}},
    {"json", {"\"diagnosis\": {\n            \"code\": \""}},
    {"jsonl", {"\"diagnosis\":{\"code\":\""}},
    {"junit", {" ("}},
    {"nagios", {"IMAP ", "POP3 ", "SMTP "}},
    {"prometheus", {"code=\""}},
    {"tap", {"\n  code: "}},
};

bool is_part_of_code(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// The codes of all services but those that passed, in alphabetical order.
std::vector<std::string> codes_of(const std::vector<AccountResult>& accounts) {
  std::vector<std::string> codes;
  for (const AccountResult& account : accounts) {
    for (const ServiceResult& service : account.services) {
      if (service.diagnosis.code != Code::ok) {
        codes.emplace_back(to_string(service.diagnosis.code));
      }
    }
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

std::vector<std::string> codes_in(std::string_view report, const std::vector<std::string>& beginnings) {
  std::vector<std::string> codes;
  for (std::size_t at = 0; at < report.size(); ++at) {
    const auto before = std::find_if(beginnings.begin(), beginnings.end(),
                                     [&](const std::string& each) { return report.substr(at).starts_with(each); });
    if (before == beginnings.end()) {
      continue;
    }
    std::string_view code = report.substr(at + before->size());
    code = code.substr(
        0, static_cast<std::size_t>(std::find_if_not(code.begin(), code.end(), is_part_of_code) - code.begin()));
    if (code != "ok" && code_from_id(code)) {
      codes.emplace_back(code);
    }
  }
  std::sort(codes.begin(), codes.end());
  return codes;
}

TEST(Formats, AllNameTheSameCodesForEveryRun) {
  std::vector<std::vector<AccountResult>> runs(1);
  for (const NamedResult& sample : sample_results()) {
    if (sample.name != "hostile") {  // its texts imitate what stands before a code
      runs.push_back({sample.result});
      AccountResult one_of_many = sample.result;
      one_of_many.account.address = one_of_many.account.login = std::string(sample.name) + "@pec.example";
      runs.front().push_back(one_of_many);
    }
  }
  for (const CodeInfo& code : all_codes()) {
    runs.push_back({account_that_ended_in(code.code)});
  }
  for (const std::vector<AccountResult>& run : runs) {
    for (const auto& [format, before] : k_before_code) {
      EXPECT_EQ(codes_in(rendered(format, run, {}), before), codes_of(run)) << format;
    }
  }
}

TEST(Formats, AreAllComparedButThoseForPeople) {
  for (const ReportFormat& format : report_formats()) {
    const bool is_for_people = format.name == "text" || format.name == "html";
    EXPECT_NE(k_before_code.contains(format.name), is_for_people) << format.name;
  }
}

}  // namespace
}  // namespace pecprobe::test
