// A connection that ends at every byte of a good conversation.
#include "tests/unit/imap/account.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace pecprobe::test {
namespace {

struct Turn {
  std::string_view after;
  std::string sends;
};

struct Good {
  TlsMode tls;
  std::vector<Turn> turns;
  std::size_t deciding;  // the turn whose tagged OK accepts the password
  std::size_t answered;  // bytes of that turn up to and with the end of that OK
};

std::vector<Good> good_conversations() {
  const Turn mailbox = {"EXAMINE", "* 3 EXISTS\r\n* OK [UIDVALIDITY 5] x\r\na2 OK [READ-ONLY] done\r\n"};
  return {
      {TlsMode::implicit, {{"", std::string(k_short_greeting)}, {"AUTHENTICATE", "a1 OK in\r\n"}, mailbox}, 1, 10},
      {TlsMode::implicit,
       {{"", "* OK [CAPABILITY AUTH=LOGIN] ready\r\n"},
        {"AUTHENTICATE", "+ VXNlcm5hbWU6\r\n"},
        {"Y2Fz", "+ UGFzc3dvcmQ6\r\n"},
        {"<password>", "* CAPABILITY X\r\n* OK {8}\r\na1 OK x\n\r\na1 OK in\r\n"},
        mailbox},
       3,
       46},
      {TlsMode::implicit, {{"", "* OK [CAPABILITY X] ready\r\n"}, {"LOGIN", "a1 OK in\r\n"}, mailbox}, 1, 10},
      {TlsMode::starttls,
       {{"", "* OK [CAPABILITY STARTTLS] ready\r\n"},
        {"STARTTLS", "a1 OK begin\r\n"},
        {"CAPABILITY", "* CAPABILITY SASL-IR AUTH=PLAIN\r\na2 OK\r\n"},
        {"AUTHENTICATE", "a3 OK in\r\n"},
        {"EXAMINE", "a4 OK\r\n"}},
       3,
       10},
  };
}

/// `good`, cut off after `turn` whole turns and `bytes` of the next one.
std::vector<ServerTurn> cut(const Good& good, std::size_t turn, std::size_t bytes) {
  std::vector<ServerTurn> turns;
  for (std::size_t i = 0; i <= turn; ++i) {
    const std::string_view sends = good.turns[i].sends;
    turns.push_back({good.turns[i].after, i == turn ? sends.substr(0, bytes) : sends});
  }
  return turns;
}

TEST(ImapClosing, ThePasswordIsAcceptedOnlyWhenTheWholeTaggedOkArrived) {
  for (const Good& good : good_conversations()) {
    for (std::size_t turn = 0; turn < good.turns.size(); ++turn) {
      for (std::size_t bytes = 0; bytes <= good.turns[turn].sends.size(); ++bytes) {
        const bool is_last_byte = turn + 1 == good.turns.size() && bytes == good.turns[turn].sends.size();
        const bool accepted = turn > good.deciding || (turn == good.deciding && bytes >= good.answered);
        ImapAccount(good.tls).once(cut(good, turn, bytes), [&](const DialogueFacts& facts, const Conversation&) {
          EXPECT_EQ(facts.auth.accepted, accepted) << turn << ' ' << bytes;
          EXPECT_EQ(facts.stop, is_last_byte ? Stop::none : Stop::closed) << turn << ' ' << bytes;
        });
      }
    }
  }
}

TEST(ImapClosing, EveryEndKeepsItsName) {
  for (const auto& [end, stop] :
       {std::pair(ConnectionEnd::closed, Stop::closed), std::pair(ConnectionEnd::reset, Stop::reset),
        std::pair(ConnectionEnd::timed_out, Stop::timed_out), std::pair(ConnectionEnd::tls_failed, Stop::tls_failed),
        std::pair(ConnectionEnd::cancelled, Stop::cancelled)}) {
    ImapAccount().once(
        {{"", k_short_greeting}},
        [stop = stop](const DialogueFacts& facts, const Conversation&) {
          EXPECT_EQ(facts.stop, stop);
          EXPECT_EQ(facts.stopped_at, Step::authenticate);
          EXPECT_EQ(facts.auth.reply, std::nullopt);
        },
        end);
  }
}

TEST(ImapClosing, ACancelledCheckIsNoRefusalEvenAfterBye) {
  ImapAccount().once(
      {{"", k_short_greeting}, {"AUTHENTICATE", "* BYE\r\n"}},
      [](const DialogueFacts& facts, const Conversation&) { EXPECT_EQ(facts.stop, Stop::cancelled); },
      ConnectionEnd::cancelled);
}

TEST(ImapClosing, TheLastFlightIsEmptyAndTheDialogueFinished) {
  const ImapAccount account;
  for (const std::string_view bytes : {"", "* OK x\r\n", "* OK [CAPABILITY AUTH=PLAIN] x\r\n"}) {
    const auto dialogue = account.dialogue();
    EXPECT_EQ(dialogue->on_open().next, Next::read);
    EXPECT_EQ(dialogue->on_bytes(bytes).next, Next::read);
    const Wants wants = dialogue->on_end(ConnectionEnd::reset);
    EXPECT_EQ(wants.next, Next::finish);
    EXPECT_TRUE(wants.flight.empty());
  }
}

TEST(ImapClosing, AnyByteMayBeWrongAnywhere) {
  using namespace std::string_literals;
  const std::string wrong = "\0\r\n *+{}[]01aA=\x7F\xFF"s;
  for (const Good& good : good_conversations()) {
    for (std::size_t turn = 0; turn < good.turns.size(); ++turn) {
      for (std::size_t at = 0; at < good.turns[turn].sends.size(); ++at) {
        for (const char byte : wrong) {
          Good changed = good;
          changed.turns[turn].sends[at] = byte;
          const std::size_t last = changed.turns.size() - 1;
          ImapAccount(good.tls).once(cut(changed, last, changed.turns[last].sends.size()),
                                     [&](const DialogueFacts& facts, const Conversation&) {
                                       EXPECT_TRUE(facts.stop != Stop::none || facts.auth.accepted);
                                     });
        }
      }
    }
  }
}

}  // namespace
}  // namespace pecprobe::test
