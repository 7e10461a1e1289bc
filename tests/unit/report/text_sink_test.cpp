#include "probe/report/layout.hpp"
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

SinkOptions english() {
  SinkOptions options;
  options.language = Language::english;
  return options;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

long occurrences(const std::string& text, const std::string& line) {
  const auto lines = lines_of(text);
  return std::count_if(lines.begin(), lines.end(),
                       [&](const std::string& l) { return l.find(line) != std::string::npos; });
}

TEST(TextReport, prints_the_success_line_once_for_each_service_that_passed) {
  EXPECT_EQ(occurrences(rendered("text", {good_account()}, english()), "Operation completed successfully!"), 3);
  EXPECT_EQ(occurrences(rendered("text", {good_account()}, {}), "Operazione completata con successo!"), 3);
  EXPECT_EQ(occurrences(rendered("text", {full_mailbox_account()}, {}), "Operazione completata con successo!"), 1);
}

TEST(TextReport, names_every_variable_that_was_ignored) {
  AccountResult account = good_account();
  const std::string names = "http_proxy, https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY, no_proxy, SSLKEYLOGFILE";
  account.warnings = {{WarningCode::environment_ignored, names}};
  EXPECT_THAT(shown(account, Wording::of(Language::english), sample_day()).warnings[0].text, HasSubstr(names));
}

TEST(TextReport, stays_within_eighty_columns_for_every_code_in_both_languages) {
  for (const Language language : {Language::italian, Language::english}) {
    SinkOptions options;
    options.language = language;
    std::vector<AccountResult> accounts;
    for (const CodeInfo& code : all_codes()) {
      accounts.push_back(account_that_ended_in(code.code));
    }
    for (const NamedResult& sample : sample_results()) {
      if (sample.name != "hostile") {
        accounts.push_back(sample.result);
      }
    }
    for (const std::string& line : lines_of(rendered("text", accounts, options))) {
      EXPECT_LE(display_width(line), 80U) << line;
    }
  }
}

TEST(TextReport, puts_what_is_known_of_an_account_below_an_address_that_fills_the_line) {
  AccountResult account = rejected_account();
  account.account.address = std::string(60, 'x') + "@pec.example";
  EXPECT_THAT(rendered("text", {account}, english()), HasSubstr("@pec.example\n  (gestore, user name "));
}

TEST(TextReport, leaves_no_placeholder_unfilled) {
  std::vector<AccountResult> accounts;
  for (const CodeInfo& code : all_codes()) {
    accounts.push_back(account_that_ended_in(code.code));
  }
  SinkOptions options = english();
  options.verbose = true;
  EXPECT_THAT(rendered("text", accounts, options), Not(HasSubstr("{")));
  options.language = Language::italian;
  EXPECT_THAT(rendered("text", accounts, options), Not(HasSubstr("{")));
}

TEST(TextReport, has_no_trailing_blanks) {
  for (const NamedResult& sample : sample_results()) {
    for (const std::string& line : lines_of(rendered("text", {sample.result}, english()))) {
      EXPECT_FALSE(line.ends_with(' ')) << '"' << line << '"';
    }
  }
}

TEST(TextReport, says_the_remedies_once_for_services_that_failed_alike) {
  const std::string report = rendered("text", {rejected_account()}, english());
  EXPECT_EQ(occurrences(report, "Possible causes"), 1);
  EXPECT_THAT(report, HasSubstr("Causes and remedies: as for IMAP above."));
}

TEST(TextReport, says_the_remedies_again_for_another_account) {
  const std::string report = rendered("text", {rejected_account(), rejected_account()}, english());
  EXPECT_EQ(occurrences(report, "Possible causes"), 2);
}

TEST(TextReport, shows_three_pieces_of_advice_and_all_of_them_when_verbose) {
  const AccountResult account = account_that_ended_in(Code::auth_rejected);
  SinkOptions options = english();
  EXPECT_EQ(occurrences(rendered("text", {account}, options), "    - "), 3);
  options.verbose = true;
  EXPECT_EQ(occurrences(rendered("text", {account}, options), "    - "), 6);
}

TEST(TextReport, shortens_server_lines_and_shows_them_whole_when_verbose) {
  const std::string whole =
      "554 5.7.1 smtp.gestore.example: your address 198.51.100.7 is not welcome here, see the "
      "policy";
  SinkOptions options = english();
  EXPECT_THAT(rendered("text", {denied_greeting_account()}, options), Not(HasSubstr("see the policy")));
  options.verbose = true;
  EXPECT_THAT(rendered("text", {denied_greeting_account()}, options), HasSubstr("server: \"" + whole + "\""));
}

TEST(TextReport, shows_the_dialogue_only_when_verbose_and_its_legend_once) {
  SinkOptions options = english();
  EXPECT_THAT(rendered("text", {good_account()}, options), Not(HasSubstr("C: ")));
  options.verbose = true;
  const std::string report = rendered("text", {good_account(), good_account()}, options);
  EXPECT_EQ(occurrences(report, "In the dialogue:"), 1);
  EXPECT_THAT(report, HasSubstr("      0.020 TLS   C: AUTH PLAIN <password>\n"));
}

TEST(TextReport, quiet_shows_only_the_account_and_the_final_sentences_when_all_passed) {
  SinkOptions options = english();
  options.quiet = true;
  EXPECT_EQ(rendered("text", {good_account()}, options),
            "ditta@pec.example  (gestore)\nReceiving: works (IMAP and POP3).\nSending: works (SMTP).\n");
}

TEST(TextReport, quiet_shows_failed_steps_and_hides_passed_ones) {
  SinkOptions options = english();
  options.quiet = true;
  const std::string report = rendered("text", {full_mailbox_account()}, options);
  EXPECT_THAT(report, HasSubstr("    Mailbox      NO"));
  EXPECT_THAT(report, Not(HasSubstr("    Greeting")));
  EXPECT_THAT(report, Not(HasSubstr("SMTP  smtp.gestore.example")));
  EXPECT_THAT(report, HasSubstr("    Message from the server:\n    > Casella piena al 100%\n"));
}

TEST(TextReport, marks_every_line_of_an_alert_as_the_servers_own) {
  AccountResult account = good_account();
  account.services.resize(1);
  account.services[0].facts.dialogue.alerts = {std::string(75, 'x') + " Operation completed successfully! " +
                                               std::string(40, 'y')};
  SinkOptions options = english();
  options.quiet = true;
  EXPECT_THAT(rendered("text", {account}, options), HasSubstr("\n    > Operation completed successfully!"));
  EXPECT_EQ(occurrences(rendered("text", {account}, options), "    Operation completed"), 0);
}

TEST(TextReport, shows_a_servers_line_in_one_piece_when_verbose) {
  SinkOptions options = english();
  options.verbose = true;
  EXPECT_THAT(rendered("text", {good_account()}, options),
              HasSubstr("                 * OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] "
                        "gestore.example ready\n"));
}

TEST(TextReport, says_when_the_password_ends_today) {
  AccountResult account = good_account();
  account.password.expires = sample_day();
  EXPECT_THAT(rendered("text", {account}, english()),
              HasSubstr("  Password for mail programs: expires today, 2026-11-22.\n"));
}

TEST(TextReport, says_the_remedies_once_when_verbose_too) {
  SinkOptions options = english();
  options.verbose = true;
  EXPECT_EQ(occurrences(rendered("text", {rejected_account()}, options), "Possible causes"), 1);
  EXPECT_EQ(occurrences(rendered("text", {rejected_account()}, options), "For the provider:"), 2);
}

TEST(TextReport, names_a_login_that_is_not_the_address) {
  EXPECT_THAT(rendered("text", {denied_greeting_account()}, english()),
              HasSubstr("ditta@pec.example  (gestore, multi-user account, user name M1234567)\n"));
}

TEST(TextReport, sums_up_only_where_there_are_several_accounts) {
  EXPECT_THAT(rendered("text", {good_account()}, english()), Not(HasSubstr("Mailboxes:")));
  EXPECT_THAT(rendered("text", {good_account(), rejected_account()}, english()),
              HasSubstr("Mailboxes: 2. Passed 1, failed 1, not now 0, not verified 0, not tried "
                        "0.\nDuration: 0.8 s.\n"));
}

TEST(TextReport, completes_a_title_with_the_detail_and_says_when_it_is_deduced) {
  AccountResult account = account_that_ended_in(Code::not_this_protocol);
  account.services[0].diagnosis.detail = "HTTP";
  account.services[0].diagnosis.certainty = Certainty::deduced;
  EXPECT_THAT(rendered("text", {account}, english()),
              HasSubstr("    Another service answers on this port: HTTP (not_this_protocol, deduced)\n"));
}

TEST(TextReport, differs_with_colour_only_by_its_colours) {
  SinkOptions options = english();
  const std::vector<AccountResult> accounts = {full_mailbox_account(), expired_certificate_account()};
  const std::string plain = rendered("text", accounts, options);
  options.colour = Colour::always;
  std::string coloured = rendered("text", accounts, options);
  EXPECT_THAT(coloured, HasSubstr("\x1b[31m"));
  for (auto at = coloured.find('\x1b'); at != std::string::npos; at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) + 1 - at);
  }
  EXPECT_EQ(coloured, plain);
}

}  // namespace
}  // namespace pecprobe::test
