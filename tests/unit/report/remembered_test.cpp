#include "tests/support/sample_results.hpp"
#include "tests/unit/report/rendering.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

/// IMAP repeats a refusal of the second at which it was refused.
AccountResult account_with_a_memory() {
  AccountResult account = account_that_ended_in(Code::auth_rejected);
  ServiceResult& imap = account.services[0];
  imap.facts.dialogue.auth = {};
  imap.remembered = {2, sample_day() + 8h + 30min + 59s, sample_day() + 9h + 30min + 59s};
  imap.diagnosis.evidence = {{Evidence::Kind::server_line, "a1 NO refused"},
                             {Evidence::Kind::remembered, "refused at 2026-11-22T08:30:59Z, not tried again"}};
  return account;
}

std::string text_in(Language language) {
  SinkOptions options;
  options.language = language;
  return rendered("text", {account_with_a_memory()}, options);
}

TEST(Remembered, the_text_says_when_and_from_when_on_in_its_language) {
  EXPECT_THAT(text_in(Language::english), HasSubstr("Refused on 2026-11-22 08:30 UTC, not tried again"));
  EXPECT_THAT(text_in(Language::english), HasSubstr("2026-11-22 09:31 UTC"));
  EXPECT_THAT(text_in(Language::italian), HasSubstr("Rifiutata il 22/11/2026 08:30 UTC, non ritentata"));
  EXPECT_THAT(text_in(Language::italian), Not(HasSubstr("not tried again")));
}

TEST(Remembered, the_text_still_shows_what_the_server_said) {
  EXPECT_THAT(text_in(Language::english), HasSubstr("server: \"a1 NO refused\""));
}

TEST(Remembered, json_says_that_no_login_was_attempted_and_when_one_was) {
  const json report = json::parse(rendered("json", {account_with_a_memory()}, {}));
  const json& service = report["accounts"][0]["services"][0];
  EXPECT_EQ(service["auth"],
            json({{"attempted", false},
                  {"mechanism", nullptr},
                  {"accepted", false},
                  {"remembered",
                   {{"refused_at", "2026-11-22T08:30:59Z"}, {"next_try", "2026-11-22T09:30:59Z"}, {"refusals", 2}}}}));
  EXPECT_EQ(service["diagnosis"]["evidence"][1],
            json({{"kind", "remembered"}, {"text", "refused at 2026-11-22T08:30:59Z, not tried again"}}));
}

TEST(Remembered, json_says_nothing_of_it_elsewhere) {
  EXPECT_THAT(rendered("json", {good_account()}, {}), Not(HasSubstr("remembered")));
}

}  // namespace
}  // namespace pecprobe::test
