// The rotation's wizard, the calendar and the overview of the accounts file.
#include "tests/serve/served_page.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string rotation_fields(std::string_view new_password, std::string_view old_password) {
  return fmt::format(
      "address={}&services=imap&services=pop3&services=smtp&new_password={}&old_password={}&programs=ARXivar%0D%"
      "0AOutlook",
      k_address, new_password, old_password);
}

HttpAnswer post_json(const ServedPage& page, const std::string& target, const std::string& body) {
  return page.call({.method = "POST",
                    .target = target,
                    .fields = fmt::format("Content-Type: application/json\r\nOrigin: http://{}\r\n", page.host()),
                    .body = body});
}

TEST(ServeRotation, IsVerifiedRecordedAndTickedOff) {
  const ServedPage page;
  const HttpAnswer sent = page.submit("/rotate", rotation_fields(k_good_password, "the-old-one"));
  ASSERT_EQ(sent.status, 303) << sent.body;
  const std::string place = sent.field("location");
  const HttpAnswer verified = page.finished(place);
  EXPECT_THAT(verified.body, HasSubstr("ARXivar"));
  EXPECT_EQ(page.logins(), 4U);  // the new password once at each service, the old one once in all
  EXPECT_THAT(verified.body, Not(HasSubstr("the-old-one")));

  const HttpAnswer done = page.submit("/rotate/done", "id=" + place.substr(10) + "&program=ARXivar");
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(done.field("location"), place);
  EXPECT_EQ(page.submit("/rotate/done", "id=" + place.substr(10) + "&program=Eudora").status, 404);
  EXPECT_EQ(
      post_json(page, "/api/v1/rotate/done", fmt::format(R"({{"address": "{}", "program": "Outlook"}})", k_address))
          .status,
      200);
}

TEST(ServeRotation, ForAProgramIsOneDocument) {
  const ServedPage page;
  const HttpAnswer answer =
      post_json(page, "/api/v1/rotate/verify",
                fmt::format(R"({{"address": "{}", "new_password": "{}"}})", k_address, k_good_password));
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json document = json::parse(answer.body);
  EXPECT_EQ(document.at("schema"), "pecprobe.rotation/1");
  EXPECT_THAT(answer.body, Not(HasSubstr(k_good_password)));
}

TEST(ServeRotation, TheSamePasswordTwiceIsNoRotation) {
  const ServedPage page;
  EXPECT_EQ(page.submit("/rotate", rotation_fields("one", "one")).status, 422);
  EXPECT_EQ(page.submit("/rotate", rotation_fields("", "")).status, 422);
  EXPECT_EQ(page.connections(), 0U);
}

TEST(ServeCalendar, IsThereOnceADateIsOnRecord) {
  const ServedPage page;
  const std::string target = fmt::format("/calendar.ics?address={}", k_address);
  EXPECT_EQ(page.get(target).status, 404);
  EXPECT_EQ(page.get("/calendar.ics?address=%zz").status, 400);
}

class ServeAccounts : public testing::Test {
 protected:
  [[nodiscard]] std::string accounts_file(const std::string& servers) const {
    return folder.file("accounts.csv", "indirizzo;imap;pop3;smtp\ncasella@pec.example" + servers + "\n", 0600);
  }

  TemporaryFolder folder;
};

TEST_F(ServeAccounts, AreListedWithWhatTheyShowedLast) {
  const ServedPage page("", {"--accounts", accounts_file(";;;")});
  const json before = json::parse(page.get("/api/v1/accounts").body).at("accounts").at(0);
  EXPECT_EQ(before.at("address"), "casella@pec.example");
  EXPECT_EQ(before.at("verdict"), nullptr);
  EXPECT_EQ(page.check(check_json()).status, 200);
  const json after = json::parse(page.get("/api/v1/accounts").body).at("accounts").at(0);
  EXPECT_EQ(after.at("verdict"), "pass");
  EXPECT_EQ(page.get(after.at("result").get<std::string>()).status, 200);
  const HttpAnswer overview = page.call({.target = "/accounts", .fields = "Accept: text/html\r\n"});
  EXPECT_THAT(overview.body, HasSubstr("casella@pec.example"));
}

}  // namespace
}  // namespace pecprobe::test
