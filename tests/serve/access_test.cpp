// Who gets an answer: the token, Host and Origin, and what every answer forbids a browser.
#include "tests/serve/served_page.hpp"
#include "tests/support/run_program.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

using testing::AnyOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ServeAccess : public testing::Test {
 protected:
  /// A check as another site's page could ask for it, with the browser's cookie.
  HttpAnswer forged(const std::string& fields, const std::string& body = check_json()) {
    return page.call({.method = "POST", .target = "/api/v1/check", .fields = fields, .body = body});
  }

  ServedPage page;
};

TEST(ServeListens, OnThisComputerOnlyUnlessTlsAndATokenFileProtectIt) {
  for (const char* place : {"0.0.0.0:0", "[::]:0", "192.0.2.1:0"}) {
    ProgramCall call;
    call.arguments = {PECPROBE_PROGRAM, "serve", "--lang", "en", "--listen", place};
    const ProgramRun run = run_program(call);
    EXPECT_EQ(run.exit_status, 2) << place;
    EXPECT_THAT(run.err, HasSubstr("--token-file")) << place;
  }
}

TEST_F(ServeAccess, AnotherAddressOfThisComputerIsNotListenedTo) {
  EXPECT_EQ(page.get("/healthz").status, 200);
  EXPECT_THROW(RawHttp(page.port(), "127.0.0.2"), boost::system::system_error);
}

TEST_F(ServeAccess, ForeignDoubledOrMissingHostsAreRefused) {
  const std::string good = page.host();
  for (const std::string& host :
       {std::string("evil.example"), fmt::format("evil.example:{}", page.port()), std::string("localhost"),
        fmt::format("localhost.evil.example:{}", page.port()), fmt::format("127.0.0.2:{}", page.port()),
        fmt::format("localhost:{}", page.port() + 1), good + "."}) {
    RawHttp http(page.port());
    http.send(fmt::format("GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\r\n", host,
                          page.token()));
    EXPECT_EQ(parse_answer(http.read_to_end()).status, 421) << host;
  }
  for (const std::string& hosts : {std::string(), fmt::format("Host: {0}\r\nHost: {0}\r\n", good)}) {
    RawHttp http(page.port());
    http.send(fmt::format("GET / HTTP/1.1\r\n{}Connection: close\r\n\r\n", hosts));
    EXPECT_EQ(parse_answer(http.read_to_end()).status, 400) << hosts;
  }
}

TEST_F(ServeAccess, WhatAnotherSiteStartsIsRefusedAndLogsInNowhere) {
  const std::string json = "Content-Type: application/json\r\n";
  const std::string own = fmt::format("Origin: http://{}\r\n", page.host());
  for (const std::string& fields :
       {json + "Origin: http://evil.example\r\n", json + "Origin: null\r\n",
        json + fmt::format("Origin: http://localhost:{}\r\n", page.port() + 1),
        json + fmt::format("Origin: https://{}\r\n", page.host()), json, json + own + "Sec-Fetch-Site: cross-site\r\n",
        json + own + "Sec-Fetch-Site: same-site\r\n", json + own + own}) {
    EXPECT_EQ(forged(fields).status, 403) << fields;
  }
  EXPECT_EQ(forged("Content-Type: text/plain\r\n" + own).status, 415);
  const std::string form = fmt::format("address={}&password=x&services=imap", k_address);
  EXPECT_EQ(page.call({.method = "POST",
                       .target = "/check",
                       .fields = "Content-Type: application/x-www-form-urlencoded\r\n" + own,
                       .body = form})
                .status,
            403);
  EXPECT_EQ(page.get(fmt::format("/api/v1/check?address={}&password=x", k_address)).status, 405);
  EXPECT_EQ(page.logins(), 0U);
  EXPECT_EQ(page.connections(), 0U);
}

TEST_F(ServeAccess, AFormOfOursComesWithoutAnOriginUnderOurReferrerPolicy) {
  const std::string fields = "Content-Type: application/x-www-form-urlencoded\r\nOrigin: null\r\n";
  const auto submit = [&](const std::string& site) {
    return page.call({.method = "POST",
                      .target = "/check",
                      .fields = fields + site,
                      .body = "form_token=" + page.form_token() + "&address=nobody&password=x"});
  };
  EXPECT_EQ(submit("Sec-Fetch-Site: same-origin\r\n").status, 422);
  EXPECT_EQ(submit("").status, 403);
  EXPECT_EQ(submit("Sec-Fetch-Site: none\r\n").status, 403);
}

TEST_F(ServeAccess, AFormTokenIsGoodForOneSubmission) {
  const std::string body = "form_token=" + page.form_token() + "&address=nobody&services=imap&password=x";
  const HttpCall call{
      .method = "POST",
      .target = "/check",
      .fields = fmt::format("Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://{}\r\n", page.host()),
      .body = body};
  EXPECT_EQ(page.call(call).status, 422);
  EXPECT_EQ(page.call(call).status, 403);
}

TEST_F(ServeAccess, WithoutTheTokenThereIsNothing) {
  for (const char* target : {"/", "/?token=wrong", "/healthz", "/metrics", "/api/v1/settings?address=a@b.it",
                             "/result/x", "/assets/page.js", "/nowhere"}) {
    EXPECT_EQ(page.call({.target = target, .has_token = false}).status, 401) << target;
  }
  const HttpAnswer told = page.call({.fields = "Accept: text/html\r\n", .has_token = false});
  EXPECT_THAT(told.field("content-type"), StartsWith("text/html"));
  EXPECT_EQ(page.call({.fields = "Authorization: Bearer wrong\r\n"}).status, 401);
  EXPECT_EQ(page.call({.fields = fmt::format("Authorization: Bearer {}\r\n", page.token()), .has_token = false}).status,
            200);
}

TEST_F(ServeAccess, TheTokenHas128BitsIsNewAtEachStartAndBecomesACookie) {
  EXPECT_THAT(page.token(), testing::MatchesRegex("[A-Za-z0-9_-]{22}"));
  const ServedPage other;
  EXPECT_NE(other.token(), page.token());
  const HttpAnswer greeted = page.call({.target = "/?token=" + page.token(), .has_token = false});
  EXPECT_EQ(greeted.status, 303);
  EXPECT_EQ(greeted.field("location"), "/");
  EXPECT_EQ(greeted.field("set-cookie"),
            fmt::format("pecprobe_token_{}={}; Path=/; HttpOnly; SameSite=Strict", page.port(), page.token()));
}

TEST(ServeAccessByOption, HealthAndMetricsMayBeOpenToAll) {
  const ServedPage page("", {"--open-healthz", "--open-metrics"});
  EXPECT_EQ(page.call({.target = "/healthz", .has_token = false}).body, "ok\n");
  EXPECT_THAT(page.call({.target = "/metrics", .has_token = false}).body, HasSubstr("pecprobe_build_info{version="));
  EXPECT_EQ(page.call({.target = "/", .has_token = false}).status, 401);
}

TEST(ServeAccessByOption, ATokenFromAFileIsNotPrinted) {
  const TemporaryFolder folder;
  const std::string token = "0123456789abcdef0123456789abcdef";
  const ServedPage page("", {"--token-file", folder.file("token", token + "\n"), "--listen", "localhost:0"});
  EXPECT_THAT(file_text(page.folder().path() / "out"), Not(HasSubstr(token)));
}

TEST_F(ServeAccess, EveryAnswerForbidsWhatNoPageOfOursNeeds) {
  const std::string long_path(100'000, 'x');
  for (const HttpCall& call :
       {HttpCall{}, HttpCall{.target = "/nowhere"}, HttpCall{.has_token = false}, HttpCall{.method = "POST"},
        HttpCall{.method = "OPTIONS", .fields = "Origin: http://evil.example\r\n"},
        HttpCall{.target = "/assets/page.css"}, HttpCall{.target = "/" + long_path},
        HttpCall{.target = "/api/v1/settings?address=x"}, HttpCall{.fields = "Content-Length: 99999999\r\n"}}) {
    const HttpAnswer answer = page.call(call);
    ASSERT_NE(answer.status, 0) << call.target.substr(0, 40);
    EXPECT_THAT(answer.field("content-security-policy"),
                testing::AllOf(HasSubstr("default-src 'none'"), HasSubstr("frame-ancestors 'none'"),
                               HasSubstr("script-src 'self'"), Not(HasSubstr("unsafe"))));
    EXPECT_EQ(answer.field("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.field("referrer-policy"), "no-referrer");
    EXPECT_EQ(answer.field("cache-control"), "no-store");
    EXPECT_THAT(answer.raw, Not(HasSubstr("Access-Control")));
  }
}

}  // namespace
}  // namespace pecprobe::test
