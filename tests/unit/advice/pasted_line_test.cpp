#include "probe/advice/pasted_line.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using enum Protocol;
using Found = std::optional<PastedLine>;

TEST(PastedLine, is_known_by_its_shape) {
  EXPECT_EQ(find_server_line("535 5.7.8 Authentication failed", {}),
            (PastedLine{smtp, "535 5.7.8 Authentication failed"}));
  EXPECT_EQ(find_server_line("-ERR [AUTH] no", {}), (PastedLine{pop3, "-ERR [AUTH] no"}));
  EXPECT_EQ(find_server_line("NO [EXPIRED] over", {}), (PastedLine{imap, "NO [EXPIRED] over"}));
}

TEST(PastedLine, loses_the_tag_of_imap) {
  EXPECT_EQ(find_server_line("a2 NO [ALERT] x", {}), (PastedLine{imap, "NO [ALERT] x"}));
  EXPECT_EQ(find_server_line("* BYE bye", {}), (PastedLine{imap, "BYE bye"}));
}

TEST(PastedLine, is_found_behind_the_words_of_a_mail_program) {
  EXPECT_EQ(find_server_line("Il server ha risposto: 535 5.7.8 no", {}), (PastedLine{smtp, "535 5.7.8 no"}));
  EXPECT_EQ(find_server_line("The mail server pop3s.pec.example responded: -ERR no", {}),
            (PastedLine{pop3, "-ERR no"}));
  EXPECT_EQ(find_server_line("Risposta:\n\"a1 NO no", {}), (PastedLine{imap, "NO no"}));
}

TEST(PastedLine, keeps_all_lines_of_an_smtp_reply_and_ends_it) {
  EXPECT_EQ(find_server_line("534-5.7.9 Application-specific\n534-5.7.9 password required\n", {}),
            (PastedLine{smtp, "534-5.7.9 Application-specific\r\n534 5.7.9 password required"}));
}

TEST(PastedLine, is_only_taken_for_the_protocol_that_was_named) {
  EXPECT_EQ(find_server_line("535 no", imap), Found{});
  EXPECT_EQ(find_server_line("535 no", smtp), (PastedLine{smtp, "535 no"}));
}

TEST(PastedLine, is_nothing_else) {
  for (const char* text : {"", "53", "6000 years", "Nothing: at all", "No password was given", "error 0x800CCC92",
                           "Impossibile connettersi al server", ":::", "\"", "a2"}) {
    EXPECT_EQ(find_server_line(text, {}), Found{}) << text;
  }
}

}  // namespace
}  // namespace pecprobe
