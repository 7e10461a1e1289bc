// A test of a mailbox as the page's script, a program and a browser without script ask for it.
#include "tests/serve/served_page.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view k_events = "text/event-stream";

struct Event {
  std::string name;
  json data;
};

std::vector<Event> events_of(std::string_view body) {
  std::vector<Event> events;
  while (!body.empty()) {
    const auto end = body.find("\n\n");
    const std::string_view block = body.substr(0, end);
    const auto line = block.find('\n');
    events.push_back({std::string(block.substr(7, line - 7)), json::parse(block.substr(line + 7))});
    body = end == std::string_view::npos ? "" : body.substr(end + 2);
  }
  return events;
}

std::vector<std::string> names_of(const std::vector<Event>& events) {
  std::vector<std::string> names;
  for (const Event& event : events) {
    if (names.empty() || names.back() != event.name) {
      names.push_back(event.name);
    }
  }
  return names;
}

std::string form_of(std::string_view password) {
  return fmt::format("address={}&services=imap&services=pop3&services=smtp&password={}", k_address, password);
}

TEST(ServeCheck, APassedTestIsOneReport) {
  const ServedPage page;
  const HttpAnswer answer = page.check(check_json());
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.field("content-type"), "application/json");
  const json report = json::parse(answer.body);
  EXPECT_EQ(report.at("schema"), "pecprobe.report/1");
  EXPECT_EQ(report.at("verdict"), "pass");
  EXPECT_EQ(report.at("accounts").at(0).at("services").size(), 3U);
  EXPECT_EQ(report.at("accounts").at(0).at("provider"), "studio");
  EXPECT_EQ(page.logins(), 3U);
  const HttpAnswer kept = page.get(answer.field("content-location"));
  EXPECT_EQ(json::parse(kept.body), report);
}

TEST(ServeCheck, EventsTellTheStepsThenTheServicesThenTheReport) {
  const ServedPage page;
  const HttpAnswer answer = page.check(check_json(k_good_password, R"("services": ["imap"])"), std::string(k_events));
  EXPECT_THAT(answer.field("content-type"), StartsWith("text/event-stream"));
  const std::vector<Event> events = events_of(answer.body);
  EXPECT_THAT(names_of(events), ElementsAre("started", "step", "service", "report"));
  const std::string id = events.front().data.at("id");
  const json& report = events.back().data;
  EXPECT_EQ(report.at("id"), id);
  const json& service = report.at("report").at("accounts").at(0).at("services").at(0);
  EXPECT_EQ(events[events.size() - 2].data, service);
  std::vector<std::string> told;
  std::vector<std::string> reported;
  for (const Event& event : events) {
    if (event.name == "step") {
      EXPECT_EQ(event.data.at("service"), "imap");
      told.push_back(event.data.at("name").get<std::string>() + " " + event.data.at("status").get<std::string>());
    }
  }
  for (const json& step : service.at("steps")) {
    reported.push_back(step.at("name").get<std::string>() + " " + step.at("status").get<std::string>());
  }
  EXPECT_THAT(told, testing::UnorderedElementsAreArray(reported));
}

TEST(ServeCheck, WhatIsWrongWithAFieldIsSaidAndNothingIsTried) {
  const ServedPage page;
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"address": "casella", "password": "x"})", "address"},
      {R"({"address": "a@unknown.example", "password": "x"})", "provider"},
      {R"({"address": "casella@pec.example", "password": ""})", "password"},
      {R"({"address": "casella@pec.example", "password": "a\nb"})", "password"},
      {R"({"address": "casella@pec.example", "password": "x", "services": []})", "services"},
      {R"({"address": "casella@pec.example", "password": "x", "password_issued": "2026-02-30"})", "password_issued"},
      {R"({"address": "casella@pec.example", "password": "x", "password_issued": "2999-01-01"})", "password_issued"},
      {R"({"address": "casella@pec.example", "password": "x", "endpoints": {"imap": "http://x"}})", "imap"},
      {R"({"address": "casella@pec.example", "password": "x", "login": "a\u0000b"})", "login"}};
  for (const auto& [body, field] : cases) {
    const HttpAnswer answer = page.check(body);
    EXPECT_EQ(answer.status, 422) << body;
    EXPECT_EQ(json::parse(answer.body).at("field"), field) << body;
  }
  for (const char* body :
       {"", "[]", "\"x\"", "{", R"({"address": 1})", R"({"a": {"b": {"c": "d"}}})", R"({"address": "\ud800"})"}) {
    EXPECT_EQ(page.check(body).status, 400) << body;
  }
  EXPECT_EQ(page.connections(), 0U);
}

class ServeRefused : public testing::Test {
 protected:
  ServedPage page{R"(account "casella@pec.example" { password "another-one" })"};
};

TEST_F(ServeRefused, TheGuardKeepsARefusedPasswordFromBeingTriedAgainUnlessForced) {
  EXPECT_EQ(json::parse(page.check(check_json()).body).at("verdict"), "fail");
  const std::size_t logins = page.logins();
  for (const char* accept : {"application/json", "text/event-stream"}) {
    const HttpAnswer again = page.check(check_json(), accept);
    EXPECT_EQ(again.status, 409) << accept;
    EXPECT_EQ(json::parse(again.body).at("code"), "skipped_lockout_guard");
    EXPECT_THAT(json::parse(again.body).at("next_try_at").get<std::string>(), testing::MatchesRegex("20..-..-..T.*Z"));
  }
  EXPECT_EQ(page.logins(), logins);
  EXPECT_EQ(page.check(check_json(k_good_password, R"("force": true)")).status, 200);
  EXPECT_EQ(page.logins(), logins + 2);
  EXPECT_EQ(json::parse(page.check(check_json("another-one")).body).at("verdict"), "pass");
}

TEST_F(ServeRefused, AFormMeetsTheGuardOnAPageAndMayOverrideItOnce) {
  EXPECT_EQ(page.check(check_json()).status, 200);
  const HttpAnswer held_back = page.submit("/check", form_of(k_good_password));
  EXPECT_EQ(held_back.status, 409);
  EXPECT_THAT(held_back.body, HasSubstr("name=\"force\""));
  EXPECT_EQ(page.submit("/check", form_of(k_good_password) + "&force=on").status, 303);
}

TEST(ServeForm, LeadsToItsResultSoThatGoingBackSendsNothingAgain) {
  const ServedPage page;
  const HttpAnswer sent = page.submit("/check", form_of(k_good_password));
  EXPECT_EQ(sent.status, 303);
  EXPECT_THAT(sent.field("location"), testing::MatchesRegex("/result/[A-Za-z0-9_-]{22}"));
  const HttpAnswer shown = page.finished(sent.field("location"));
  EXPECT_EQ(shown.status, 200);
  EXPECT_THAT(shown.body, HasSubstr("Operation completed successfully!"));
  EXPECT_EQ(json::parse(page.get(sent.field("location") + ".json").body).at("verdict"), "pass");
  EXPECT_THAT(page.get(sent.field("location") + ".html").field("content-disposition"), StartsWith("attachment"));
  EXPECT_EQ(page.logins(), 3U);
}

TEST(ServeForm, KeepsWhatWasTypedWhereSomethingIsWrong) {
  const ServedPage page;
  const HttpAnswer answer = page.submit("/check", "address=anna%40pec.example&services=imap&login=anna&password=");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("value=\"anna@pec.example\""));
}

TEST(ServeSettings, TellWhatIsKnownOfAnAddress) {
  const ServedPage page;
  const json known = json::parse(page.get("/api/v1/settings?address=anna%40pec.example").body);
  EXPECT_EQ(known.at("provider"), "studio");
  EXPECT_EQ(known.at("inferred"), true);
  EXPECT_EQ(known.at("services").at("imap").at("port"), page.mail().port(Protocol::imap, TlsMode::implicit));
  const json unknown = json::parse(page.get("/api/v1/settings?address=anna%40nowhere.example").body);
  EXPECT_EQ(unknown.at("provider"), nullptr);
  EXPECT_THAT(unknown.at("message").get<std::string>(), HasSubstr("provider"));
}

TEST(ServeLanguage, FollowsTheBrowserAndKeepsWhatWasChosen) {
  const ServedPage page;
  const HttpAnswer italian =
      page.call({.fields = "Accept: text/html\r\nAccept-Language: fr, it-IT;q=0.8, en;q=0.5\r\n"});
  EXPECT_EQ(italian.field("content-language"), "it");
  const HttpAnswer chosen = page.call({.target = "/?lang=en", .fields = "Accept-Language: it\r\n"});
  EXPECT_EQ(chosen.field("content-language"), "en");
  EXPECT_THAT(chosen.field("set-cookie"), StartsWith("pecprobe_lang=en;"));
  EXPECT_THAT(page.call({.fields = "Accept-Language: it\r\nCookie: pecprobe_lang=de\r\n"}).field("content-language"),
              "it");
}

}  // namespace
}  // namespace pecprobe::test
