// Dialogues that hand their connection over after the login instead of looking into the mailbox.
#include "protocols/net/dialogues.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::IsEmpty;

class HandOver : public testing::Test {
 protected:
  std::unique_ptr<Dialogue> dialogue(Protocol protocol) {
    DialogueInput input{m_credentials, m_redactor, TlsMode::implicit, std::string(k_client_name), {}, {}};
    input.after_login = AfterLogin::hand_over;
    return make_dialogue(protocol, std::move(input));
  }

  Credentials m_credentials{"casella@pec.example", Secret("app-password-1")};
  Redactor m_redactor{m_credentials.password, m_credentials.login};
};

TEST_F(HandOver, ImapEndsWithTheLoginAndGivesWhatCameBehindItsAnswer) {
  const auto imap = dialogue(Protocol::imap);
  (void)imap->on_open();
  ASSERT_EQ(imap->on_bytes("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n").flight.size(), 1U);
  const Wants wants = imap->on_bytes("a1 OK in\r\n* 3 EXI");
  EXPECT_EQ(wants.next, Next::hand_over);
  EXPECT_THAT(wants.flight, IsEmpty());
  EXPECT_EQ(wants.unread, "* 3 EXI");
  EXPECT_TRUE(imap->facts().auth.accepted);
  EXPECT_EQ(imap->facts().stop, Stop::none);
}

TEST_F(HandOver, Pop3EndsWithTheLoginAndGivesWhatCameBehindItsAnswer) {
  const auto pop3 = dialogue(Protocol::pop3);
  (void)pop3->on_open();
  (void)pop3->on_bytes("+OK ready\r\n");
  (void)pop3->on_bytes("+OK\r\nSASL PLAIN\r\nUIDL\r\n.\r\n");
  const Wants wants = pop3->on_bytes("+OK in\r\n-ERR [IN-USE] locked\r\n");
  EXPECT_EQ(wants.next, Next::hand_over);
  EXPECT_THAT(wants.flight, IsEmpty());
  EXPECT_EQ(wants.unread, "-ERR [IN-USE] locked\r\n");
  EXPECT_EQ(pop3->facts().stop, Stop::none);
}

TEST_F(HandOver, SmtpEndsWithTheLoginAndGivesWhatCameBehindItsAnswer) {
  const auto smtp = dialogue(Protocol::smtp);
  (void)smtp->on_open();
  (void)smtp->on_bytes("220 ready\r\n");
  (void)smtp->on_bytes("250-mail.example\r\n250 AUTH PLAIN\r\n");
  const Wants wants = smtp->on_bytes("235 in\r\n250 early\r\n");
  EXPECT_EQ(wants.next, Next::hand_over);
  EXPECT_THAT(wants.flight, IsEmpty());
  EXPECT_EQ(wants.unread, "250 early\r\n");
  EXPECT_EQ(smtp->facts().stop, Stop::none);
}

TEST_F(HandOver, ARefusedLoginHandsNothingOver) {
  const auto imap = dialogue(Protocol::imap);
  (void)imap->on_open();
  (void)imap->on_bytes("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
  EXPECT_EQ(imap->on_bytes("a1 NO [AUTHENTICATIONFAILED] no\r\n").next, Next::finish);
  const auto pop3 = dialogue(Protocol::pop3);
  (void)pop3->on_open();
  (void)pop3->on_bytes("+OK ready\r\n");
  (void)pop3->on_bytes("+OK\r\nSASL PLAIN\r\n.\r\n");
  EXPECT_EQ(pop3->on_bytes("-ERR [AUTH] no\r\n").next, Next::finish);
  const auto smtp = dialogue(Protocol::smtp);
  (void)smtp->on_open();
  (void)smtp->on_bytes("220 ready\r\n");
  (void)smtp->on_bytes("250 AUTH PLAIN\r\n");
  EXPECT_EQ(smtp->on_bytes("535 5.7.8 no\r\n").next, Next::finish);
}

TEST_F(HandOver, AServerThatSaysGoodbyeWithItsYesHandsNothingOver) {
  const auto imap = dialogue(Protocol::imap);
  (void)imap->on_open();
  (void)imap->on_bytes("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
  EXPECT_EQ(imap->on_bytes("* BYE closing\r\na1 OK in\r\n").next, Next::finish);
  EXPECT_EQ(imap->facts().stop, Stop::closed);
}

}  // namespace
}  // namespace pecprobe
