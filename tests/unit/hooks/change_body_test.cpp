#include "tests/unit/hooks/sample_change.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pecprobe::hooks {
namespace {

using nlohmann::json;
using test::rejected_account;
using test::sample_change;
using testing::HasSubstr;
using testing::Not;

TEST(HookBody, SaysWhatEachServiceShowedBeforeAndShowsNow) {
  json body = json::parse(test::sample_body());
  EXPECT_EQ(body["report"]["schema"], "pecprobe.report/1");
  body.erase("report");
  EXPECT_EQ(body, json::parse(R"({
    "schema": "pecprobe.change/1", "id": "8b4f28f8e13e238763b3a23f74db2902", "at": "2026-11-22T09:00:00Z", "account": "0a1b2c3d4e5f",
    "kind": "mailbox", "provider": "gestore", "first": false,
    "services": [
      {"protocol": "imap", "changed": true, "before": {"verdict": "pass", "code": "ok"},
       "after": {"verdict": "fail", "code": "auth_rejected"}},
      {"protocol": "pop3", "changed": true, "before": null, "after": {"verdict": "fail", "code": "auth_rejected"}}]})"));
}

TEST(HookBody, NamesNobodyUnlessAddressesAreAskedFor) {
  const std::string address = rejected_account().account.address;
  EXPECT_THAT(test::sample_body(), Not(HasSubstr(address)));
  EXPECT_THAT(test::sample_body(), Not(HasSubstr(rejected_account().services.front().facts.endpoint.host)));
  const json report = json::parse(test::sample_body())["report"];
  EXPECT_EQ(report["accounts"][0]["address"], "0a1b2c3d4e5f");
  const json named = json::parse(test::sample_body(AccountLabel::address));
  EXPECT_EQ(named["account"], address);
  EXPECT_EQ(named["report"]["accounts"][0]["address"], address);
}

TEST(HookBody, TheReportIsThatOfTheTestButForTheNames) {
  const json named = json::parse(test::sample_body(AccountLabel::address));
  const json nameless = json::parse(test::sample_body());
  EXPECT_EQ(named["report"]["started_at"], nameless["report"]["started_at"]);
  EXPECT_EQ(named["report"]["summary"], nameless["report"]["summary"]);
  const json& services = named["report"]["accounts"][0]["services"];
  const json& shared = nameless["report"]["accounts"][0]["services"];
  ASSERT_EQ(shared.size(), services.size());
  for (std::size_t i = 0; i < services.size(); ++i) {
    EXPECT_EQ(shared[i]["steps"].size(), services[i]["steps"].size());
    EXPECT_EQ(shared[i]["diagnosis"]["title"], services[i]["diagnosis"]["title"]);
    EXPECT_EQ(shared[i]["diagnosis"]["advice"].size(), services[i]["diagnosis"]["advice"].size());
  }
}

TEST(HookBody, WhatNobodyOfOursKeptIsNotTold) {
  EXPECT_THROW(static_cast<void>(change_body("no JSON", AccountLabel::hash)), std::exception);
  EXPECT_THROW(static_cast<void>(change_body(test::sample_body(), AccountLabel::hash)), std::exception);
}

TEST(HookBody, TheIdIsTheSameForTheSameChangeAndNoOther) {
  monitor::Change other = sample_change();
  EXPECT_EQ(change_id(other), change_id(sample_change()));
  EXPECT_THAT(change_id(other), testing::MatchesRegex("[0-9a-f]{32}"));
  other.at += std::chrono::milliseconds(1);
  EXPECT_NE(change_id(other), change_id(sample_change()));
  other = sample_change();
  other.login = "another";
  EXPECT_NE(change_id(other), change_id(sample_change()));
}

}  // namespace
}  // namespace pecprobe::hooks
