// The connection ends after any byte of a good conversation.
#include "tests/unit/smtp/smtp_talk.hpp"

#include <gmock/gmock.h>

#include <numeric>

namespace pecprobe::test {
namespace {

/// The first `length` bytes that the server of `turns` sends.
std::vector<ServerTurn> first_bytes(std::vector<ServerTurn> turns, std::size_t length) {
  for (ServerTurn& turn : turns) {
    const std::size_t kept = std::min(length, turn.sends.size());
    turn.sends = turn.sends.substr(0, kept);
    length -= kept;
  }
  return turns;
}

std::size_t length_of(const std::vector<ServerTurn>& turns) {
  return std::accumulate(turns.begin(), turns.end(), std::size_t{0},
                         [](std::size_t n, const ServerTurn& t) { return n + t.sends.size(); });
}

const std::vector<ServerTurn> k_good_conversation = {k_greeting,
                                                     {"EHLO", "250-x\r\n250 STARTTLS\r\n"},
                                                     {"STARTTLS", "220 go\r\n"},
                                                     k_hello,
                                                     {"AUTH PLAIN", "235-2.7.0 ok\r\n235 2.7.0 ok\r\n"}};

TEST(SmtpTruncation, IsNeverTakenForASuccess) {
  const std::size_t total = length_of(k_good_conversation);
  for (const auto& [end, stop] :
       {std::pair{ConnectionEnd::closed, Stop::closed}, std::pair{ConnectionEnd::reset, Stop::reset},
        std::pair{ConnectionEnd::timed_out, Stop::timed_out}}) {
    for (std::size_t length = 0; length < total; ++length) {
      converse_once(
          SmtpCase{TlsMode::starttls}, first_bytes(k_good_conversation, length),
          [stop = stop](const auto& facts, const auto& conversation) {
            EXPECT_EQ(facts.stop, stop);
            EXPECT_FALSE(facts.auth.accepted);
            EXPECT_EQ(facts.auth.reply, std::nullopt);
            EXPECT_EQ(conversation.next, Next::finish);
            EXPECT_EQ(conversation.marks.back(), (StepMark{facts.stopped_at, StepMark::Event::failed}));
          },
          end);
    }
  }
  converse_once(SmtpCase{TlsMode::starttls}, k_good_conversation,
                [](const auto& facts, const auto&) { EXPECT_TRUE(facts.auth.accepted); });
}

TEST(SmtpTruncation, StopsAtTheStepThatWasBegun) {
  std::size_t length = 0;
  const std::vector<Step> begun = {Step::greeting, Step::capabilities, Step::starttls, Step::capabilities,
                                   Step::authenticate};
  for (std::size_t turn = 0; turn < begun.size(); ++turn) {
    const std::size_t size = k_good_conversation[turn].sends.size();
    for (const std::size_t cut : {length, length + 1, length + size - 1}) {
      converse_once(SmtpCase{TlsMode::starttls}, first_bytes(k_good_conversation, cut),
                    [&](const auto& facts, const auto&) { EXPECT_EQ(facts.stopped_at, begun[turn]) << cut; });
    }
    length += size;
  }
}

TEST(SmtpTruncation, OfTheSenderCheckKeepsTheAcceptedLogin) {
  SmtpCase smtp_case;
  smtp_case.check_sender = "casella@pec.example";
  for (const std::string_view hello :
       {"250-x\r\n250 AUTH PLAIN\r\n", "250-x\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n"}) {
    const std::vector<ServerTurn> turns = {
        k_greeting, {"EHLO", hello}, k_accepts, {"MAIL", "250 ok\r\n"}, {"RCPT", "250 ok\r\n"}, {"RSET", "250 ok\r\n"}};
    const std::size_t logged_in = length_of({turns.begin(), turns.begin() + 3});
    const std::size_t sender_known = logged_in + turns[3].sends.size();
    const std::size_t recipient_known = sender_known + turns[4].sends.size();
    for (std::size_t length = 0; length <= length_of(turns); ++length) {
      converse_once(smtp_case, first_bytes(turns, length), [&](const auto& facts, const auto&) {
        EXPECT_EQ(facts.auth.accepted, length >= logged_in);
        EXPECT_EQ(facts.stop, length < recipient_known ? Stop::closed : Stop::none) << length;
        if (length >= logged_in && length < recipient_known) {
          EXPECT_EQ(facts.stopped_at, length < sender_known ? Step::sender : Step::recipient);
        }
      });
    }
  }
}

}  // namespace
}  // namespace pecprobe::test
