// Foreign greetings, and commands as they are shown.
#include "protocols/wire/dialogue.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe {
namespace {

TEST(ForeignGreeting, IsToldByItsFirstBytes) {
  const std::vector<std::pair<std::string_view, Lookalike>> greetings = {
      {"* OK [CAPABILITY IMAP4rev1] Dovecot ready.", Lookalike::imap},
      {"* ok", Lookalike::imap},
      {"* PREAUTH hello", Lookalike::imap},
      {"* BYE busy", Lookalike::imap},
      {"+OK Dovecot ready.", Lookalike::pop3},
      {"+OK\r\n", Lookalike::pop3},
      {"-ERR busy", Lookalike::pop3},
      {"220 mail.example ESMTP Postfix", Lookalike::smtp},
      {"220-mail.example", Lookalike::smtp},
      {"554 go away", Lookalike::smtp},
      {"220 ftp.example ESMTP Postfix", Lookalike::smtp},
      {"220 (vsFTPd 3.0.3)", Lookalike::ftp},
      {"220-Welcome to Pure-FTPd", Lookalike::ftp},
      {"SSH-2.0-OpenSSH_9.2p1", Lookalike::ssh},
      {"HTTP/1.1 400 Bad Request", Lookalike::http},
      {"<!doctype html>", Lookalike::http},
      {"<HTML>", Lookalike::http},
      {"\x15\x03\x01", Lookalike::tls},
      {"\x16\x03\x03", Lookalike::tls}};
  for (const auto& [bytes, expected] : greetings) {
    EXPECT_EQ(recognise_greeting(bytes), expected) << bytes;
  }
}

TEST(ForeignGreeting, IsUnknownWhereItCannotBeTold) {
  for (const std::string_view bytes :
       {"", "hello", "*", "* OKAY", "* BYEBYE", "+OKnotreally", "-ERROR", "+", "220", "22 x", "2200 x", "+20 x",
        "ssh-2.0", "\x16", "\x16\x02", "\x13\x03", "\x18\x03", "\xFF\xFD\x18"}) {
    EXPECT_EQ(recognise_greeting(bytes), Lookalike::unknown) << bytes;
  }
}

TEST(PlainCommand, IsShownAsItIsWrittenWithoutItsEnd) {
  const Outgoing command = plain_command("CAPA");
  EXPECT_EQ(command.bytes.reveal(), "CAPA\r\n");
  EXPECT_EQ(command.shown, "CAPA");
}

}  // namespace
}  // namespace pecprobe
