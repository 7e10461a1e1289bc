#include "tests/bench/canned_server.hpp"

#include <fmt/format.h>

#include <numeric>

namespace pecprobe::bench {

namespace {

/// Below k_max_reply_lines and k_max_untagged, and all of it below k_max_dialogue_bytes.
constexpr int k_many_lines = 500;

/// `line` as often as that length means, each time with another number in it.
std::string repeated(Length length, const char* line) {
  std::string text;
  for (int i = 0; length == Length::longest && i < k_many_lines; ++i) {
    text += fmt::format(fmt::runtime(line), i);
  }
  return text;
}

std::vector<std::string> imap_answers(Length length) {
  return {"* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN AUTH=LOGIN] ready\r\n",
          "a1 OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES "
          "MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED] Logged in\r\n",
          "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n* OK [PERMANENTFLAGS ()] Read-only mailbox.\r\n" +
              repeated(length, "* {0} FETCH (UID {0} FLAGS (\\Seen $Forwarded) MODSEQ (71{0}))\r\n") +
              "* 172 EXISTS\r\n* 0 RECENT\r\n* OK [UNSEEN 170] First unseen.\r\n* OK [UIDVALIDITY 1700000000] UIDs "
              "valid\r\n* OK [UIDNEXT 4392] Predicted next UID\r\na2 OK [READ-ONLY] Examine completed.\r\n"};
}

std::vector<std::string> pop3_answers(Length length) {
  return {"+OK Dovecot ready.\r\n",
          "+OK\r\nCAPA\r\nTOP\r\nUIDL\r\nRESP-CODES\r\nPIPELINING\r\nAUTH-RESP-CODE\r\n" +
              repeated(length, "X-EXTENSION-{} with a few more words about it\r\n") +
              "USER\r\nSASL PLAIN LOGIN\r\n.\r\n",
          "+OK Logged in.\r\n", "+OK 172 10485760\r\n"};
}

std::vector<std::string> smtp_answers(Length length) {
  return {"220 mail.pec.example ESMTP Postfix\r\n",
          "250-mail.pec.example\r\n250-PIPELINING\r\n250-SIZE 104857600\r\n250-ENHANCEDSTATUSCODES\r\n" +
              repeated(length, "250-X-EXTENSION-{} with a few more words about it\r\n") +
              "250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n",
          "235 2.7.0 Authentication successful\r\n"};
}

}  // namespace

std::vector<std::string> canned_answers(Protocol protocol, Length length) {
  switch (protocol) {
    case Protocol::imap: return imap_answers(length);
    case Protocol::pop3: return pop3_answers(length);
    case Protocol::smtp: return smtp_answers(length);
  }
  return {};
}

std::size_t size_of(const std::vector<std::string>& answers) {
  return std::accumulate(answers.begin(), answers.end(), std::size_t{0},
                         [](std::size_t size, const std::string& answer) { return size + answer.size(); });
}

}  // namespace pecprobe::bench
