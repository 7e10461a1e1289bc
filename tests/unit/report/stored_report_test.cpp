// JSON reports read back, merged and compared.
#include "probe/report/report_diff.hpp"
#include "probe/report/report_merge.hpp"
#include "probe/report/report_reader.hpp"
#include "probe/report/wording.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<AccountResult> all_samples() {
  std::vector<AccountResult> all;
  for (const NamedResult& sample : sample_results()) {
    all.push_back(sample.result);
  }
  return all;
}

std::string rendered_again(std::string_view format, const StoredReport& report) {
  SinkOptions options;
  options.language = report.run.language;
  std::ostringstream out;
  const auto sink = find_report_format(format)->make(out, options);
  RunInfo run = report.run;
  run.accounts = 1;  // as rendered() says it
  sink->begin(run);
  for (const ShownAccount& account : report.accounts) {
    sink->add(account);
  }
  sink->end(report.end);
  return out.str();
}

StoredReport stored(const std::vector<AccountResult>& accounts) {
  auto report = read_report(rendered("json", accounts, {}));
  EXPECT_TRUE(report.has_value()) << report.error();
  return report.value_or(StoredReport{});
}

TEST(StoredReport, keeps_the_dialogue_of_a_verbose_run) {
  SinkOptions verbose;
  verbose.verbose = true;
  const auto report = read_report(rendered("json", {rejected_account()}, verbose));
  ASSERT_TRUE(report.has_value()) << report.error();
  const ShownAccount account = shown(rejected_account(), Wording::of(Language::italian), sample_day());
  EXPECT_FALSE(account.services.front().dialogue.empty());
  EXPECT_EQ(report->accounts.front().services.front().dialogue, account.services.front().dialogue);
  EXPECT_EQ(report->accounts.front().services.front().dialogue_dropped, account.services.front().dialogue_dropped);
  EXPECT_THAT(rendered("json", {rejected_account()}, {}), testing::Not(HasSubstr("\"dialogue\"")));
}

TEST(StoredReport, gives_the_same_json_again) {
  for (const Language language : {Language::italian, Language::english}) {
    SinkOptions options;
    options.language = language;
    const std::string json_text = rendered("json", all_samples(), options);
    const auto report = read_report(json_text);
    ASSERT_TRUE(report.has_value()) << report.error();
    EXPECT_EQ(rendered_again("json", *report), json_text);
  }
}

TEST(StoredReport, says_in_every_format_what_the_run_itself_would) {
  // Times of services and of the run are stored in whole milliseconds, so the samples' are cut to them first.
  std::vector<AccountResult> accounts = all_samples();
  for (AccountResult& account : accounts) {
    for (ServiceResult& service : account.services) {
      service.facts.elapsed = std::chrono::milliseconds{120};
    }
  }
  const StoredReport report = stored(accounts);
  for (const char* format : {"jsonl", "csv", "tap", "github", "nagios"}) {
    EXPECT_EQ(rendered_again(format, report).substr(0, 2000), rendered(format, accounts, {}).substr(0, 2000)) << format;
  }
}

std::string refusal(const std::string& text) {
  const auto report = read_report(text);
  return report ? "accepted" : report.error();
}

TEST(StoredReport, refuses_what_is_no_report_and_names_the_place) {
  EXPECT_EQ(refusal(""), "not JSON");
  EXPECT_EQ(refusal("{"), "not JSON");
  EXPECT_EQ(refusal("[]"), "/: not an object");
  EXPECT_EQ(refusal("{}"), "/: schema is missing");
  EXPECT_EQ(refusal(std::string(100000, '[')), "not JSON");
  EXPECT_EQ(refusal(R"({"schema": "pecprobe.report/2"})"), "/schema: not pecprobe.report/1");
}

/// Every way to a value below `value`.
void collect(const json& value, const json::json_pointer& way, std::vector<json::json_pointer>& ways) {
  if (!way.empty()) {
    ways.push_back(way);
  }
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) {
      collect(inner, way / key, ways);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      collect(value[i], way / i, ways);
    }
  }
}

TEST(StoredReport, survives_every_value_as_any_other_type_and_refuses_it_where_it_cannot_stand) {
  const json good = json::parse(rendered("json", {full_mailbox_account()}, {}));
  std::vector<json::json_pointer> ways;
  collect(good, json::json_pointer{}, ways);
  ASSERT_GT(ways.size(), 100U);
  for (const auto& way : ways) {
    json bad = good;
    bad[way] = json::object({{"x", -1}});
    const bool is_unread = way.back() == "name" && way.to_string().starts_with("/tool");
    if (!is_unread && way.to_string().find("/direction") == std::string::npos) {
      EXPECT_THAT(refusal(bad.dump()), HasSubstr(way.to_string())) << way;
    }
    for (const json& other : {json(nullptr), json(-1e300), json(std::string("\x1b[2J")), json::array()}) {
      bad[way] = other;
      static_cast<void>(read_report(bad.dump()));
    }
  }
}

TEST(StoredReport, refuses_a_verdict_that_does_not_belong_to_the_code_or_to_the_services) {
  json report = json::parse(rendered("json", {rejected_account()}, {}));
  report["accounts"][0]["verdict"] = "pass";
  EXPECT_EQ(refusal(report.dump()), "/accounts/0/verdict: not the worst of the services");
  report["accounts"][0]["services"][0]["verdict"] = "pass";
  EXPECT_EQ(refusal(report.dump()), "/accounts/0/services/0/verdict: does not belong to the code");
}

TEST(StoredReport, refuses_totals_that_are_not_those_of_its_accounts) {
  const json good = json::parse(rendered("json", {rejected_account(), good_account()}, {}));
  for (const auto& [name, count] : good["summary"].items()) {
    json bad = good;
    bad["summary"][name] = count.get<int>() + 1;
    EXPECT_EQ(refusal(bad.dump()), "/summary/" + name + ": not the " + count.dump() + " that stand in accounts");
    bad["summary"].erase(name);
    EXPECT_EQ(refusal(bad.dump()), "/summary: " + name + " is missing");
  }
  json milder = good;
  milder["verdict"] = "pass";
  EXPECT_EQ(refusal(milder.dump()), "/verdict: not the worst of the accounts");
}

TEST(StoredReport, is_not_cut_by_any_end_of_the_file) {
  const std::string text = rendered("json", {good_account()}, {});
  for (std::size_t length = 0; length + 2 < text.size(); length += 7) {
    EXPECT_EQ(refusal(text.substr(0, length)), "not JSON") << length;
  }
}

AccountResult account_of(const std::string& address, Code code) {
  AccountResult account = account_that_ended_in(code);
  account.account.address = account.account.login = address;
  return account;
}

TEST(MergedReport, adds_up_and_takes_the_later_result_of_an_account_that_stands_twice) {
  StoredReport first =
      stored({account_of("a@pec.example", Code::auth_rejected), account_of("b@pec.example", Code::ok)});
  StoredReport second = stored({account_of("a@pec.example", Code::ok), account_of("c@pec.example", Code::ok)});
  second.run.started_at += std::chrono::hours(1);
  for (const auto& reports : {std::vector{first, second}, std::vector{second, first}}) {
    const json merged_report = json::parse(rendered_again("json", merged(reports)));
    EXPECT_EQ(merged_report["summary"]["accounts"], 3);
    EXPECT_EQ(merged_report["summary"]["pass"], 3);
    EXPECT_EQ(merged_report["started_at"], "2026-11-22T09:05:00Z");
    EXPECT_EQ(merged_report["elapsed_ms"], 3600812);
  }
}

StoredReport part_of_a_run(std::size_t number, std::size_t count) {
  StoredReport report = stored({good_account()});
  report.run.part = RunPart{number, count, 1};
  return report;
}

TEST(StoredReport, says_again_which_part_of_a_run_it_is) {
  const auto report = read_report(rendered_again("json", part_of_a_run(2, 8)));
  ASSERT_TRUE(report.has_value()) << report.error();
  EXPECT_EQ(report->run.part, (RunPart{2, 8, 1}));
}

TEST(StoredReport, refuses_a_part_beyond_the_last) {
  const auto report = read_report(rendered_again("json", part_of_a_run(9, 8)));
  ASSERT_FALSE(report.has_value());
  EXPECT_THAT(report.error(), HasSubstr("/shard/number"));
}

TEST(MergedReport, is_no_part_any_more_and_knows_which_ones_are_missing) {
  const std::vector<StoredReport> reports{part_of_a_run(1, 4), part_of_a_run(3, 4)};
  EXPECT_EQ(merged(reports).run.part, std::nullopt);
  EXPECT_EQ(missing_parts(reports), (MissingParts{{2, 4}, 4}));
  EXPECT_EQ(missing_parts({stored({good_account()})}), MissingParts{});
}

TEST(Changes, tell_what_broke_what_was_fixed_and_what_fails_otherwise) {
  const StoredReport before =
      stored({account_of("a@pec.example", Code::ok), account_of("b@pec.example", Code::auth_rejected),
              account_of("c@pec.example", Code::auth_rejected), account_of("d@pec.example", Code::ok)});
  const StoredReport after =
      stored({account_of("a@pec.example", Code::auth_rejected), account_of("b@pec.example", Code::ok),
              account_of("c@pec.example", Code::auth_locked), account_of("e@pec.example", Code::connect_refused)});
  EXPECT_THAT(changes(before, after),
              ElementsAre(Change{ChangeKind::newly_broken, "a@pec.example", "IMAP", "ok", "auth_rejected"},
                          Change{ChangeKind::newly_fixed, "b@pec.example", "IMAP", "auth_rejected", "ok"},
                          Change{ChangeKind::cause_changed, "c@pec.example", "IMAP", "auth_rejected", "auth_locked"},
                          Change{ChangeKind::newly_broken, "e@pec.example", "IMAP", "", "connect_refused"},
                          Change{ChangeKind::removed, "d@pec.example", "IMAP", "ok", ""}));
  EXPECT_THAT(changes(before, before), IsEmpty());
}

TEST(Changes, tell_of_another_certificate_and_of_ends_that_come_sooner) {
  using namespace std::chrono_literals;
  AccountResult account = account_of("a@pec.example", Code::ok);
  account.password = {sample_day(), sample_day() + std::chrono::days(90)};
  const StoredReport before = stored({account});
  account.password.expires = sample_day() + std::chrono::days(30);
  CertificateFacts& certificate = account.services.front().facts.tls->chain.front();
  certificate.sha256 = std::string(64, 'b');
  certificate.not_after -= 24h;
  EXPECT_THAT(
      changes(before, stored({account})),
      ElementsAre(
          Change{ChangeKind::certificate_changed, "a@pec.example", "IMAP", std::string(64, 'a'), std::string(64, 'b')},
          Change{ChangeKind::expires_sooner, "a@pec.example", "IMAP", "2027-04-14T08:30:00Z", "2027-04-13T08:30:00Z"},
          Change{ChangeKind::expires_sooner, "a@pec.example", "", "2027-02-20", "2026-12-22"}));
}

TEST(Changes, are_shown_as_text_and_as_json) {
  const std::vector<Change> one = {{ChangeKind::newly_broken, "a@pec.example", "IMAP", "ok", "auth_rejected"}};
  EXPECT_EQ(changes_text(one, Language::english), "Newly broken:\n  a@pec.example IMAP: ok → auth_rejected\n");
  EXPECT_EQ(changes_text({}, Language::english), "Nothing changed.\n");
  EXPECT_EQ(json::parse(changes_json(one))["changes"][0], (json{{"kind", "newly_broken"},
                                                                {"account", "a@pec.example"},
                                                                {"service", "IMAP"},
                                                                {"before", "ok"},
                                                                {"after", "auth_rejected"}}));
}

TEST(ChangeKinds, have_their_words) {
  for (const Language language : {Language::italian, Language::english}) {
    for (int kind = 0; kind <= static_cast<int>(ChangeKind::removed); ++kind) {
      const std::string key = fmt::format("change.{}", to_string(static_cast<ChangeKind>(kind)));
      EXPECT_NE(Wording::of(language).text(key), key);
    }
  }
}

}  // namespace
}  // namespace pecprobe::test
