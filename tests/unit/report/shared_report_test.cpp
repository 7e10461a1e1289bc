// A shared report names nobody, in whatever format and whether it is shared when it is made or when it is read back.
#include "probe/report/report_reader.hpp"
#include "probe/report/shown_share.hpp"
#include "probe/report/wording.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// What must not survive of the samples.
const std::vector<std::string>& identifiers() {
  static const std::vector<std::string> k_identifiers = {
      "ditta",        "M1234567",           "gestore.example",        "pec.example", "192.0.2.10", "2001:db8",
      "198.51.100.7", std::string(64, 'a'), "ZGl0dGFAcGVjLmV4YW1wbGU"};  // the address in base64
  return k_identifiers;
}

std::string report_of(std::string_view format, const std::vector<ShownAccount>& accounts) {
  SinkOptions options;
  options.verbose = true;
  options.account_label = AccountLabel::address;
  std::ostringstream out;
  const auto sink = find_report_format(format)->make(out, options);
  sink->begin({});
  for (const ShownAccount& account : accounts) {
    sink->add(account);
  }
  sink->end({});
  return out.str();
}

std::vector<AccountResult> samples() {
  std::vector<AccountResult> out;
  for (const NamedResult& sample : sample_results()) {
    if (sample.name != "hostile") {
      out.push_back(sample.result);
    }
  }
  return out;
}

TEST(SharedReports, hold_no_identifier_in_any_format) {
  Aliases aliases;
  Aliases aliases_of_stored;
  std::vector<ShownAccount> made;
  std::vector<ShownAccount> stored;
  for (const AccountResult& sample : samples()) {
    made.push_back(share(shown(sample, Wording::of(Language::italian), sample_day()), aliases));
  }
  const auto read_back = read_report(rendered("json", samples(), {}));
  ASSERT_TRUE(read_back) << read_back.error();
  for (const ShownAccount& account : read_back->accounts) {
    stored.push_back(share(account, aliases_of_stored));
  }
  for (const ReportFormat& format : report_formats()) {
    for (const std::string& identifier : identifiers()) {
      EXPECT_THAT(report_of(format.name, made), Not(HasSubstr(identifier))) << format.name;
      EXPECT_THAT(report_of(format.name, stored), Not(HasSubstr(identifier))) << format.name;
    }
  }
}

TEST(SharedReports, would_hold_every_identifier_if_they_were_not_shared) {
  std::vector<ShownAccount> open;
  for (const AccountResult& sample : samples()) {
    open.push_back(shown(sample, Wording::of(Language::italian), sample_day()));
  }
  const std::string text = report_of("json", open);
  for (const char* identifier : {"ditta", "M1234567", "gestore.example", "192.0.2.10", "198.51.100.7"}) {
    EXPECT_THAT(text, HasSubstr(identifier));
  }
}

TEST(SharedReports, keep_what_helps) {
  Aliases aliases;
  const std::string text =
      report_of("text", {share(shown(rejected_account(), Wording::of(Language::english), sample_day()), aliases)});
  for (const char* part : {"account-1", "host-", "auth_rejected", "AUTHENTICATIONFAILED", "2026-11-22"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

}  // namespace
}  // namespace pecprobe::test
