#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

using testing::HasSubstr;

std::string imap_login(Playing& mock, std::string_view password) {
  return login_answer(*mock.secure(Protocol::imap), Protocol::imap, password).substr(0, 4);
}

TEST(TheControl, MovesTheDate) {
  Playing mock(
      "now 2026-10-20\naccount \"casella@pec.example\" {\n validity 3mo\n issued 2026-08-01 "
      "\"app-password-1\"\n}");
  EXPECT_EQ(mock.server.control("now"), "2026-10-20T00:00:00Z\nok\n");
  EXPECT_EQ(imap_login(mock, "app-password-1"), "a OK");
  EXPECT_EQ(mock.server.control("now 2026-11-22T09:00"), "2026-11-22T09:00:00Z\nok\n");
  EXPECT_EQ(imap_login(mock, "app-password-1"), "a NO");
  EXPECT_EQ(mock.server.control("now tomorrow"), "error: tomorrow is not a date (2026-11-22 or 2026-11-22T09:30)\n");
}

TEST(TheControl, RotatesExtendsAndDeactivates) {
  Playing mock(
      "now 2026-10-20\naccount \"casella@pec.example\" {\n validity 3mo\n issued 2026-08-01 "
      "\"app-password-1\"\n}");
  EXPECT_EQ(mock.server.control("extend casella@pec.example"), "ok\n");
  EXPECT_EQ(mock.server.control("extend casella@pec.example"),
            "error: it can only be extended from 2027-01-18T00:00:00Z on\n");
  EXPECT_EQ(mock.server.control("rotate casella@pec.example app-password-2"), "ok\n");
  EXPECT_EQ(imap_login(mock, "app-password-1"), "a NO");
  EXPECT_EQ(imap_login(mock, "app-password-2"), "a OK");
  EXPECT_EQ(mock.server.control("deactivate casella@pec.example"), "ok\n");
  EXPECT_EQ(imap_login(mock, "app-password-2"), "a NO");
}

TEST(TheControl, SetsStatesOfSomeProtocols) {
  Playing mock("");
  EXPECT_EQ(mock.server.control("state casella@pec.example disabled pop3 smtp"), "ok\n");
  EXPECT_EQ(imap_login(mock, "app-password-1"), "a OK");
  EXPECT_EQ(login_answer(*mock.secure(Protocol::pop3), Protocol::pop3), "-ERR [AUTH] Account disabled");
  EXPECT_EQ(mock.server.control("state casella@pec.example accepted"), "ok\n");
  EXPECT_EQ(login_answer(*mock.secure(Protocol::pop3), Protocol::pop3), "+OK Logged in");
}

TEST(TheControl, ShowsAndForgetsTheJournal) {
  Playing mock("");
  static_cast<void>(mock.plain(Protocol::smtp));
  EXPECT_THAT(mock.server.control("journal"), HasSubstr("\"event\":\"connected\""));
  EXPECT_EQ(mock.server.control("clear"), "ok\n");
}

TEST(TheControl, SaysWhatItDoesNotKnow) {
  Playing mock("");
  EXPECT_THAT(mock.server.control("dance"), HasSubstr("error: the commands are now,"));
  EXPECT_THAT(mock.server.control(""), HasSubstr("error: the commands are now,"));
  EXPECT_EQ(mock.server.control("rotate casella@pec.example"), "error: rotate needs more words\n");
  EXPECT_EQ(mock.server.control("extend nobody@pec.example"), "error: there is no account nobody@pec.example\n");
  EXPECT_EQ(mock.server.control("state casella@pec.example asleep"), "error: there is no state asleep\n");
}

}  // namespace
}  // namespace pecmock::test
