// Looks into a POP3 mailbox: what is new between two of them, and that nothing is retrieved where TOP is there.
#include "protocols/pop3/uidl_look.hpp"

#include "tests/support/recorded_sequel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::pop3 {
namespace {

using test::RecordedLine;
using test::RecordedWatcher;
using testing::ElementsAre;
using testing::IsEmpty;

class UidlLookTest : public testing::Test {
 protected:
  void hear(std::string_view bytes) { m_look.on_bytes(bytes); }
  void begin_after(std::set<std::string> known) {
    m_known = std::move(known);
    m_look.begin(m_line, "");
    m_line.taken();
  }

  RecordedLine m_line;
  RecordedWatcher m_watcher;
  Redactor m_redactor{Secret("app-password-1"), "casella@pec.example"};
  std::optional<std::set<std::string>> m_known;
  UidlLook m_look{m_watcher, m_redactor, m_known};
};

TEST_F(UidlLookTest, TheFirstLookOnlyLearnsWhatIsThere) {
  m_look.begin(m_line, "");
  hear("+OK\r\n1 aaa\r\n2 bbb\r\n.\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("UIDL", "QUIT"));
  EXPECT_EQ(m_known, (std::set<std::string>{"aaa", "bbb"}));
  EXPECT_THAT(m_watcher.told, ElementsAre("baseline"));
  EXPECT_TRUE(m_line.has_left());
}

TEST_F(UidlLookTest, AnEmptyMailboxIsABaselineToo) {
  m_look.begin(m_line, "");
  hear("+OK\r\n.\r\n");
  EXPECT_EQ(m_known, std::set<std::string>{});
}

TEST_F(UidlLookTest, FetchesWantedNewMessagesWithTopHoweverTheBytesAreCut) {
  begin_after({"aaa"});
  for (const char byte : std::string("+OK\r\n1 aaa\r\n2 bbb\r\n3 ccc\r\n.\r\n")) {
    hear({&byte, 1});
  }
  EXPECT_THAT(m_line.taken(), ElementsAre("TOP 2 0"));
  hear("+OK\r\nSubject: another\r\n\r\n.\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("TOP 3 0"));
  hear("+OK\r\nSubject: token\r\n\r\n.\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("TOP 3 1000000"));
  hear("+OK\r\nSubject: token\r\n\r\n..dotted\r\n.\r\n");
  EXPECT_THAT(m_watcher.messages, ElementsAre(NewMessage{"ccc", "Subject: token\r\n\r\n.dotted\r\n"}));
  EXPECT_THAT(m_line.taken(), ElementsAre("QUIT"));
  EXPECT_EQ(m_known, (std::set<std::string>{"aaa", "bbb", "ccc"}));
}

TEST_F(UidlLookTest, NeverRetrievesWhatTopDoesNotGive) {
  begin_after({});
  hear("+OK\r\n1 aaa\r\n2 bbb\r\n.\r\n-ERR what?\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("TOP 1 0", "TOP 2 0"));
  hear("-ERR what?\r\n");
  EXPECT_THAT(m_line.taken(), ElementsAre("QUIT"));
  EXPECT_THAT(m_watcher.told, ElementsAre("looked"));
  EXPECT_THAT(*m_known, IsEmpty());
}

TEST_F(UidlLookTest, AMessageThatCouldNotBeFetchedIsStillNewNextTimeAndHidesNoOther) {
  begin_after({});
  hear("+OK\r\n1 aaa\r\n2 bbb\r\n.\r\n+OK\r\nSubject: token\r\n\r\n.\r\n-ERR [SYS/TEMP] later\r\n");
  hear("+OK\r\nSubject: token\r\n\r\n.\r\n+OK\r\nSubject: token\r\n\r\nbody\r\n.\r\n");
  EXPECT_THAT(m_watcher.told, ElementsAre("message bbb", "looked"));
  EXPECT_EQ(m_known, std::set<std::string>{"bbb"});
}

TEST_F(UidlLookTest, AListThatRepeatsALineIsNoLongerThanAnother) {
  begin_after({});
  hear("+OK\r\n");
  for (std::size_t line = 0; line < k_max_new_messages + 2; ++line) {
    hear("1 aaa\r\n");
  }
  ASSERT_TRUE(m_watcher.stop);
  EXPECT_EQ(m_watcher.stop->kind, WatchStop::Kind::not_understood);
}

TEST_F(UidlLookTest, AnIdThatIsTooLongStopsIt) {
  begin_after({});
  hear("+OK\r\n1 " + std::string(k_max_listed, 'x') + "\r\n");
  EXPECT_TRUE(m_watcher.stop);
}

TEST_F(UidlLookTest, ARefusalThatCameWithTheLoginStopsIt) {
  m_look.begin(m_line, "-ERR [IN-USE] app-password-1 locked\r\n");
  EXPECT_EQ(m_watcher.stop, (WatchStop{WatchStop::Kind::refused, "-ERR [IN-USE] <password> locked"}));
  EXPECT_THAT(m_line.taken(), ElementsAre("QUIT"));
}

TEST_F(UidlLookTest, WhatIsNoListStopsIt) {
  for (const std::string_view line : {"nonsense\r\n", "+OK\r\nno number\r\n", "+OK\r\n1\r\n", "+ \r\n"}) {
    RecordedWatcher watcher;
    std::optional<std::set<std::string>> known;
    UidlLook look{watcher, m_redactor, known};
    look.begin(m_line, "");
    look.on_bytes(line);
    ASSERT_TRUE(watcher.stop) << line;
    EXPECT_EQ(watcher.stop->kind, WatchStop::Kind::not_understood) << line;
    EXPECT_FALSE(known) << line;
  }
}

TEST_F(UidlLookTest, ALineWithoutEndStopsIt) {
  begin_after({});
  hear(std::string(k_max_message_line + 1, 'x'));
  ASSERT_TRUE(m_watcher.stop);
  EXPECT_EQ(m_watcher.stop->kind, WatchStop::Kind::not_understood);
}

TEST_F(UidlLookTest, ALostConnectionStopsItAndLeavingDoesNot) {
  begin_after({});
  m_look.leave();
  EXPECT_THAT(m_line.taken(), ElementsAre("QUIT"));
  m_look.on_end(ConnectionEnd::closed);
  EXPECT_FALSE(m_watcher.stop);
  UidlLook other{m_watcher, m_redactor, m_known};
  other.begin(m_line, "");
  other.on_end(ConnectionEnd::closed);
  EXPECT_EQ(m_watcher.stop, (WatchStop{WatchStop::Kind::lost, "the connection was closed"}));
}

}  // namespace
}  // namespace pecprobe::pop3
