// Passwords reach the server byte by byte as they are, in every way of logging in.
#include "protocols/base/text.hpp"
#include "tests/unit/imap/account.hpp"

#include <gmock/gmock.h>

#include <string>

namespace pecprobe::test {
namespace {

using namespace std::string_literals;

std::vector<std::string> passwords() {
  std::vector<std::string> all = {"app-password-1",
                                  "with \"quotes\"",
                                  "back\\slash\\",
                                  "\\\"",
                                  "  blanks at both ends  ",
                                  "$ % & ;",
                                  "perch\xC3\xA9 s\xC3\xAC",
                                  "latin-1 \xE0\xE8\xEC",
                                  "{5}",
                                  "{5+}",
                                  "a{3}\x01\x7F",
                                  "NIL",
                                  "*",
                                  "=",
                                  "+",
                                  "%s%n",
                                  "--help",
                                  "@file",
                                  "tab\there",
                                  "\xF0\x9F\x94\x91 key",
                                  "p"};
  all.push_back(std::string(200, 'x'));
  all.push_back(std::string(255, '"'));
  all.push_back(std::string(1000, 'y'));
  return all;
}

/// Reads an argument of LOGIN as a server does: a quoted string or a literal (RFC 9051 §4.3).
std::string take_argument(std::string_view& bytes) {
  std::string value;
  if (bytes.starts_with('{')) {
    const auto end = bytes.find("}\r\n");
    std::string_view length = bytes.substr(1, end - 1);
    if (length.ends_with('+')) {
      length.remove_suffix(1);
    }
    const auto size = static_cast<std::size_t>(parse_number(length).value_or(0));
    value = bytes.substr(end + 3, size);
    bytes.remove_prefix(end + 3 + size);
    return value;
  }
  EXPECT_TRUE(bytes.starts_with('"'));
  bytes.remove_prefix(1);
  while (!bytes.empty() && !bytes.starts_with('"')) {
    if (bytes.starts_with('\\')) {
      bytes.remove_prefix(1);
    }
    value += bytes.front();
    bytes.remove_prefix(1);
  }
  bytes.remove_prefix(bytes.empty() ? 0 : 1);
  return value;
}

TEST(ImapPasswords, PlainCarriesThemAsTheyAre) {
  for (const std::string& password : passwords()) {
    ImapAccount(TlsMode::implicit, password)
        .once({{"", k_short_greeting}, {"AUTHENTICATE", "a1 OK\r\n"}, {"EXAMINE", "a2 OK\r\n"}},
              [&](const DialogueFacts& facts, const Conversation& conversation) {
                EXPECT_EQ(facts.stop, Stop::none);
                const std::string message = base64_encode("\0casella@pec.example\0"s + password);
                EXPECT_EQ(conversation.written.front(), "a1 AUTHENTICATE PLAIN " + message + "\r\n");
              });
  }
}

TEST(ImapPasswords, SaslLoginCarriesThemAsTheyAre) {
  for (const std::string& password : passwords()) {
    ImapAccount(TlsMode::implicit, password)
        .once({{"", "* OK [CAPABILITY AUTH=LOGIN] ready\r\n"},
               {"AUTHENTICATE", "+ \r\n"},
               {"Y2Fz", "+ \r\n"},
               {"<password>", "a1 OK\r\n"},
               {"EXAMINE", "a2 OK\r\n"}},
              [&](const DialogueFacts& facts, const Conversation& conversation) {
                EXPECT_EQ(facts.stop, Stop::none);
                EXPECT_EQ(conversation.written.at(2), base64_encode(password) + "\r\n");
              });
  }
}

TEST(ImapPasswords, TheLoginCommandCarriesThemAsTheyAre) {
  for (const std::string& password : passwords()) {
    for (const std::string_view greeting :
         {"* OK [CAPABILITY IMAP4rev1] ready\r\n", "* OK [CAPABILITY LITERAL+] x\r\n"}) {
      for (const std::string login : {"casella@pec.example", "dom\\\"utente\"", "societ\xC3\xA0@pec.example"}) {
        const ImapAccount account(TlsMode::implicit, password, login);
        const auto dialogue = account.dialogue();
        EXPECT_EQ(dialogue->on_open().next, Next::read);
        Wants wants = dialogue->on_bytes(greeting);
        std::string written(wants.flight.front().bytes.reveal());
        while (!dialogue->facts().auth.attempted) {
          wants = dialogue->on_bytes("+ go on\r\n");
          ASSERT_FALSE(wants.flight.empty());
          written += wants.flight.front().bytes.reveal();
        }
        std::string_view rest = written;
        ASSERT_TRUE(rest.starts_with("a1 LOGIN "));
        rest.remove_prefix(9);
        EXPECT_EQ(take_argument(rest), login);
        ASSERT_TRUE(rest.starts_with(' '));
        rest.remove_prefix(1);
        EXPECT_EQ(take_argument(rest), password);
        EXPECT_EQ(rest, "\r\n");
      }
    }
  }
}

}  // namespace
}  // namespace pecprobe::test
