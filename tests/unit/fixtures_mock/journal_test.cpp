#include "fixtures/mock/mail/encoding.hpp"
#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace pecmock::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string whole_journal(const Journal& journal) {
  std::string text;
  for (const JournalEntry& entry : journal.entries()) {
    text += to_json(entry) + "\n";
  }
  return text;
}

TEST(TheJournal, MasksEveryFormOfACredential) {
  Playing mock("mechanisms PLAIN LOGIN CRAM-MD5");
  const std::string response = plain_response("casella@pec.example", "pass-Word-9");
  auto imap = mock.secure(Protocol::imap);
  static_cast<void>(imap->ask("a LOGIN casella@pec.example pass-Word-9"));
  static_cast<void>(imap->ask("b LOGIN casella@pec.example {11+}\r\npass-Word-9"));
  static_cast<void>(imap->ask("c AUTHENTICATE PLAIN " + response));
  static_cast<void>(imap->ask("d AUTHENTICATE LOGIN"));
  static_cast<void>(imap->ask(to_base64("casella@pec.example")));
  static_cast<void>(imap->ask(to_base64("pass-Word-9")));
  static_cast<void>(imap->ask("e LOGINX casella@pec.example pass-Word-9"));
  static_cast<void>(imap->ask("f LOGIN casella@pec.example \"pass-Word-9"));
  auto pop3 = mock.secure(Protocol::pop3);
  static_cast<void>(login_answer(*pop3, Protocol::pop3, "pass-Word-9"));
  static_cast<void>(pop3->ask("AUTH PLAIN " + response));
  static_cast<void>(pop3->ask("PASSWORD pass-Word-9"));
  auto smtp = mock.secure(Protocol::smtp);
  static_cast<void>(login_answer(*smtp, Protocol::smtp, "pass-Word-9"));
  static_cast<void>(smtp->ask(to_base64("pass-Word-9")));
  const std::string text = whole_journal(mock.server.journal());
  EXPECT_THAT(text, Not(HasSubstr("pass-Word-9")));
  EXPECT_THAT(text, Not(HasSubstr(to_base64("pass-Word-9").substr(0, 12))));
  EXPECT_THAT(text, Not(HasSubstr(response)));
  EXPECT_THAT(text, HasSubstr("a LOGIN casella@pec.example <password>"));
}

TEST(TheJournal, TellsWhatCameTogether) {
  Playing mock("");
  auto client = mock.logged_in(Protocol::imap);
  client->send("b EXAMINE INBOX\r\nc LOGOUT\r\n");
  static_cast<void>(client->lines_until("c "));
  std::vector<std::pair<int, std::string>> flights;
  for (const JournalEntry& entry : mock.server.journal().entries()) {
    if (entry.kind == JournalEntry::Kind::command) {
      flights.emplace_back(entry.flight, entry.text);
    }
  }
  EXPECT_THAT(flights, ElementsAre(std::pair<int, std::string>(1, "a LOGIN casella@pec.example <password>"),
                                   std::pair<int, std::string>(2, "b EXAMINE INBOX"),
                                   std::pair<int, std::string>(2, "c LOGOUT")));
}

TEST(TheJournal, CountsOneFlightForBytesThatWereNotAnsweredBetween) {
  Playing mock("");
  auto client = mock.plain(Protocol::smtp);
  client->send("EH");
  client->send("LO x\r\n");
  static_cast<void>(client->lines_until("250 "));
  EXPECT_EQ(mock.server.journal().entries().back().flight, 1);
}

TEST(TheJournal, IsALineOfJsonForEachEntry) {
  JournalEntry entry;
  entry.number = 7;
  entry.at = std::chrono::microseconds{1500};
  entry.connection = 2;
  entry.protocol = Protocol::pop3;
  entry.encrypted = true;
  entry.kind = JournalEntry::Kind::login;
  entry.flight = 3;
  entry.login = "caff\xe8";
  entry.mechanism = "PLAIN";
  entry.outcome = "wrong";
  EXPECT_EQ(to_json(entry),
            "{\"number\":7,\"at_ms\":1.5,\"connection\":2,\"protocol\":\"pop3\",\"tls\":true,"
            "\"event\":\"login\",\"flight\":3,"
            "\"login\":\"caff\xef\xbf\xbd\",\"mechanism\":\"PLAIN\",\"outcome\":\"wrong\"}");
}

TEST(TheJournal, IsWrittenToItsFileAtOnce) {
  const std::filesystem::path file = testing::TempDir() + "/pecmock-journal.jsonl";
  MockOptions options;
  options.journal_file = file;
  Playing mock("", options);
  static_cast<void>(mock.plain(Protocol::smtp)->ask("NOOP"));
  std::ifstream stream(file);
  std::string line;
  ASSERT_TRUE(std::getline(stream, line));
  EXPECT_THAT(line, HasSubstr("\"event\":\"connected\""));
  ASSERT_TRUE(std::getline(stream, line));
  EXPECT_THAT(line, HasSubstr("\"text\":\"NOOP\""));
  std::filesystem::remove(file);
}

TEST(TheJournal, KnowsHowManyConnectionsWereOpenAtOnce) {
  Playing mock("");
  {
    auto one = mock.plain(Protocol::imap);
    auto two = mock.plain(Protocol::imap);
    auto other = mock.plain(Protocol::smtp);
  }
  ASSERT_TRUE(wait_for_entries(mock.server.journal(), JournalEntry::Kind::disconnected, 3));
  auto three = mock.plain(Protocol::imap);
  EXPECT_EQ(mock.server.journal().peak_connections(Protocol::imap), 2U);
}

}  // namespace
}  // namespace pecmock::test
