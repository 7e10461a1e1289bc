// The first line: good, refused, or not POP3 at all.
#include "protocols/wire/limits.hpp"
#include "tests/unit/pop3/pop3_script.hpp"

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Pop3Greeting : public Pop3Test {};

TEST_F(Pop3Greeting, OfARefusingServerIsKeptWithItsCode) {
  const std::vector<ServerTurn> turns = {{"", "-ERR [SYS/TEMP] maintenance until ten\r\n"}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::greeting_refused);
    EXPECT_EQ(facts.stopped_at, Step::greeting);
    EXPECT_EQ(facts.greeting->response_code, "SYS/TEMP");
    EXPECT_EQ(facts.greeting->text, "maintenance until ten");
    EXPECT_THAT(conversation.shown, ElementsAre("QUIT"));
    EXPECT_THAT(told(conversation.marks), ElementsAre("greeting began", "greeting failed", "logout began"));
  });
}

TEST_F(Pop3Greeting, MayCarryAnApopTimestampThatIsNotUsed) {
  const std::string list = capa({"USER"});
  const std::vector<ServerTurn> turns = {{"", "+OK ready <1896.697170952@pop.example>\r\n"},
                                         {"CAPA", list},
                                         {"USER", k_ok},
                                         {"PASS", k_ok},
                                         {"STAT", k_stat}};
  for_every_cut(turns, [&](const DialogueFacts& facts, const Conversation&) {
    EXPECT_EQ(facts.stop, Stop::none);
    EXPECT_EQ(facts.greeting->text, "ready <1896.697170952@pop.example>");
  });
}

struct Foreign {
  std::string_view what;
  std::string_view bytes;
  Lookalike looks_like;
  std::string_view unexpected;
};

class Pop3ForeignGreeting : public Pop3Test, public testing::WithParamInterface<Foreign> {};

TEST_P(Pop3ForeignGreeting, IsRecognisedAndNothingIsWritten) {
  for_every_cut({{"", GetParam().bytes}}, [&](const DialogueFacts& facts, const Conversation& conversation) {
    EXPECT_EQ(facts.stop, Stop::not_this_protocol);
    EXPECT_EQ(facts.stopped_at, Step::greeting);
    EXPECT_EQ(facts.looks_like, GetParam().looks_like);
    EXPECT_EQ(facts.unexpected, GetParam().unexpected);
    EXPECT_THAT(conversation.shown, IsEmpty());
    EXPECT_THAT(told(conversation.marks), ElementsAre("greeting began", "greeting failed"));
  });
}

INSTANTIATE_TEST_SUITE_P(
    Servers, Pop3ForeignGreeting,
    testing::Values(
        Foreign{"Http", "HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n", Lookalike::http, "HTTP/1.1 400 Bad Request"},
        Foreign{"Ssh", "SSH-2.0-OpenSSH_9.2\r\n", Lookalike::ssh, "SSH-2.0-OpenSSH_9.2"},
        Foreign{"Imap", "* OK [CAPABILITY IMAP4rev1] ready\r\n", Lookalike::imap, "* OK [CAPABILITY IMAP4rev1] ready"},
        Foreign{"Smtp", "220 mail.example ESMTP\r\n", Lookalike::smtp, "220 mail.example ESMTP"},
        Foreign{"WordThatDoesNotEnd", "+OKnotreally\r\n", Lookalike::unknown, "+OKnotreally"},
        Foreign{"ErrorThatDoesNotEnd", "-ERROR no\r\n", Lookalike::unknown, "-ERROR no"},
        Foreign{"Challenge", "+ go ahead\r\n", Lookalike::unknown, "+ go ahead"},
        Foreign{"EmptyLine", "\r\n", Lookalike::unknown, ""},
        Foreign{"TlsAlertWithoutALineEnd", "\x15\x03\x01", Lookalike::tls, "\x15\x03\x01"},
        Foreign{"TextWithoutALineEnd", "SSH-2.0", Lookalike::ssh, "SSH-2.0"}),
    [](const auto& test) { return std::string(test.param.what); });

TEST_F(Pop3Greeting, ThatIsForeignAndNeverEndsIsCutOffAtTheLimit) {
  const std::string noise = "<html>" + std::string(2 * k_max_line, 'x');
  for (const std::size_t piece : {std::size_t{0}, std::size_t{1}, std::size_t{1000}}) {
    const DialogueFacts facts = converse({{"", noise}}, piece);
    EXPECT_EQ(facts.stop, Stop::not_this_protocol);
    EXPECT_EQ(facts.looks_like, Lookalike::http);
    EXPECT_EQ(facts.unexpected, noise.substr(0, k_kept_line_bytes));
  }
}

TEST_F(Pop3Greeting, ThatBeginsWellAndNeverEndsBreaksTheLimit) {
  const std::string noise = "+OK " + std::string(2 * k_max_line, 'x');
  for (const std::size_t piece : {std::size_t{0}, std::size_t{1}, std::size_t{1000}}) {
    const DialogueFacts facts = converse({{"", noise}}, piece);
    EXPECT_EQ(facts.stop, Stop::protocol_error);
    EXPECT_EQ(facts.stopped_at, Step::greeting);
    EXPECT_EQ(facts.protocol_error, "a line of the server is longer than 8192 bytes");
  }
}

TEST_F(Pop3Greeting, ThatNeverComesLeavesWhatTheConnectionSays) {
  const std::vector<std::pair<ConnectionEnd, Stop>> ends = {{ConnectionEnd::closed, Stop::closed},
                                                            {ConnectionEnd::reset, Stop::reset},
                                                            {ConnectionEnd::timed_out, Stop::timed_out},
                                                            {ConnectionEnd::cancelled, Stop::cancelled}};
  for (const auto& [end, stop] : ends) {
    for (const std::string_view sent : {"", "+", "-E", "+OK half a li"}) {
      const DialogueFacts facts = converse({{"", sent}}, 0, end);
      EXPECT_EQ(facts.stop, stop);
      EXPECT_EQ(facts.stopped_at, Step::greeting);
    }
  }
}

TEST_F(Pop3Greeting, ThatIsForeignWinsOverASilentEndButNotOverACancellation) {
  EXPECT_EQ(converse({{"", "hello"}}, 0, ConnectionEnd::timed_out).stop, Stop::not_this_protocol);
  EXPECT_EQ(converse({{"", "hello"}}, 0, ConnectionEnd::reset).stop, Stop::not_this_protocol);
  EXPECT_EQ(converse({{"", "hello"}}, 0, ConnectionEnd::cancelled).stop, Stop::cancelled);
}

}  // namespace
}  // namespace pecprobe::test
