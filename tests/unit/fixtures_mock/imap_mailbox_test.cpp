#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::unique_ptr<RawClient> opened(Playing& mock, const std::string& command = "SELECT") {
  auto client = mock.logged_in(Protocol::imap);
  client->say("s " + command + " INBOX");
  static_cast<void>(client->lines_until("s OK"));
  return client;
}

std::vector<std::string> asked(RawClient& client, const std::string& command) {
  client.say("t " + command);
  return client.lines_until("t ");
}

TEST(AMailbox, IsOpenedWithItsCountersAndNothingChanges) {
  Playing mock("");
  auto client = mock.logged_in(Protocol::imap);
  const std::vector<std::string> expected = {"* FLAGS (\\Answered \\Deleted \\Draft \\Flagged \\Seen)",
                                             "* OK [PERMANENTFLAGS ()] Flags permitted",
                                             "* 2 EXISTS",
                                             "* 0 RECENT",
                                             "* OK [UIDVALIDITY 1700000000] UIDs valid",
                                             "* OK [UIDNEXT 3] Predicted next UID",
                                             "t OK [READ-ONLY] Examine completed"};
  EXPECT_EQ(asked(*client, "EXAMINE INBOX"), expected);
  EXPECT_EQ(asked(*client, "EXAMINE inbox"), expected);
  EXPECT_THAT(asked(*client, "STORE 1 +FLAGS (\\Seen)"), ElementsAre("t NO [READ-ONLY] Mailbox is read-only"));
  EXPECT_THAT(asked(*client, "FETCH 1 (BODY[TEXT])"),
              ElementsAre("* 1 FETCH (BODY[TEXT] {43}", testing::_, ")", "t OK Fetch completed"));
  EXPECT_THAT(asked(*client, "FETCH 1 FLAGS"), ElementsAre("* 1 FETCH (FLAGS ())", "t OK Fetch completed"));
  EXPECT_THAT(asked(*client, "EXAMINE Nowhere"), ElementsAre("t NO [NONEXISTENT] Mailbox doesn't exist"));
  EXPECT_THAT(asked(*client, "FETCH 1 FLAGS"), ElementsAre("t BAD Select a mailbox first"));
}

TEST(AMailbox, HasAStatusWithoutBeingOpened) {
  Playing mock("");
  auto client = mock.logged_in(Protocol::imap);
  EXPECT_THAT(asked(*client, "STATUS INBOX (MESSAGES UNSEEN UIDNEXT UIDVALIDITY RECENT)"),
              ElementsAre("* STATUS \"INBOX\" (MESSAGES 2 UNSEEN 2 UIDNEXT 3 UIDVALIDITY 1700000000 RECENT 0)",
                          "t OK Status completed"));
  EXPECT_THAT(asked(*client, "STATUS INBOX (FOO)"), ElementsAre("t BAD Unknown status item"));
}

TEST(AMailbox, ShowsMessagesByNumberAndByUid) {
  Playing mock("");
  auto client = opened(mock);
  EXPECT_THAT(asked(*client, "FETCH 1:* (UID RFC822.SIZE INTERNALDATE)"),
              ElementsAre("* 1 FETCH (UID 1 RFC822.SIZE 285 INTERNALDATE \"15-Jan-2026 09:00:00 +0000\")",
                          "* 2 FETCH (UID 2 RFC822.SIZE 285 INTERNALDATE \"15-Jan-2026 10:00:00 +0000\")",
                          "t OK Fetch completed"));
  EXPECT_THAT(asked(*client, "UID FETCH 2 FLAGS"), ElementsAre("* 2 FETCH (UID 2 FLAGS ())", "t OK Fetch completed"));
  EXPECT_THAT(asked(*client, "FETCH 1 BODY.PEEK[HEADER.FIELDS (Subject)]<9.10>"),
              ElementsAre("* 1 FETCH (BODY[HEADER.FIELDS (Subject)]<9> {10}", "Messaggio )", "t OK Fetch completed"));
  EXPECT_THAT(asked(*client, "FETCH 1 NONSENSE"), ElementsAre("t BAD Unknown message set or data item"));
  EXPECT_THAT(asked(*client, "FETCH 7 FLAGS"), ElementsAre("t OK Fetch completed"));
}

TEST(AMailbox, IsSearched) {
  Playing mock("");
  auto client = opened(mock);
  static_cast<void>(asked(*client, "STORE 2 FLAGS (\\Seen $Label)"));
  const std::vector<std::pair<std::string, std::string>> searches = {
      {"ALL", " 1 2"},
      {"UNSEEN", " 1"},
      {"SEEN KEYWORD $Label", " 2"},
      {"SUBJECT \"prova 1\"", " 1"},
      {"OR SUBJECT \"prova 1\" SEEN", " 1 2"},
      {"NOT SUBJECT \"prova 1\"", " 2"},
      {"(UNSEEN 1:2) FROM mittente", " 1"},
      {"SINCE 15-Jan-2026 BEFORE 16-Jan-2026", " 1 2"},
      {"SENTON 14-Jan-2026", ""},
      {"LARGER 1000", ""},
      {"HEADER Message-ID prova-2", " 2"},
      {"CHARSET UTF-8 BODY \"numero 1\"", " 1"},
      {"UID 2:*", " 2"},
      {"DELETED", ""},
  };
  for (const auto& [keys, numbers] : searches) {
    EXPECT_EQ(asked(*client, "SEARCH " + keys).front(), "* SEARCH" + numbers) << keys;
  }
  EXPECT_THAT(asked(*client, "SEARCH FROBNICATE"), ElementsAre("t BAD Unknown search key"));
  EXPECT_THAT(asked(*client, "SEARCH NOT"), ElementsAre("t BAD Unknown search key"));
}

TEST(AMailbox, IsChangedByFlagsAndExpunge) {
  Playing mock("");
  auto client = opened(mock);
  EXPECT_THAT(asked(*client, "STORE 1 +FLAGS (\\deleted)"),
              ElementsAre("* 1 FETCH (UID 1 FLAGS (\\Deleted))", "t OK Store completed"));
  EXPECT_THAT(asked(*client, "STORE 2 +FLAGS.SILENT \\Flagged"), ElementsAre("t OK Store completed"));
  EXPECT_THAT(asked(*client, "EXPUNGE"), ElementsAre("* 1 EXPUNGE", "t OK Expunge completed"));
  EXPECT_THAT(asked(*client, "FETCH 1:* (UID FLAGS)"),
              ElementsAre("* 1 FETCH (UID 2 FLAGS (\\Flagged))", "t OK Fetch completed"));
  static_cast<void>(asked(*client, "STORE 1 FLAGS (\\Deleted)"));
  EXPECT_THAT(asked(*client, "UID EXPUNGE 9"), ElementsAre("t OK Expunge completed"));
  EXPECT_THAT(asked(*client, "CLOSE"), ElementsAre("t OK Close completed"));
  EXPECT_THAT(asked(*client, "STATUS INBOX (MESSAGES)").front(), "* STATUS \"INBOX\" (MESSAGES 0)");
}

TEST(AMailbox, TakesAppendedMessages) {
  Playing mock("");
  auto client = opened(mock);
  EXPECT_EQ(client->ask("a APPEND INBOX (\\Seen) \"15-Feb-2026 00:30:15 +0100\" {19}"), "+ OK");
  client->say("Subject: x\r\n\r\nhello");
  EXPECT_EQ(client->line(), "* 3 EXISTS");
  EXPECT_EQ(client->line(), "* 0 RECENT");
  EXPECT_EQ(client->line(), "a OK [APPENDUID 1700000000 3] Append completed");
  EXPECT_THAT(asked(*client, "FETCH 3 (FLAGS INTERNALDATE BODY[])").front(),
              "* 3 FETCH (FLAGS (\\Seen) INTERNALDATE \"14-Feb-2026 23:30:15 +0000\" BODY[] {19}");
}

TEST(AMailbox, TakesNoMessageWithADateThatIsNone) {
  Playing mock("");
  auto client = opened(mock);
  for (const std::string_view date :
       {"yesterday", "15-Feb-2026", "30-Feb-2026 10:00:00 +0000", "15-Feb-2026 24:00:00 +0000",
        "15-Feb-2026 10:00:00 0000", "15-Feb-2026 10-00-00 +0000"}) {
    EXPECT_EQ(client->ask(fmt::format("a APPEND INBOX \"{}\" {{1+}}\r\nx", date)), "a BAD The date cannot be read");
  }
}

TEST(AMailbox, ThatIsFullTakesNoMore) {
  Playing mock("account \"casella@pec.example\" { password \"app-password-1\"\n quota full }");
  auto client = mock.logged_in(Protocol::imap);
  EXPECT_EQ(client->ask("a APPEND INBOX {1+}\r\nx"), "a NO [OVERQUOTA] Quota exceeded (mailbox for user is full)");
}

TEST(AMailbox, TellsOneSessionWhatAnotherDid) {
  Playing mock("");
  auto reader = opened(mock);
  auto writer = opened(mock);
  static_cast<void>(asked(*writer, "STORE 2 +FLAGS (\\Seen)"));
  static_cast<void>(asked(*writer, "STORE 1 +FLAGS (\\Deleted)"));
  static_cast<void>(asked(*writer, "EXPUNGE"));
  EXPECT_EQ(writer->ask("a APPEND INBOX {1+}\r\nx"), "* 2 EXISTS");
  EXPECT_THAT(asked(*reader, "NOOP"), ElementsAre("* 1 EXPUNGE", "* 2 EXISTS", "* 0 RECENT",
                                                  "* 1 FETCH (UID 2 FLAGS (\\Seen))", "t OK NOOP completed"));
}

TEST(AnIdleClient, IsToldOfNewMailAtOnce) {
  Playing mock("");
  auto reader = opened(mock, "EXAMINE");
  EXPECT_EQ(reader->ask("i IDLE"), "+ idling");
  auto writer = mock.logged_in(Protocol::imap);
  EXPECT_THAT(writer->ask("a APPEND INBOX {1+}\r\nx"), StartsWith("a OK"));
  EXPECT_EQ(reader->line(), "* 3 EXISTS");
  EXPECT_EQ(reader->line(), "* 0 RECENT");
  EXPECT_EQ(reader->ask("DONE"), "i OK IDLE completed");
}

TEST(Folders, AreListedMadeAndCopiedTo) {
  Playing mock("");
  auto client = opened(mock);
  EXPECT_THAT(asked(*client, "LIST \"\" \"\""), ElementsAre("* LIST (\\Noselect) \"/\" \"\"", "t OK LIST completed"));
  EXPECT_THAT(asked(*client, "CREATE \"Posta inviata/2026\""), ElementsAre("t OK CREATE completed"));
  EXPECT_THAT(
      asked(*client, "LIST \"\" *"),
      ElementsAre("* LIST () \"/\" \"INBOX\"", "* LIST () \"/\" \"Posta inviata/2026\"", "t OK LIST completed"));
  EXPECT_THAT(asked(*client, "LIST \"\" %"), ElementsAre("* LIST () \"/\" \"INBOX\"", "t OK LIST completed"));
  EXPECT_THAT(asked(*client, "COPY 1:2 \"Posta inviata/2026\""),
              ElementsAre("t OK [COPYUID 1700000001 1,2 1,2] Copy completed"));
  EXPECT_THAT(asked(*client, "COPY 1 Nowhere"), ElementsAre("t NO [TRYCREATE] Mailbox doesn't exist"));
  EXPECT_THAT(asked(*client, "UID COPY 1 INBOX"),
              ElementsAre("* 3 EXISTS", "* 0 RECENT", "t OK [COPYUID 1700000000 1 3] Copy completed"));
  EXPECT_THAT(asked(*client, "RENAME \"Posta inviata/2026\" Vecchia"), ElementsAre("t OK RENAME completed"));
  EXPECT_THAT(asked(*client, "DELETE Vecchia"), ElementsAre("t OK DELETE completed"));
  EXPECT_THAT(asked(*client, "DELETE INBOX"), ElementsAre(HasSubstr("INBOX cannot be deleted")));
}

}  // namespace
}  // namespace pecmock::test
