#include "protocols/net/session.hpp"

#include "protocols/sasl/apop.hpp"
#include "tests/unit/net/session_fakes.hpp"

#include <gmock/gmock.h>

namespace pecprobe::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view k_password = "segreta-app-password";

class SessionTest : public testing::Test {
 protected:
  SessionTest() {
    m_limits.connect = m_limits.handshake = m_limits.greeting = m_limits.reply = 20ms;
    m_limits.service = 500ms;
    m_limits.leaving = 20ms;
  }

  ServiceFacts run(const std::function<void(Session&)>& meanwhile = {}) {
    FakeResolver resolver(m_loop, m_addresses);
    FakeConnector connector(m_loop, m_connection);
    const SessionServices services{
        m_loop, m_clock, resolver, connector,
        [this](Socket /*socket*/, ChannelEvents events, const TlsDestination&, Handshake handshake) {
          return std::make_unique<FakeChannel>(m_loop, m_peer, std::move(events), handshake);
        }};
    const Redactor redactor(m_credentials.password, m_credentials.login);
    std::optional<ServiceFacts> facts;
    const auto session =
        start_session(services, m_limits, {m_endpoint, m_credentials, redactor, {}, {}, {}}, [&](ServiceFacts f) {
          facts = std::move(f);
          m_loop.stop();  // the deadlines that nobody needs any more
        });
    if (meanwhile) {
      meanwhile(*session);
    }
    m_loop.restart();
    m_loop.run();
    return std::move(facts.value());
  }

  static std::vector<std::string> steps_of(const ServiceFacts& facts) {
    std::vector<std::string> steps;
    for (const StepRecord& step : facts.steps) {
      steps.push_back(std::string(to_string(step.step)) + ":" + std::string(to_string(step.status)));
    }
    return steps;
  }

  boost::asio::io_context m_loop;
  SystemClock m_clock;
  SessionLimits m_limits;
  Credentials m_credentials{"ditta@pec.example", Secret{k_password}};
  Endpoint m_endpoint{Protocol::pop3, "pop.pec.example", 995, TlsMode::implicit};
  std::optional<ResolveFacts> m_addresses = ResolveFacts{ResolveOutcome::found, {"192.0.2.1"}, {}};
  std::optional<ConnectOutcome> m_connection = ConnectOutcome::connected;
  Peer m_peer{
      good_handshake(),
      {},
      {"+OK ready\r\n", "+OK\r\nSASL PLAIN\r\nPIPELINING\r\n.\r\n", "+OK logged in\r\n", "+OK 3 4096\r\n+OK bye\r\n"},
      {}};
};

TEST_F(SessionTest, GoesThroughAllStepsAndCountsRoundTrips) {
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.dialogue.stop, Stop::none);
  EXPECT_TRUE(facts.dialogue.auth.accepted);
  EXPECT_TRUE(facts.dialogue.farewell_answered);
  EXPECT_THAT(steps_of(facts), ElementsAre("resolve:pass", "connect:pass", "tls:pass", "greeting:pass",
                                           "capabilities:pass", "authenticate:pass", "mailbox:pass", "logout:pass"));
  EXPECT_EQ(facts.round_trips, 6) << "connection, handshake, greeting, CAPA, AUTH, STAT with QUIT";
}

TEST_F(SessionTest, KeepsATranscriptWithoutThePassword) {
  const ServiceFacts facts = run();
  EXPECT_THAT(m_peer.received, testing::Contains(HasSubstr("AUTH PLAIN "))) << "the password was really sent";
  const Secret response = base64_encode(Secret{std::string_view("\0ditta@pec.example\0", 19)}.append(k_password));
  const std::string secret_line(response.reveal());
  for (const TranscriptEntry& entry : facts.transcript.entries()) {
    EXPECT_THAT(entry.text, Not(HasSubstr(std::string(k_password))));
    EXPECT_THAT(entry.text, Not(HasSubstr(secret_line.substr(0, 20))));
  }
}

TEST_F(SessionTest, ADigestThatTheServerRepeatsIsMaskedEverywhere) {
  const Secret digest = apop_digest("<1@pec.example>", Secret{k_password}).value();
  const std::string text(digest.reveal());
  m_peer.answers = {"+OK ready <1@pec.example>\r\n", "+OK\r\nTOP\r\n.\r\n", "-ERR not " + text + "\r\n", "+OK bye\r\n"};
  const ServiceFacts facts = run();
  EXPECT_THAT(m_peer.received, testing::Contains(HasSubstr(text))) << "the digest was really sent";
  EXPECT_EQ(facts.dialogue.auth.reply->text, "not <password>");
  for (const TranscriptEntry& entry : facts.transcript.entries()) {
    EXPECT_THAT(entry.text, Not(HasSubstr(text)));
  }
}

TEST_F(SessionTest, ANameThatDoesNotExistEndsBeforeAnyConnection) {
  m_addresses = ResolveFacts{ResolveOutcome::not_found, {}, "Name or service not known"};
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.resolve.outcome, ResolveOutcome::not_found);
  EXPECT_THAT(steps_of(facts), ElementsAre("resolve:fail"));
  EXPECT_THAT(facts.connect.attempts, IsEmpty());
}

TEST_F(SessionTest, ASilentResolverIsGivenUp) {
  m_addresses.reset();
  EXPECT_EQ(run().resolve.outcome, ResolveOutcome::failed);
}

TEST_F(SessionTest, ARefusedConnectionIsToldAsSuch) {
  m_connection = ConnectOutcome::refused;
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.connect.outcome(), ConnectOutcome::refused);
  EXPECT_THAT(steps_of(facts), ElementsAre("resolve:pass", "connect:fail"));
  EXPECT_FALSE(facts.tls.has_value());
}

TEST_F(SessionTest, LackOfDescriptorsIsThisComputersFault) {
  m_connection = ConnectOutcome::local_failure;
  EXPECT_EQ(run().local, LocalStop::resources);
}

TEST_F(SessionTest, TheServiceLimitEndsAConnectionThatNeverComes) {
  m_connection.reset();
  m_limits.service = 20ms;
  EXPECT_EQ(run().connect.outcome(), ConnectOutcome::timed_out);
}

TEST_F(SessionTest, NothingIsWrittenWhenTheCertificateDoesNotHold) {
  m_peer.handshake->verify_errors = {{CertificateProblem::expired, 0, 10, "certificate has expired"}};
  const ServiceFacts facts = run();
  EXPECT_THAT(m_peer.received, IsEmpty());
  EXPECT_EQ(facts.dialogue.stop, Stop::tls_failed);
  EXPECT_FALSE(facts.dialogue.auth.attempted);
  EXPECT_THAT(steps_of(facts), testing::Contains("tls:fail"));
}

TEST_F(SessionTest, NothingIsWrittenWhenTheNameDoesNotMatch) {
  m_peer.handshake->host_match = HostMatch::mismatched;
  EXPECT_EQ(run().dialogue.stop, Stop::tls_failed);
  EXPECT_THAT(m_peer.received, IsEmpty());
}

TEST_F(SessionTest, AHandshakeThatNeverEndsTimesOut) {
  m_peer.handshake.reset();
  const ServiceFacts facts = run();
  ASSERT_TRUE(facts.tls.has_value());
  EXPECT_EQ(facts.tls->failure, TlsFailure::timed_out);
  EXPECT_THAT(m_peer.received, IsEmpty());
}

TEST_F(SessionTest, SilenceInsteadOfAGreetingTimesOutThere) {
  m_peer.answers.clear();
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.dialogue.stop, Stop::timed_out);
  EXPECT_EQ(facts.dialogue.stopped_at, Step::greeting);
}

TEST_F(SessionTest, SilenceAfterTheLoginCommandTimesOutThere) {
  m_peer.answers.resize(2);
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.dialogue.stop, Stop::timed_out);
  EXPECT_EQ(facts.dialogue.stopped_at, Step::authenticate);
  EXPECT_TRUE(facts.dialogue.auth.attempted);
  EXPECT_FALSE(facts.dialogue.auth.accepted);
}

TEST_F(SessionTest, NobodyWaitsLongForTheAnswerToTheFarewell) {
  m_peer.answers.back() = "+OK 3 4096\r\n";
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.dialogue.stop, Stop::none) << "the verdict stands";
  EXPECT_FALSE(facts.dialogue.farewell_answered);
  EXPECT_EQ(steps_of(facts).back(), "logout:skip");
}

TEST_F(SessionTest, StarttlsComesBeforeTheLogin) {
  m_endpoint.tls = TlsMode::starttls;
  m_peer.answers = {"+OK ready\r\n",     "+OK\r\nSTLS\r\n.\r\n",
                    "+OK begin\r\n",     "+OK\r\nSASL PLAIN\r\nPIPELINING\r\n.\r\n",
                    "+OK logged in\r\n", "+OK 0 0\r\n+OK bye\r\n"};
  // The handshake takes no turn of the dialogue: the first answer after it belongs to the second CAPA.
  m_peer.answers.insert(m_peer.answers.begin() + 3, "");
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.dialogue.stop, Stop::none);
  EXPECT_EQ(facts.round_trips, 8) << "connection, greeting, CAPA, STLS, handshake, CAPA, AUTH, STAT with QUIT";
  EXPECT_THAT(steps_of(facts), testing::Contains("starttls:pass"));
}

TEST_F(SessionTest, ImapTakesFiveRoundTrips) {
  m_endpoint = {Protocol::imap, "imap.pec.example", 993, TlsMode::implicit};
  m_peer.answers = {"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n", "a1 OK logged in\r\n",
                    "* 1 EXISTS\r\na2 OK [READ-ONLY] done\r\n* BYE bye\r\na3 OK bye\r\n"};
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.dialogue.stop, Stop::none);
  EXPECT_EQ(facts.round_trips, 5) << "connection, handshake, greeting, AUTHENTICATE, EXAMINE with LOGOUT";
}

TEST_F(SessionTest, ImapWithStarttlsTakesSevenRoundTrips) {
  m_endpoint = {Protocol::imap, "imap.pec.example", 143, TlsMode::starttls};
  m_peer.answers = {"* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n",
                    "a1 OK begin\r\n",
                    "",  // the handshake takes no turn of the dialogue
                    "* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\na2 OK done\r\n",
                    "a3 OK logged in\r\n",
                    "* 1 EXISTS\r\na4 OK [READ-ONLY] done\r\n* BYE bye\r\na5 OK bye\r\n"};
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.dialogue.stop, Stop::none);
  EXPECT_EQ(facts.round_trips, 7) << "connection, greeting, STARTTLS, handshake, CAPABILITY, AUTHENTICATE, EXAMINE";
}

TEST_F(SessionTest, SmtpTakesSixRoundTripsWithItsFarewell) {
  m_endpoint = {Protocol::smtp, "smtp.pec.example", 465, TlsMode::implicit};
  m_peer.answers = {"220 smtp.pec.example ESMTP\r\n", "250-smtp.pec.example\r\n250 AUTH PLAIN\r\n", "235 2.7.0 ok\r\n",
                    "221 2.0.0 bye\r\n"};
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.dialogue.stop, Stop::none);
  EXPECT_EQ(facts.round_trips, 6) << "connection, handshake, greeting, EHLO, AUTH, QUIT";
}

TEST_F(SessionTest, ACancelledSessionSaysSo) {
  m_addresses.reset();
  const ServiceFacts facts =
      run([this](Session& session) { boost::asio::post(m_loop, [&session] { session.cancel(); }); });
  EXPECT_EQ(facts.local, LocalStop::cancelled);
  EXPECT_EQ(facts.dialogue.stop, Stop::cancelled);
}

TlsFacts broken_handshake() {
  TlsFacts tls;
  tls.failure = TlsFailure::alert;
  tls.failure_text = "alert: decrypt error";
  return tls;
}

TEST_F(SessionTest, AServerThatBreaksAResumedHandshakeIsJudgedByAFullOne) {
  m_peer.resumed_handshake = broken_handshake();
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.dialogue.stop, Stop::none);
  EXPECT_TRUE(facts.dialogue.auth.accepted);
  EXPECT_EQ(facts.tls->failure, TlsFailure::none);
  EXPECT_THAT(steps_of(facts), ElementsAre("resolve:pass", "connect:pass", "tls:pass", "greeting:pass",
                                           "capabilities:pass", "authenticate:pass", "mailbox:pass", "logout:pass"));
  EXPECT_EQ(facts.round_trips, 6);
  EXPECT_EQ(std::count_if(m_peer.received.begin(), m_peer.received.end(),
                          [](const std::string& flight) { return flight.starts_with("AUTH"); }),
            1);
}

TEST_F(SessionTest, AServerThatBreaksTheFullHandshakeTooFailsThere) {
  m_peer.resumed_handshake = broken_handshake();
  m_peer.handshake = broken_handshake();
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.dialogue.stop, Stop::tls_failed);
  EXPECT_EQ(facts.tls->failure, TlsFailure::alert);
  EXPECT_THAT(steps_of(facts), ElementsAre("resolve:pass", "connect:pass", "tls:fail"));
}

TEST_F(SessionTest, AResumedHandshakeThatBreaksAfterStarttlsBeginsAgainFromTheGreeting) {
  m_endpoint = {Protocol::imap, "imap.pec.example", 143, TlsMode::starttls};
  m_peer.resumed_handshake = broken_handshake();
  const std::string greeting = "* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready\r\n";
  m_peer.answers = {greeting,
                    "a1 OK begin\r\n",
                    greeting,
                    "a1 OK begin\r\n",
                    "* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\na2 OK done\r\n",
                    "a3 NO refused\r\n"};
  const ServiceFacts facts = run();
  EXPECT_EQ(facts.dialogue.stop, Stop::auth_refused);
  EXPECT_THAT(facts.dialogue.before_tls, ElementsAre("IMAP4REV1", "STARTTLS", "LOGINDISABLED"));
}

TEST_F(SessionTest, CancelledWhileLeavingItKeepsItsVerdict) {
  m_peer.answers.back() = "+OK 3 4096\r\n";  // and no answer to QUIT
  m_limits.leaving = 1h;
  std::function<void()> cancel_at_the_end;
  const ServiceFacts facts = run([&](Session& session) {
    cancel_at_the_end = [&] {
      boost::asio::post(
          m_loop, m_peer.answers.empty() ? std::function<void()>([&session] { session.cancel(); }) : cancel_at_the_end);
    };
    cancel_at_the_end();
  });
  EXPECT_EQ(facts.local, LocalStop::none);
  EXPECT_EQ(facts.dialogue.stop, Stop::none);
  EXPECT_TRUE(facts.dialogue.auth.accepted);
}

}  // namespace
}  // namespace pecprobe::test
