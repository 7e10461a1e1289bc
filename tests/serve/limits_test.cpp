// What a client of the page can make the program do to others: which servers, how many tests, and how it ends.
#include "tests/serve/served_page.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <signal.h>

#include <chrono>
#include <memory>
#include <vector>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string with_server(const std::string& url) {
  return fmt::format(R"({{"address": "{}", "password": "x", "services": ["imap"], "endpoints": {{"imap": "{}"}}}})",
                     k_address, url);
}

TEST(ServeServers, OnlyThoseOfTheTableOrTheAccountsFileAreConnectedTo) {
  const ServedPage page;
  for (const char* url : {"imaps://mail.pec.example", "imaps://localhost:22", "imaps://169.254.169.254:993"}) {
    const HttpAnswer answer = page.check(with_server(url));
    EXPECT_EQ(answer.status, 422) << url;
    EXPECT_EQ(json::parse(answer.body).at("field"), "imap") << url;
  }
  EXPECT_EQ(page.connections(), 0U);
}

TEST(ServeServers, AnyEndpointStillMeansMailPortsAndPublicAddresses) {
  const ServedPage page("", {"--allow-any-endpoint", "--resolve", "inside.pec.example:993:10.0.0.1", "--resolve",
                             "here.pec.example:993:127.0.0.1", "--resolve", "mapped.pec.example:993:::ffff:127.0.0.1"});
  for (const char* url :
       {"imaps://127.0.0.1:22", "imaps://127.0.0.1", "imaps://[::1]:993", "imaps://10.0.0.1", "imaps://0.0.0.0",
        "imaps://169.254.169.254", "imaps://2130706433", "imaps://0x7f.1", "imaps://0177.0.0.1", "imaps://127.1",
        "imaps://localhost", "imaps://[::ffff:127.0.0.1]", "imaps://[fe80::1]", "imaps://192.168.1.1",
        "imaps://inside.pec.example", "imaps://here.pec.example", "imaps://mapped.pec.example"}) {
    const HttpAnswer answer = page.check(with_server(url));
    EXPECT_EQ(answer.status, 422) << url << answer.body;
  }
  for (const int port : {1, 21, 22, 80, 443, 1023, 3306, 8080}) {
    EXPECT_EQ(page.check(with_server(fmt::format("imaps://192.0.2.1:{}", port))).status, 422) << port;
  }
  EXPECT_EQ(page.connections(), 0U);
}

TEST(ServeLimits, ManyTestsAtOnceAreTurnedAwayAndLockNobodyOut) {
  const ServedPage page(R"(account "casella@pec.example" { password "another-one" })");
  std::vector<std::unique_ptr<RawHttp>> clients;
  for (int i = 0; i < 100; ++i) {
    clients.push_back(std::make_unique<RawHttp>(page.port()));
    clients.back()->send(
        page.bytes_of({.method = "POST",
                       .target = "/api/v1/check",
                       .fields = fmt::format("Content-Type: application/json\r\nOrigin: http://{}\r\n", page.host()),
                       .body = check_json(fmt::format("wrong-{}", i % 2))}));
  }
  int turned_away = 0;
  for (const auto& client : clients) {
    const HttpAnswer answer = parse_answer(client->read_to_end());
    if (answer.status == 429) {
      ++turned_away;
      EXPECT_NE(answer.field("retry-after"), "");
    }
  }
  EXPECT_GE(turned_away, 70);
  EXPECT_LE(page.logins(), 4U);  // two passwords, two refusals each
}

TEST(ServeStops, WithinSecondsWithTheReportsOfWhatIsUnderWay) {
  ServedPage page("accounts 10\nimap { on greeting silence }");
  std::vector<std::unique_ptr<RawHttp>> clients;
  for (int i = 1; i <= 4; ++i) {
    clients.push_back(std::make_unique<RawHttp>(page.port()));
    clients.back()->send(page.bytes_of(
        {.method = "POST",
         .target = "/api/v1/check",
         .fields = fmt::format("Content-Type: application/json\r\nAccept: text/event-stream\r\nOrigin: http://{}\r\n",
                               page.host()),
         .body = fmt::format(R"({{"address": "u0000{}@pec.example", "password": "Bulk-0000{}"}})", i, i)}));
    EXPECT_THAT(clients.back()->read_until("event: started"), HasSubstr("event: started"));
  }
  page.program().signal(SIGTERM);
  EXPECT_EQ(page.program().wait(), 0);
  for (const auto& client : clients) {
    const std::string events = client->read_to_end(std::chrono::seconds{1});
    EXPECT_THAT(events, HasSubstr("event: report"));
    EXPECT_THAT(events, HasSubstr("\"code\":\"cancelled\""));
  }
}

TEST(ServeSecrecy, ThePasswordStandsInNoAnswerAndNoLog) {
  const std::string password = "Zt7#pq9!Lm2x";
  ServedPage page("", {"-v"});
  std::string everything;
  const auto keep = [&](const HttpAnswer& answer) { everything += answer.raw; };
  keep(page.check(check_json(password)));
  keep(page.check(check_json(password)));
  keep(page.check(check_json(password, R"("force": true)"), "text/event-stream"));
  keep(page.check(check_json(password, R"("address2": "x", "kind": "archive")")));
  keep(page.check(fmt::format(R"({{"address": "x", "password": "{}")", password)));
  const HttpAnswer sent =
      page.submit("/check", fmt::format("address={}&services=imap&force=on&password=Zt7%23pq9%21Lm2x", k_address));
  keep(sent);
  keep(page.call({.target = sent.field("location"), .fields = "Accept: text/html\r\n"}));
  keep(page.get(sent.field("location") + ".json"));
  keep(page.get(sent.field("location") + ".html"));
  keep(page.submit("/check", fmt::format("address=nobody&services=imap&password=Zt7%23pq9%21Lm2x")));
  keep(page.get("/metrics"));
  page.program().signal(SIGTERM);
  EXPECT_EQ(page.program().wait(), 0);
  everything += page.program().out() + page.program().err();
  EXPECT_THAT(everything, Not(HasSubstr(password)));
  EXPECT_THAT(everything, Not(HasSubstr("Zt7%23pq9%21Lm2x")));
  EXPECT_THAT(page.program().err(), HasSubstr("POST /api/v1/check 200"));
  EXPECT_THAT(page.program().err(), Not(HasSubstr(page.token())));
}

}  // namespace
}  // namespace pecprobe::test
