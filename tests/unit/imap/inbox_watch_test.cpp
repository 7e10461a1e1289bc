// INBOX watched over a connection that has logged in: what is asked, what is told, and what is never asked.
#include "protocols/imap/inbox_watch.hpp"

#include "tests/support/recorded_sequel.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace pecprobe::imap {
namespace {

using test::RecordedLine;
using test::RecordedWatcher;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Lines = std::vector<std::string>;

constexpr std::string_view k_opened = "* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 40] ok\r\nw2 OK done\r\n";

std::string headers_item(int uid, std::string_view subject) {
  const std::string headers = fmt::format("Subject: {}\r\n\r\n", subject);
  return fmt::format("* 3 FETCH (UID {} RFC822.SIZE 900 BODY[HEADER.FIELDS (SUBJECT)] {{{}}}\r\n{})\r\n", uid,
                     headers.size(), headers);
}

std::string body_item(int uid, std::string_view body) {
  return fmt::format("* 3 FETCH (BODY[] {{{}}}\r\n{} UID {})\r\n", body.size(), body, uid);
}

class InboxWatchTest : public testing::Test {
 protected:
  void open(std::string_view capabilities = "IMAP4rev1 IDLE MOVE SPECIAL-USE") {
    m_watch.begin(m_line, "");
    hear(fmt::format("* CAPABILITY {}\r\nw1 OK done\r\n", capabilities));
    hear(k_opened);
  }
  void hear(std::string_view bytes) { m_watch.on_bytes(bytes); }
  /// A look over polling: NOOP is w3 and the list w4, where nothing else was asked before.
  void look() {
    m_watch.look();
    m_line.taken();
  }

  RecordedLine m_line;
  RecordedWatcher m_watcher;
  Redactor m_redactor{Secret("app-password-1"), "casella@pec.example"};
  InboxWatch m_watch{m_watcher, m_redactor};
};

TEST_F(InboxWatchTest, OpensTheMailboxWithoutChangingItAndTellsTheBaseline) {
  m_watch.begin(m_line, "");
  EXPECT_THAT(m_line.taken(), ElementsAre("w1 CAPABILITY", "w2 EXAMINE INBOX"));
  hear("* CAPABILITY IMAP4rev1\r\nw1 OK done\r\n");
  EXPECT_THAT(m_watcher.told, IsEmpty());
  hear(k_opened);
  EXPECT_THAT(m_watcher.told, ElementsAre("baseline"));
  EXPECT_THAT(m_line.taken(), IsEmpty());
}

TEST_F(InboxWatchTest, WaitsForAPushWhereTheServerHasIdle) {
  open();
  EXPECT_THAT(m_line.taken(), ElementsAre("w1 CAPABILITY", "w2 EXAMINE INBOX", "w3 IDLE"));
  hear("+ idling\r\n* 3 EXISTS\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("DONE"));
  hear("w3 OK done\r\n");
  EXPECT_THAT(m_line.taken(),
              ElementsAre("w4 NOOP", HasSubstr("w5 UID FETCH 40:* (UID RFC822.SIZE BODY.PEEK[HEADER.")));
}

TEST_F(InboxWatchTest, ALookThatIsAskedForWhileIdleBeginsEndsItAtOnce) {
  open();
  m_line.taken();
  m_watch.look();
  EXPECT_THAT(m_line.taken(), IsEmpty());  // DONE comes after the continuation
  hear("+ idling\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("DONE"));
}

TEST_F(InboxWatchTest, PollsWhereIdleIsAnnouncedAndRefused) {
  open();
  hear("w3 BAD no\r\n");
  m_line.taken();
  m_watch.look();
  EXPECT_THAT(m_line.taken(), ElementsAre("w4 NOOP", HasSubstr("w5 UID FETCH 40:*")));
}

TEST_F(InboxWatchTest, FetchesEachWantedMessageAndNoOther) {
  open("IMAP4rev1");
  look();
  hear(headers_item(40, "token one") + headers_item(41, "somebody else's") + headers_item(42, "token two"));
  hear("w3 OK noop\r\nw4 OK fetched\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("w5 UID FETCH 40 (UID BODY.PEEK[])"));
  hear(body_item(40, "first") + "w5 OK fetched\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("w6 UID FETCH 42 (UID BODY.PEEK[])"));
  hear(body_item(42, "second") + "w6 OK fetched\r\n");
  EXPECT_THAT(m_watcher.messages, ElementsAre(NewMessage{"40", "first"}, NewMessage{"42", "second"}));
  EXPECT_THAT(m_watcher.told, ElementsAre("baseline", "message 40", "message 42", "looked"));
  m_watch.look();
  EXPECT_THAT(m_line.taken(), ElementsAre("w7 NOOP", HasSubstr("w8 UID FETCH 43:*")));
}

TEST_F(InboxWatchTest, ReadsTheSameHoweverTheBytesAreCut) {
  open("IMAP4rev1");
  look();
  const std::string bytes = headers_item(40, "token") + "w3 OK noop\r\nw4 OK fetched\r\n" +
                            body_item(40, "a\r\nw5 OK pretended\r\n* BYE\r\n") + "w5 OK fetched\r\n";
  for (const char byte : bytes) {
    hear({&byte, 1});
  }
  EXPECT_THAT(m_watcher.messages, ElementsAre(NewMessage{"40", "a\r\nw5 OK pretended\r\n* BYE\r\n"}));
  EXPECT_FALSE(m_watcher.stop);
}

TEST_F(InboxWatchTest, AMessageBelowTheBaselineIsNotNew) {
  open("IMAP4rev1");
  look();
  hear(headers_item(39, "token") + "w3 OK\r\nw4 OK\r\n");  // "40:*" gives the last one, whatever its number
  EXPECT_THAT(m_watcher.told, ElementsAre("baseline", "looked"));
  EXPECT_THAT(m_line.taken(), IsEmpty());
}

TEST_F(InboxWatchTest, AMessageThatWentAwayMeanwhileIsPassedOver) {
  open("IMAP4rev1");
  look();
  hear(headers_item(40, "token") + headers_item(41, "token") + "w3 OK\r\nw4 OK\r\n");
  hear("w5 OK nothing\r\n");
  hear(body_item(41, "here") + "w6 OK\r\n");
  EXPECT_THAT(m_watcher.messages, ElementsAre(NewMessage{"41", "here"}));
}

TEST_F(InboxWatchTest, AsksForTheLastMessageWhereTheServerNamesNoUidnext) {
  m_watch.begin(m_line, "");
  hear("w1 OK\r\n* 2 EXISTS\r\nw2 OK done\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("w1 CAPABILITY", "w2 EXAMINE INBOX", "w3 UID FETCH * (UID)"));
  hear("* 2 FETCH (UID 17)\r\nw3 OK\r\n");
  look();
  EXPECT_THAT(m_watcher.told, ElementsAre("baseline"));
  hear(headers_item(17, "token") + headers_item(18, "token") + "w4 OK\r\nw5 OK\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("w6 UID FETCH 18 (UID BODY.PEEK[])"));
}

TEST_F(InboxWatchTest, ARefusedMailboxStopsIt) {
  m_watch.begin(m_line, "");
  hear("w1 OK\r\nw2 NO [UNAVAILABLE] app-password-1 is busy\r\n");
  EXPECT_EQ(m_watcher.stop, (WatchStop{WatchStop::Kind::refused, "w2 NO [UNAVAILABLE] <password> is busy"}));
  EXPECT_TRUE(m_line.has_left());
}

TEST_F(InboxWatchTest, ALostConnectionAndAFarewellStopIt) {
  open();
  hear("* BYE shutting down\r\n");
  EXPECT_EQ(m_watcher.stop, (WatchStop{WatchStop::Kind::lost, "* BYE shutting down"}));
  RecordedWatcher other;
  InboxWatch watch{other, m_redactor};
  watch.begin(m_line, "");
  watch.on_end(ConnectionEnd::reset);
  EXPECT_EQ(other.stop, (WatchStop{WatchStop::Kind::lost, "the connection was closed"}));
}

TEST_F(InboxWatchTest, AFloodOfNewMessagesStopsIt) {
  open("IMAP4rev1");
  look();
  for (std::size_t i = 0; i <= k_max_new_messages && !m_watcher.stop; ++i) {
    hear(headers_item(40 + static_cast<int>(i), "spam"));
  }
  EXPECT_EQ(m_watcher.stop, (WatchStop{WatchStop::Kind::not_understood, "more than 1000 new messages"}));
}

TEST_F(InboxWatchTest, AnAbsurdLiteralStopsIt) {
  open("IMAP4rev1");
  look();
  hear("* 3 FETCH (UID 40 BODY[] {99999999999}\r\n");
  ASSERT_TRUE(m_watcher.stop);
  EXPECT_EQ(m_watcher.stop->kind, WatchStop::Kind::not_understood);
}

TEST_F(InboxWatchTest, LeavingSaysLogoutAndEndsIdle) {
  open();
  hear("+ idling\r\n");
  m_line.taken();
  m_watch.leave();
  EXPECT_THAT(m_line.taken(), ElementsAre("DONE", "w4 LOGOUT"));
  EXPECT_TRUE(m_line.has_left());
  EXPECT_FALSE(m_watcher.stop);
}

TEST_F(InboxWatchTest, LeftBeforeItBeganItAsksNothing) {
  m_watch.leave();
  m_watch.begin(m_line, "");
  EXPECT_THAT(m_line.taken(), ElementsAre("w1 LOGOUT"));
}

class BinMoveTest : public InboxWatchTest {
 protected:
  void move() {
    m_line.taken();
    m_watch.move_to_bin({40, 42}, [this](BinMove how) { m_moved = how; });
  }
  std::optional<BinMove> m_moved;
};

TEST_F(BinMoveTest, MovesToTheMailboxThatIsSaidToBeTheBin) {
  open("IMAP4rev1 MOVE SPECIAL-USE");
  move();
  EXPECT_THAT(m_line.taken(), ElementsAre("w3 LIST (SPECIAL-USE) \"\" \"*\"", "w4 SELECT INBOX"));
  hear("* LIST (\\Sent) \"/\" Sent\r\n* LIST (\\HasNoChildren \\Trash) \"/\" \"Posta eliminata\"\r\nw3 OK\r\n");
  hear("* OK [UIDVALIDITY 7] ok\r\nw4 OK\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("w5 UID MOVE 40,42 \"Posta eliminata\""));
  hear("w5 OK moved\r\n");
  EXPECT_EQ(m_moved, BinMove::moved);
}

TEST_F(BinMoveTest, EndsIdleFirst) {
  open();
  hear("+ idling\r\n");
  move();
  EXPECT_THAT(m_line.taken(), ElementsAre("DONE"));
  hear("w3 OK\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre(HasSubstr("LIST"), "w5 SELECT INBOX"));
}

TEST_F(BinMoveTest, NothingIsMovedWithoutMove) {
  open("IMAP4rev1 SPECIAL-USE");
  move();
  EXPECT_EQ(m_moved, BinMove::not_offered);
  EXPECT_THAT(m_line.taken(), IsEmpty());
}

TEST_F(BinMoveTest, NothingIsMovedWithoutABin) {
  open("IMAP4rev1 MOVE");
  move();
  EXPECT_THAT(m_line.taken(), ElementsAre("w3 LIST \"\" \"*\"", "w4 SELECT INBOX"));
  hear("* LIST () \"/\" Trash\r\nw3 OK\r\nw4 OK\r\n");
  EXPECT_EQ(m_moved, BinMove::no_bin);
  EXPECT_THAT(m_line.taken(), IsEmpty());
}

TEST_F(BinMoveTest, NothingIsMovedInAMailboxThatWasMadeAnew) {
  open("IMAP4rev1 MOVE");
  move();
  m_line.taken();
  hear("* LIST (\\Trash) \"/\" Trash\r\nw3 OK\r\n* OK [UIDVALIDITY 8] ok\r\nw4 OK\r\n");
  EXPECT_EQ(m_moved, BinMove::box_changed);
  EXPECT_THAT(m_line.taken(), IsEmpty());
}

TEST_F(BinMoveTest, ARefusalAndALostConnectionAreTold) {
  open("IMAP4rev1 MOVE");
  move();
  hear("* LIST (\\Trash) \"/\" Trash\r\nw3 OK\r\n* OK [UIDVALIDITY 7] ok\r\nw4 OK\r\nw5 NO quota\r\n");
  EXPECT_EQ(m_moved, BinMove::refused);
  move();
  m_watch.on_end(ConnectionEnd::closed);
  EXPECT_EQ(m_moved, BinMove::lost);
}

}  // namespace
}  // namespace pecprobe::imap
