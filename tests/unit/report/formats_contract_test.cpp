// Every registered format with every sample and every code, against the rules of its readers.
#include "tests/support/format_checks/format_checks.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

using testing::IsEmpty;
using testing::Not;

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const ReportFormat& format : report_formats()) {
    names.emplace_back(format.name);
  }
  return names;
}

std::vector<AccountResult> all_samples() {
  std::vector<AccountResult> all;
  for (const NamedResult& sample : sample_results()) {
    all.push_back(sample.result);
  }
  return all;
}

class EveryFormat : public testing::TestWithParam<std::string> {
 protected:
  [[nodiscard]] static Faults faults(const std::vector<AccountResult>& accounts, bool verbose = false) {
    SinkOptions options;
    options.verbose = verbose;
    return faults_in(GetParam(), rendered(GetParam(), accounts, options));
  }
};

TEST_P(EveryFormat, is_what_its_readers_accept_for_every_sample) {
  for (const NamedResult& sample : sample_results()) {
    EXPECT_THAT(faults({sample.result}), IsEmpty()) << sample.name;
    EXPECT_THAT(faults({sample.result}, true), IsEmpty()) << sample.name;
  }
}

TEST_P(EveryFormat, is_what_its_readers_accept_for_several_accounts_some_of_them_alike) {
  EXPECT_THAT(faults(all_samples()), IsEmpty());
}

TEST_P(EveryFormat, is_what_its_readers_accept_for_every_code) {
  for (const CodeInfo& code : all_codes()) {
    EXPECT_THAT(faults({account_that_ended_in(code.code)}), IsEmpty()) << code.id;
  }
}

TEST_P(EveryFormat, is_what_its_readers_accept_for_a_service_tested_at_several_addresses) {
  AccountResult account = good_account();
  account.services.push_back(account.services.front());
  account.services.back().facts.connect.address = "192.0.2.11";
  account.services.push_back(account.services.front());
  account.services.back().facts.connect.address.reset();
  EXPECT_THAT(faults({account}), IsEmpty());
}

TEST_P(EveryFormat, is_what_its_readers_accept_without_a_service_and_without_an_account) {
  AccountResult bare;
  bare.account.address = bare.account.login = "ditta@pec.example";
  EXPECT_THAT(faults({bare}), IsEmpty());
  EXPECT_THAT(faults({}), IsEmpty());
}

TEST(JsonLines, say_the_same_of_an_account_whose_json_was_written_already) {
  for (const bool is_verbose : {false, true}) {
    SinkOptions options;
    options.verbose = is_verbose;
    EXPECT_EQ(rendered_with_json("jsonl", all_samples(), options), rendered("jsonl", all_samples(), options));
  }
}

TEST_P(EveryFormat, ends_with_a_line_end_and_is_the_same_twice) {
  const std::string report = rendered(GetParam(), {rejected_account()}, {});
  EXPECT_TRUE(report.ends_with('\n'));
  EXPECT_EQ(report, rendered(GetParam(), {rejected_account()}, {}));
}

INSTANTIATE_TEST_SUITE_P(formats, EveryFormat, testing::ValuesIn(format_names()),
                         [](const auto& instance) { return instance.param; });

/// A report of `format` with the first `what` replaced is found faulty.
void expect_fault(std::string_view format, const std::string& what, const std::string& by) {
  std::string report = rendered(format, {rejected_account(), good_account()}, {});
  ASSERT_THAT(faults_in(format, report), IsEmpty());
  const auto at = report.find(what);
  ASSERT_NE(at, std::string::npos) << what;
  report.replace(at, what.size(), by);
  EXPECT_THAT(faults_in(format, report), Not(IsEmpty())) << format << ": " << what << " as " << by;
}

TEST(FormatCheckers, find_what_readers_would_refuse) {
  expect_fault("junit", "failures=\"2\"", "failures=\"1\"");
  expect_fault("junit", "classname=", "class=");
  expect_fault("junit", "type=", "kind=");
  expect_fault("junit", "</testsuites>", "");
  expect_fault("nagios", " | ", " | | ");
  expect_fault("nagios", "'accounts'=2", "'accounts'=two");
  expect_fault("nagios", "'fail'", "'pass'");
  expect_fault("prometheus", "# TYPE", "# KIND");
  expect_fault("prometheus", "pop3", "imap");
  expect_fault("tap", "    ok 2", "    ok 3");
  expect_fault("tap", "not ok 1", "ok 1");
  expect_fault("tap", "\n1..6", "\n1..5");
  expect_fault("csv", ",", "");
  expect_fault("csv", "\"ditta", "\"=ditta");
  expect_fault("github", "::error", "error");
  expect_fault("html", "</td>", "");
  expect_fault("html", "<h1>", "<h1><img>");
  expect_fault("html", "href=\"#", "href=\"https://#");
  expect_fault("html", "id=\"account-2\"", "id=\"account-1\"");
  expect_fault("json", "{", "");
  expect_fault("jsonl", "{", "");
  expect_fault("text", "\n", " \n");
}

}  // namespace
}  // namespace pecprobe::test
