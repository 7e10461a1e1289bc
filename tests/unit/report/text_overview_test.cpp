#include "probe/report/layout.hpp"
#include "probe/report/wording.hpp"
#include "tests/support/sample_results.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string overview(const std::vector<AccountResult>& accounts, SinkOptions options = {}) {
  options.language = Language::english;
  std::ostringstream out;
  const auto sink = find_report_format("text")->make(out, options);
  RunInfo run;
  run.accounts = accounts.size();
  sink->begin(run);
  for (const AccountResult& account : accounts) {
    sink->add(shown(account, Wording::of(Language::english), sample_day()));
  }
  sink->end({});
  return out.str();
}

TEST(TextOverview, has_a_row_per_account_the_causes_with_one_advice_and_the_summary) {
  const std::string text = overview({good_account(), rejected_account(), rejected_account()});
  EXPECT_THAT(text, HasSubstr("Mailbox                         IMAP            POP3            SMTP\n"
                              "ditta@pec.example               ok              ok              ok\n"
                              "ditta@pec.example               no              no              not tried\n"
                              "    IMAP auth_rejected, POP3 auth_rejected, SMTP skipped_lockout_guard\n"));
  EXPECT_THAT(text, HasSubstr("\nCredentials refused (auth_rejected): 4\n  ditta@pec.example IMAP\n"));
  EXPECT_THAT(text, HasSubstr("Mailboxes: 3."));
}

TEST(TextOverview, fits_eighty_columns) {
  std::vector<AccountResult> accounts;
  for (const CodeInfo& code : all_codes()) {
    accounts.push_back(account_that_ended_in(code.code));
    accounts.back().account.address = std::string(60, 'x') + "@pec.example";
  }
  std::istringstream lines(overview(accounts));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("  x")) {  // places stay whole, to be copied
      EXPECT_LE(display_width(line), k_columns) << line;
    }
  }
}

TEST(TextOverview, quiet_leaves_out_the_accounts_that_passed) {
  SinkOptions options;
  options.quiet = true;
  EXPECT_THAT(overview({good_account(), rejected_account()}, options), Not(HasSubstr("ok              ok")));
}

TEST(TextOverview, verbose_shows_every_account_in_full) {
  SinkOptions options;
  options.verbose = true;
  EXPECT_THAT(overview({good_account(), rejected_account()}, options), HasSubstr("Receiving: works (IMAP and POP3)."));
}

}  // namespace
}  // namespace pecprobe::test
