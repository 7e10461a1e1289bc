// Servers that lie, echo, speak out of turn or go away.
#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"
#include "tests/unit/pop3/pop3_script.hpp"

#include <random>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Pop3Hostile : public Pop3Test {
 protected:
  /// The turns with everything behind the first `count` bytes missing.
  static std::vector<ServerTurn> cut_off(std::vector<ServerTurn> turns, std::size_t count) {
    for (ServerTurn& turn : turns) {
      turn.sends = turn.sends.substr(0, count);
      count -= turn.sends.size();
    }
    return turns;
  }
};

TEST_F(Pop3Hostile, ACloseAtAnyByteIsNeverAnAcceptedPasswordBeforeTheServersYes) {
  const std::string list = capa({"STLS", "USER"});
  const std::string after = capa({"USER", "RESP-CODES"});
  const std::vector<ServerTurn> turns = {{"", k_greeting}, {"CAPA", list}, {"STLS", k_ok},  {"CAPA", after},
                                         {"USER", k_ok},   {"PASS", k_ok}, {"STAT", k_stat}};
  const std::vector<Step> waiting = {Step::greeting,     Step::capabilities, Step::starttls, Step::capabilities,
                                     Step::authenticate, Step::authenticate, Step::mailbox};
  use_tls(TlsMode::starttls);
  std::size_t sent = 0;
  for (std::size_t turn = 0; turn < turns.size(); ++turn) {
    for (std::size_t bytes = 0; bytes < turns[turn].sends.size(); ++bytes, ++sent) {
      const DialogueFacts facts = converse(cut_off(turns, sent));
      EXPECT_EQ(facts.stop, Stop::closed) << sent;
      EXPECT_EQ(facts.stopped_at, waiting.at(turn)) << sent;
      EXPECT_EQ(facts.auth.accepted, turn == 6) << sent;
      EXPECT_EQ(facts.auth.attempted, turn >= 5) << sent;
    }
  }
  EXPECT_EQ(converse(turns).stop, Stop::none);
}

TEST_F(Pop3Hostile, TheEndOfTheConnectionIsNamedAtTheStepThatWaited) {
  const std::string list = capa({"USER"});
  for (const auto& [end, stop] :
       std::vector<std::pair<ConnectionEnd, Stop>>{{ConnectionEnd::closed, Stop::closed},
                                                   {ConnectionEnd::reset, Stop::reset},
                                                   {ConnectionEnd::timed_out, Stop::timed_out},
                                                   {ConnectionEnd::cancelled, Stop::cancelled}}) {
    const auto dialogue = make();
    const Conversation conversation =
        play(*dialogue, {{"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", "-ER"}}, 0, end);
    EXPECT_EQ(dialogue->facts().stop, stop);
    EXPECT_EQ(dialogue->facts().stopped_at, Step::authenticate);
    EXPECT_TRUE(dialogue->facts().auth.attempted);
    EXPECT_FALSE(dialogue->facts().auth.reply.has_value());
    EXPECT_EQ(conversation.marks.back(), (StepMark{Step::authenticate, StepMark::Event::failed}));
    EXPECT_EQ(conversation.shown.back(), "PASS <password>");
  }
}

TEST_F(Pop3Hostile, AnOkThatComesBeforeItsCommandIsNoAnswerToIt) {
  const std::string list = capa({"USER"});
  const std::string early_list = list + "+OK\r\n";
  const std::vector<std::pair<std::vector<ServerTurn>, Step>> servers = {
      {{{"", "+OK\r\n+OK\r\n"}}, Step::capabilities},
      {{{"", k_greeting}, {"CAPA", early_list}}, Step::authenticate},
      {{{"", k_greeting}, {"CAPA", list}, {"USER", "+OK\r\n+OK\r\n"}}, Step::authenticate},
      {{{"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", "+OK\r\n+OK 1 2\r\n"}}, Step::mailbox}};
  for (const auto& [turns, step] : servers) {
    const DialogueFacts facts = converse(turns);
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    EXPECT_EQ(facts.stopped_at, step);
    EXPECT_EQ(facts.auth.accepted, step == Step::mailbox);
    EXPECT_EQ(facts.auth.attempted, step == Step::mailbox);
    EXPECT_EQ(facts.protocol_error, "the server spoke before it was asked");
    EXPECT_THAT(facts.unexpected, testing::StartsWith("+OK"));
  }
}

TEST_F(Pop3Hostile, WordsThatAreNoAnswerBreakTheProtocol) {
  const std::string list = capa({"USER"});
  const std::vector<std::pair<std::vector<ServerTurn>, Step>> servers = {
      {{{"", k_greeting}, {"CAPA", "+OKAY\r\n"}}, Step::capabilities},
      {{{"", k_greeting}, {"CAPA", list}, {"USER", "OK\r\n"}}, Step::authenticate},
      {{{"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", "+OKnotreally\r\n"}}, Step::authenticate},
      {{{"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", "\r\n"}}, Step::authenticate},
      {{{"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", k_ok}, {"STAT", "3 4711\r\n"}}, Step::mailbox}};
  for (const auto& [turns, step] : servers) {
    for_every_cut(turns, [step = step](const DialogueFacts& facts, const Conversation& conversation) {
      EXPECT_EQ(facts.stop, Stop::protocol_error);
      EXPECT_EQ(facts.stopped_at, step);
      EXPECT_EQ(facts.auth.accepted, step == Step::mailbox);
      EXPECT_EQ(facts.protocol_error, "an answer that is neither +OK nor -ERR");
      EXPECT_NE(conversation.shown.back(), "QUIT");
    });
  }
}

TEST_F(Pop3Hostile, APasswordThatComesBackIsMaskedWhereverItStands) {
  const std::string echo = " " + password() + " " + base64_encode(password()) + " " + plain_message();
  const std::string greeting = "+OK" + echo + "\r\n";
  const std::string list = "+OK\r\nIMPLEMENTATION" + echo + "\r\nSASL " + base64_encode(password()) + " PLAIN\r\n.\r\n";
  const std::string refusal = "-ERR [AUTH" + echo + "]" + echo + "\r\n";
  for_every_cut({{"", greeting}, {"CAPA", list}, {"AUTH", refusal}},
                [&](const DialogueFacts& facts, const Conversation&) {
                  EXPECT_EQ(facts.stop, Stop::auth_refused);
                  EXPECT_EQ(facts.greeting->text, "<password> <password> <password>");
                  EXPECT_EQ(facts.auth.reply->text, "<password> <password> <password>");
                  EXPECT_EQ(facts.auth.reply->response_arguments, "<password> <password> <password>");
                  EXPECT_THAT(facts.after_tls,
                              ElementsAre("IMPLEMENTATION <PASSWORD> <PASSWORD> <PASSWORD>", "SASL <PASSWORD> PLAIN"));
                  EXPECT_THAT(facts.auth.offered, ElementsAre("<PASSWORD>", "PLAIN"));
                });
  const std::string code = "-ERR [" + password() + "] no\r\n";
  for_every_cut({{"", code}}, [&](const DialogueFacts& facts, const Conversation&) {
    EXPECT_EQ(facts.greeting->response_code, "<password>");
    EXPECT_EQ(facts.greeting->text, "no");
  });
  const std::string unexpected = "what is " + password() + "\r\n";
  for_every_cut({{"", k_greeting}, {"CAPA", unexpected}}, [&](const DialogueFacts& facts, const Conversation&) {
    EXPECT_EQ(facts.unexpected, "what is <password>");
  });
}

TEST_F(Pop3Hostile, HalfAnEchoBehindAnAnswerIsNotKept) {
  const std::string list = capa({"SASL PLAIN"});
  const std::string answer = "+OK\r\nyour password " + password() + "\r\nis " + password().substr(0, 10);
  const DialogueFacts facts = converse({{"", k_greeting}, {"CAPA", list}, {"AUTH", answer}});
  EXPECT_EQ(facts.protocol_error, "the server spoke before it was asked");
  EXPECT_EQ(facts.unexpected, "your password <password>\r\n");
}

TEST_F(Pop3Hostile, LongAnswersAreCutForTheReport) {
  const std::string list = capa({"SASL PLAIN"});
  const std::string answer = "-ERR " + std::string(k_max_line - 5, 'x') + "\r\n";
  const DialogueFacts facts = converse({{"", k_greeting}, {"CAPA", list}, {"AUTH", answer}}, 100);
  EXPECT_EQ(facts.stop, Stop::auth_refused);
  EXPECT_EQ(facts.auth.reply->text, std::string(k_kept_line_bytes, 'x'));
  EXPECT_EQ(facts.auth.reply->lines.at(0).size(), k_kept_line_bytes);
}

TEST_F(Pop3Hostile, AnyBytesAreSurvivedWithOneAttemptAtMost) {
  std::mt19937 random(20260801);
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  const std::vector<std::string> words = {
      "+OK",  "-ERR",       "+ ",        "+",       "\r\n",        "\n",  ".\r\n", " ",
      "STLS", "SASL PLAIN", "USER",      "[",       "AUTH]",       "1 2", "\r",    std::string(1, '\0'),
      "..",   "PIPELINING", "\r\n.\r\n", "+OK\r\n", "-ERR no\r\n", "\xFF"};
  const std::string list = capa({"USER", "PIPELINING"});
  const std::vector<ServerTurn> good = {{"", k_greeting}, {"CAPA", list}, {"USER", k_ok}, {"PASS", k_ok}};
  int attempts = 0;
  for (int run = 0; run < 5'000; ++run) {
    use_tls(run % 2 == 0 ? TlsMode::implicit : TlsMode::starttls_if_offered);
    std::vector<std::string> sent(1 + below(6));
    for (std::string& bytes : sent) {
      for (std::size_t n = 1 + below(6); n > 0; --n) {
        bytes += words[below(words.size())];
      }
    }
    std::vector<ServerTurn> turns = good;
    turns.resize(below(good.size() + 1));
    for (const std::string& bytes : sent) {
      turns.push_back({"", bytes});
    }
    const DialogueFacts facts = converse(turns, below(3));
    attempts += facts.auth.attempted ? 1 : 0;
  }
  EXPECT_GT(attempts, 1'000);
  EXPECT_LT(attempts, 4'000);
}

}  // namespace
}  // namespace pecprobe::test
