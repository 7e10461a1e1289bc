#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

json report_of(const std::vector<AccountResult>& accounts, Language language = Language::english) {
  SinkOptions options;
  options.language = language;
  return json::parse(rendered("json", accounts, options));
}

json service_of(AccountResult account, std::size_t number = 0) {
  return report_of({std::move(account)})["accounts"][0]["services"][number];
}

TEST(JsonReport, ends_with_a_line_end_and_is_indented_by_two) {
  const std::string report = rendered("json", {good_account()}, {});
  EXPECT_TRUE(report.starts_with("{\n  \"schema\": \"pecprobe.report/1\",\n"));
  EXPECT_TRUE(report.ends_with("}\n"));
}

TEST(JsonReport, says_what_made_it_and_when) {
  const json report = report_of({});
  EXPECT_EQ(report["tool"],
            json({{"name", "pecprobe"}, {"version", "0.1.0"}, {"libcurl", "7.88.1"}, {"openssl", "OpenSSL 3.0.17"}}));
  EXPECT_EQ(report["started_at"], "2026-11-22T09:05:00Z");
  EXPECT_EQ(report["elapsed_ms"], 812);
}

TEST(JsonReport, counts_accounts_by_verdict_and_takes_the_worst) {
  const json report = report_of({good_account(), account_that_ended_in(Code::auth_temporary), good_account(),
                                 account_that_ended_in(Code::cancelled)});
  EXPECT_EQ(report["summary"],
            json({{"accounts", 4}, {"pass", 2}, {"fail", 0}, {"temporary", 1}, {"unverified", 1}, {"skipped", 0}}));
  EXPECT_EQ(report["verdict"], "temporary");
}

TEST(JsonReport, is_complete_without_an_account_and_proves_nothing) {
  const json report = report_of({});
  EXPECT_EQ(report["accounts"], json::array());
  EXPECT_EQ(report["verdict"], "unverified");
}

TEST(JsonReport, keeps_codes_and_numbers_in_every_language) {
  json italian = report_of({rejected_account()}, Language::italian);
  json english = report_of({rejected_account()}, Language::english);
  EXPECT_EQ(italian["lang"], "it");
  EXPECT_EQ(english["lang"], "en");
  const auto diagnosis = [](json& report) -> json& { return report["accounts"][0]["services"][0]["diagnosis"]; };
  EXPECT_NE(diagnosis(italian)["title"], diagnosis(english)["title"]);
  for (json* report : {&italian, &english}) {
    report->erase("lang");
    for (json& service : (*report)["accounts"][0]["services"]) {
      for (const char* text : {"title", "cause", "advice", "tell_provider"}) {
        service["diagnosis"].erase(text);
      }
      for (json& hypothesis : service["diagnosis"]["hypotheses"]) {
        hypothesis.erase("why");
        hypothesis.erase("settle");
      }
      for (json& step : service["steps"]) {
        step.erase("detail");
      }
    }
  }
  EXPECT_EQ(italian, english);
}

TEST(JsonReport, gives_the_passwords_dates_and_phase) {
  AccountResult account = good_account();
  const auto password = [&] { return report_of({account})["accounts"][0]["password"]; };
  EXPECT_EQ(password(), json({{"issued", "2026-11-20"},
                              {"expires", "2027-02-20"},
                              {"extendable_from", nullptr},
                              {"deactivated", nullptr},
                              {"phase", "valid"},
                              {"days_left", 90}}));
  account.password.expires = sample_day() + std::chrono::days{14};
  EXPECT_EQ(password()["phase"], "expiring");
  account.password.extendable_from = sample_day();
  EXPECT_EQ(password()["phase"], "extendable");
  EXPECT_EQ(password()["extendable_from"], "2026-11-22");
  account.password.expires = sample_day();
  EXPECT_EQ(password()["phase"], "expires_today");
  account.password.expires = sample_day() - std::chrono::days{21};
  EXPECT_EQ(password()["phase"], "expired");
  EXPECT_EQ(password()["days_left"], -21);
  account.password.deactivated = sample_day();
  EXPECT_EQ(password()["phase"], "deactivated");
  EXPECT_EQ(password()["days_left"], nullptr);
  EXPECT_EQ(password()["deactivated"], "2026-11-22");
  account.password = {account.password.issued, std::nullopt};
  EXPECT_EQ(password()["phase"], "unknown");
  EXPECT_EQ(password()["days_left"], nullptr);
  account.password.issued.reset();
  EXPECT_EQ(password(), nullptr);
}

TEST(JsonReport, gives_steps_with_times_in_milliseconds) {
  EXPECT_EQ(
      service_of(good_account())["steps"][1],
      json({{"name", "connect"}, {"status", "pass"}, {"began_ms", 1.2}, {"took_ms", 8.5}, {"detail", "192.0.2.10"}}));
}

TEST(JsonReport, says_null_where_there_was_no_tls_no_address_and_no_mailbox) {
  const json service = service_of(unknown_host_account());
  EXPECT_EQ(service["tls"], nullptr);
  EXPECT_EQ(service["mailbox"], nullptr);
  EXPECT_EQ(service["endpoint"],
            json({{"host", "imap.gestore.example"}, {"port", 993}, {"tls", "implicit"}, {"address", nullptr}}));
  EXPECT_EQ(service["auth"], json({{"attempted", false}, {"mechanism", nullptr}, {"accepted", false}}));
}

TEST(JsonReport, gives_the_certificate_its_verification_and_its_days) {
  const json tls = service_of(expired_certificate_account())["tls"];
  EXPECT_EQ(tls["verify"], "expired");
  EXPECT_EQ(tls["days_left"], -21);
  EXPECT_EQ(tls["host_match"], true);
  EXPECT_EQ(tls["chain"][0]["not_after"], "2026-11-01T12:00:00Z");
  EXPECT_EQ(service_of(good_account())["tls"]["verify"], "ok");
}

TEST(JsonReport, says_null_for_the_verification_of_a_handshake_that_never_got_there) {
  AccountResult account = good_account();
  account.services[0].facts.tls = TlsFacts{};
  account.services[0].facts.tls->failure = TlsFailure::not_tls;
  const json tls = service_of(account)["tls"];
  EXPECT_EQ(tls, json({{"version", nullptr},
                       {"cipher", nullptr},
                       {"resumed", false},
                       {"chain", json::array()},
                       {"days_left", nullptr},
                       {"verify", nullptr},
                       {"host_match", nullptr}}));
}

TEST(JsonReport, gives_the_mailboxs_counters_and_alerts) {
  EXPECT_EQ(service_of(good_account())["mailbox"],
            json({{"messages", 37}, {"octets", nullptr}, {"uid_validity", 1700000000}}));
  EXPECT_EQ(service_of(full_mailbox_account())["alerts"], json({"Casella piena al 100%"}));
}

TEST(JsonReport, gives_hypotheses_with_their_code_and_words) {
  const json hypothesis = service_of(rejected_account())["diagnosis"]["hypotheses"][1];
  EXPECT_EQ(hypothesis["code"], "auth_app_password_required");
  EXPECT_EQ(hypothesis["id"], "webmail_password_used");
  EXPECT_EQ(hypothesis["why"],
            "With two-step verification on, mail programs are refused when they use the webmail "
            "password.");
}

TEST(JsonReport, takes_the_retry_of_the_diagnosis_and_not_of_the_code) {
  AccountResult account = account_that_ended_in(Code::starttls_refused);
  account.services[0].diagnosis.retry = Retry::later;
  EXPECT_EQ(service_of(account)["diagnosis"]["retry"], "later");
}

TEST(ReportFormats, are_found_by_name_and_only_by_name) {
  EXPECT_EQ(find_report_format("json")->name, "json");
  EXPECT_EQ(find_report_format("text")->name, "text");
  EXPECT_EQ(find_report_format("TEXT"), nullptr);
}

}  // namespace
}  // namespace pecprobe::test
