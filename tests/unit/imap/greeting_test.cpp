// How a dialogue begins: OK, PREAUTH, BYE, or something that is no IMAP server.
#include "protocols/wire/limits.hpp"
#include "tests/unit/imap/account.hpp"

#include <gmock/gmock.h>

#include <array>
#include <string>

namespace pecprobe::test {
namespace {

using namespace std::string_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::array k_modes = {TlsMode::implicit, TlsMode::starttls, TlsMode::starttls_if_offered};

TEST(ImapGreeting, ByeRefusesTheConnection) {
  for (const TlsMode mode : k_modes) {
    ImapAccount(mode).every_split(
        {{"", "* BYE [UNAVAILABLE] Maintenance until ten\r\n"}},
        [](const DialogueFacts& facts, const Conversation& conversation) {
          EXPECT_EQ(facts.stop, Stop::greeting_refused);
          EXPECT_EQ(facts.stopped_at, Step::greeting);
          EXPECT_EQ(facts.greeting, reply(ReplyStatus::farewell, "BYE", "UNAVAILABLE", "Maintenance until ten",
                                          "* BYE [UNAVAILABLE] Maintenance until ten"));
          EXPECT_THAT(conversation.written, IsEmpty());
        });
  }
}

TEST(ImapGreeting, ByeSkipsTheLaterSteps) {
  ImapAccount(TlsMode::starttls).once({{"", "* BYE\r\n"}}, [](const DialogueFacts&, const Conversation& conversation) {
    EXPECT_THAT(in_words(conversation.marks),
                ElementsAre("greeting began", "greeting failed", "capabilities skipped", "starttls skipped",
                            "authenticate skipped", "mailbox skipped"));
  });
}

TEST(ImapGreeting, PreauthInsideTlsIsLeftWithLogoutAndWithoutALogin) {
  ImapAccount().every_split(
      {{"", "* preauth [CAPABILITY IMAP4rev1 AUTH=PLAIN] Logged in as root\r\n"}},
      [](const DialogueFacts& facts, const Conversation& conversation) {
        EXPECT_EQ(facts.stop, Stop::preauthenticated);
        EXPECT_EQ(facts.stopped_at, Step::authenticate);
        EXPECT_FALSE(facts.auth.attempted);
        EXPECT_FALSE(facts.auth.accepted);
        EXPECT_EQ(facts.greeting->status, ReplyStatus::preauth);
        EXPECT_THAT(facts.after_tls, ElementsAre("IMAP4REV1", "AUTH=PLAIN"));
        EXPECT_THAT(conversation.written, ElementsAre("a1 LOGOUT\r\n"));
        EXPECT_THAT(in_words(conversation.marks),
                    ElementsAre("greeting began", "greeting passed", "capabilities began", "capabilities skipped",
                                "authenticate skipped", "mailbox skipped", "logout began"));
      });
}

TEST(ImapGreeting, PreauthInClearIsLeftWithoutAWord) {
  for (const TlsMode mode : {TlsMode::starttls, TlsMode::starttls_if_offered}) {
    ImapAccount(mode).every_split({{"", "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n"}},
                                  [](const DialogueFacts& facts, const Conversation& conversation) {
                                    EXPECT_EQ(facts.stop, Stop::preauthenticated);
                                    EXPECT_THAT(conversation.written, IsEmpty());
                                    EXPECT_EQ(conversation.handshakes, 0);
                                  });
  }
}

struct Foreign {
  std::string bytes;
  Lookalike looks_like;
  std::string kept;
};

TEST(ImapGreeting, AnotherServerIsToldApart) {
  const std::vector<Foreign> greetings = {
      {"HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n", Lookalike::http, "HTTP/1.1 400 Bad Request"},
      {"<html>\r\n", Lookalike::http, "<html>"},
      {"SSH-2.0-OpenSSH_9.2p1\r\n", Lookalike::ssh, "SSH-2.0-OpenSSH_9.2p1"},
      {"+OK POP3 ready\r\n", Lookalike::pop3, "+OK POP3 ready"},
      {"220 mail.example ESMTP\r\n", Lookalike::smtp, "220 mail.example ESMTP"},
      {"220 ftp.example FTP server\r\n", Lookalike::ftp, "220 ftp.example FTP server"},
      {"* OKAY, who are you?\r\n", Lookalike::unknown, "* OKAY, who are you?"},
      {"* NO service\r\n", Lookalike::unknown, "* NO service"},
      {"* BAD service\r\n", Lookalike::unknown, "* BAD service"},
      {"* CAPABILITY IMAP4rev1\r\n", Lookalike::unknown, "* CAPABILITY IMAP4rev1"},
      {"*\r\n", Lookalike::unknown, "*"},
      {"+ go on\r\n", Lookalike::unknown, "+ go on"},
      {"a1 OK hello\r\n", Lookalike::unknown, "a1 OK hello"},
      {"\0\xFF\x01\r\n"s, Lookalike::unknown, "\0\xFF\x01"s},
  };
  for (const Foreign& greeting : greetings) {
    ImapAccount().every_split({{"", greeting.bytes}},
                              [&](const DialogueFacts& facts, const Conversation& conversation) {
                                EXPECT_EQ(facts.stop, Stop::not_this_protocol) << greeting.bytes;
                                EXPECT_EQ(facts.stopped_at, Step::greeting) << greeting.bytes;
                                EXPECT_EQ(facts.looks_like, greeting.looks_like) << greeting.bytes;
                                EXPECT_EQ(facts.unexpected, greeting.kept);
                                EXPECT_THAT(conversation.written, IsEmpty()) << greeting.bytes;
                              });
  }
}

TEST(ImapGreeting, ATlsRecordIsKnownWithoutALineEnd) {
  ImapAccount().every_split({{"", "\x15\x03\x01\x00\x02\x02\x46"s}},
                            [](const DialogueFacts& facts, const Conversation&) {
                              EXPECT_EQ(facts.stop, Stop::not_this_protocol);
                              EXPECT_EQ(facts.looks_like, Lookalike::tls);
                            });
}

TEST(ImapGreeting, AForeignGreetingWithoutALineEndIsKnownWhenTheConnectionEnds) {
  for (const ConnectionEnd end : {ConnectionEnd::closed, ConnectionEnd::reset, ConnectionEnd::timed_out}) {
    ImapAccount().once(
        {{"", "220 mail.example"}},
        [](const DialogueFacts& facts, const Conversation&) {
          EXPECT_EQ(facts.stop, Stop::not_this_protocol);
          EXPECT_EQ(facts.looks_like, Lookalike::smtp);
          EXPECT_EQ(facts.unexpected, "220 mail.example");
        },
        end);
  }
}

TEST(ImapGreeting, AForeignGreetingWithoutAnEndIsCapped) {
  const std::string noise(k_max_line * 2, 'n');
  ImapAccount().once({{"", noise}}, [](const DialogueFacts& facts, const Conversation&) {
    EXPECT_EQ(facts.stop, Stop::not_this_protocol);
    EXPECT_EQ(facts.unexpected, std::string(k_kept_line_bytes, 'n'));
  });
}

TEST(ImapGreeting, AnImapGreetingWithoutAnEndBreaksALimit) {
  const std::string endless = "* OK " + std::string(k_max_line, 'x');
  ImapAccount().once({{"", endless}}, [](const DialogueFacts& facts, const Conversation&) {
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    EXPECT_EQ(facts.protocol_error, "a line of more than 8192 bytes");
  });
}

TEST(ImapGreeting, HalfAGreetingIsALostConnection) {
  for (const std::string_view half : {"", "*", "* O", "* OK ready", "* OK ready\r", "* OK {9}\r\nHTTP/"}) {
    ImapAccount().once({{"", half}}, [&](const DialogueFacts& facts, const Conversation& conversation) {
      EXPECT_EQ(facts.stop, Stop::closed) << half;
      EXPECT_EQ(facts.stopped_at, Step::greeting) << half;
      EXPECT_THAT(in_words(conversation.marks), ElementsAre("greeting began", "greeting failed", "capabilities skipped",
                                                            "authenticate skipped", "mailbox skipped"));
    });
  }
}

TEST(ImapGreeting, AConnectionThatNeverOpenedSkipsEveryStep) {
  const ImapAccount account;
  const auto dialogue = account.dialogue();
  const Wants wants = dialogue->on_end(ConnectionEnd::tls_failed);
  EXPECT_EQ(wants.next, Next::finish);
  EXPECT_EQ(dialogue->facts().stop, Stop::tls_failed);
  EXPECT_EQ(dialogue->facts().stopped_at, Step::tls);
  EXPECT_THAT(in_words(wants.marks),
              ElementsAre("greeting skipped", "capabilities skipped", "authenticate skipped", "mailbox skipped"));
}

TEST(ImapGreeting, EmptyLinesLowerCaseAndBareLineFeedsAreForgiven) {
  ImapAccount().every_split({{"", "\r\n\n* ok ready\n"}, {"CAPABILITY", "* BYE\n"}},
                            [](const DialogueFacts& facts, const Conversation& conversation) {
                              EXPECT_EQ(facts.greeting->keyword, "OK");
                              EXPECT_THAT(conversation.written, ElementsAre("a1 CAPABILITY\r\n"));
                            });
}

TEST(ImapGreeting, EndlessEmptyLinesBreakALimit) {
  const std::string blank(2 * (k_max_untagged + 1), '\n');
  ImapAccount().once({{"", blank}}, [](const DialogueFacts& facts, const Conversation&) {
    EXPECT_EQ(facts.protocol_error, "more than 1024 untagged responses before an answer");
  });
}

TEST(ImapGreeting, NulAndEightBitBytesAreKept) {
  ImapAccount().once(
      {{"", "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] c\0i\xE0o\r\n"s}},
      [](const DialogueFacts& facts, const Conversation&) { EXPECT_EQ(facts.greeting->text, "c\0i\xE0o"s); });
}

}  // namespace
}  // namespace pecprobe::test
