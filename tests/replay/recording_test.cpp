// The reader of recordings, on recordings made up here.
#include "tests/replay/recording.hpp"

#include "tests/replay/disguise.hpp"
#include "tests/replay/handshake_note.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace pecprobe::test {

namespace {

using ::testing::ElementsAre;

constexpr std::string_view k_smtp =
    "# protocol: smtp   tls: starttls\n"
    "# true cause: made up\n"
    "-- connect smtp.pec.test:25 (127.0.0.2)\n"
    "S: 220 hello\n"
    "C: STARTTLS\n"
    "S: 220 go\n"
    "-- TLS handshake ok: TLSv1.3 TLS_AES_256_GCM_SHA384\n"
    "C: AUTH LOGIN\n"
    "S: 334 VXNlcm5hbWU6\n"
    "C: Z29vZA==\n"
    "S: 334 UGFzc3dvcmQ6\n"
    "C: <base64 password>\n"
    "S: 535 no\n"
    "-- server closed the connection\n";

TEST(ReadRecording, KeepsTheExchangesOfALogin) {
  const Recording recording = read_recording(k_smtp);
  EXPECT_EQ(recording.cause, "made up");
  EXPECT_EQ(recording.protocol, Protocol::smtp);
  EXPECT_EQ(recording.tls, TlsMode::starttls);
  EXPECT_EQ(recording.host, "smtp.pec.test");
  ASSERT_EQ(recording.exchanges.size(), 3U);
  EXPECT_THAT(recording.exchanges[0].server, ElementsAre("220 hello"));
  EXPECT_EQ(recording.exchanges[1].handshake, "TLS handshake ok: TLSv1.3 TLS_AES_256_GCM_SHA384");
  const Exchange& login = recording.exchanges[2];
  EXPECT_EQ(login.kind, CommandKind::login);
  EXPECT_THAT(login.client, ElementsAre("AUTH LOGIN", "Z29vZA==", "<base64 password>"));
  EXPECT_THAT(login.challenges, ElementsAre("334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"));
  EXPECT_THAT(login.server, ElementsAre("535 no"));
  EXPECT_EQ(login.end, ConnectionEnd::closed);
}

TEST(ReadRecording, TakesUserAndPassForOneLogin) {
  const Recording recording = read_recording(
      "# protocol: pop3   tls: tls\nC: USER good\nS: +OK\nC: PASS <password>\nS: -ERR no\nC: QUIT\nS: +OK\n");
  ASSERT_EQ(recording.exchanges.size(), 2U);
  EXPECT_THAT(recording.exchanges[0].challenges, ElementsAre("+OK"));
  EXPECT_THAT(recording.exchanges[0].server, ElementsAre("-ERR no"));
}

TEST(ReadRecording, KeepsTheLastOfSeveralConnections) {
  const Recording recording =
      read_recording("# protocol: imap   tls: tls\n-- connection 1\nS: * OK first\n-- connection 2\nS: * OK second\n");
  ASSERT_EQ(recording.exchanges.size(), 1U);
  EXPECT_THAT(recording.exchanges[0].server, ElementsAre("* OK second"));
}

TEST(ReadRecording, RefusesWhatItDoesNotKnow) {
  EXPECT_THROW((void)read_recording("X: what\n"), std::runtime_error);
  EXPECT_THROW((void)read_recording("-- the cable was pulled\n"), std::runtime_error);
  EXPECT_THROW((void)read_recording("# protocol: nntp   tls: tls\n"), std::runtime_error);
}

TEST(ADisguise, ChangesHostsOnly) {
  Recording recording;
  recording.exchanges = {
      {CommandKind::greeting, {}, {}, {"250-smtps.pec.test", "421 4.7.0 <a@b.test>: imap2.pec.test Error"}, {}, {}}};
  EXPECT_THAT(with_other_hosts(recording).exchanges[0].server,
              ElementsAre("250-locked-expired.too-many.disabled.example",
                          "421 4.7.0 <a@locked-expired.too-many.disabled.example>: "
                          "locked-expired.too-many.disabled.example Error"));
}

TEST(ADisguise, ChangesFreeWordsOnly) {
  const auto disguised = [](Protocol protocol, std::string line) {
    Recording recording;
    recording.protocol = protocol;
    recording.exchanges = {{CommandKind::greeting, {}, {}, {std::move(line)}, {}, {}}};
    return with_words_in_capitals(recording).exchanges[0].server[0];
  };
  EXPECT_EQ(disguised(Protocol::imap, "a2 NO [EXPIRED] Password expired"), "a2 NO [EXPIRED] PASSWORD EXPIRED");
  EXPECT_EQ(disguised(Protocol::imap, "* BYE see you"), "* BYE SEE YOU");
  EXPECT_EQ(disguised(Protocol::imap, "+ PDIw"), "+ PDIw");
  EXPECT_EQ(disguised(Protocol::imap, "* OK [CAPABILITY a] hi"), "* OK [CAPABILITY a] HI");
  EXPECT_EQ(disguised(Protocol::pop3, "-ERR [AUTH] no"), "-ERR [AUTH] NO");
  EXPECT_EQ(disguised(Protocol::pop3, "+ UGFz"), "+ UGFz");
  EXPECT_EQ(disguised(Protocol::pop3, "+OK"), "+OK");
  EXPECT_EQ(disguised(Protocol::smtp, "535 5.7.8 no"), "535 5.7.8 NO");
}

TEST(KindOfCommand, IsFoundByNameWhateverTheTag) {
  EXPECT_EQ(kind_of(Protocol::imap, "x17 examine INBOX"), CommandKind::mailbox);
  EXPECT_EQ(kind_of(Protocol::imap, "a3 SELECT INBOX"), CommandKind::mailbox);
  EXPECT_EQ(kind_of(Protocol::pop3, "STAT"), CommandKind::mailbox);
  EXPECT_EQ(kind_of(Protocol::smtp, "DATA"), CommandKind::foreign);
}

TEST(HandshakeNote, OfACertificateIsItsError) {
  const TlsFacts facts = facts_from_note("TLS handshake: certificate verify failed: certificate has expired (code 10)");
  EXPECT_EQ(facts.failure, TlsFailure::certificate);
  EXPECT_THAT(facts.verify_errors,
              ElementsAre(VerifyError{CertificateProblem::expired, 0, 10, "certificate has expired"}));
}

TEST(HandshakeNote, OfASuccessIsVerifiedUnlessTheVersionIsOld) {
  EXPECT_TRUE(facts_from_note("TLS handshake ok: TLSv1.2 ECDHE").verified());
  EXPECT_EQ(facts_from_note("TLS handshake ok: TLSv1.1 ECDHE").failure, TlsFailure::version);
}

TEST(HandshakeNote, OfAFailureIsItsKind) {
  EXPECT_EQ(facts_from_note("TLS handshake: TLS error: WRONG_VERSION_NUMBER").failure, TlsFailure::not_tls);
  EXPECT_EQ(facts_from_note("TLS handshake: TLS error: TLSV1_ALERT_PROTOCOL_VERSION").failure, TlsFailure::version);
  EXPECT_EQ(facts_from_note("TLS handshake: TLS error: SSLV3_ALERT_HANDSHAKE_FAILURE").failure, TlsFailure::alert);
  EXPECT_EQ(facts_from_note("TLS handshake: timeout after 8.0 s").failure, TlsFailure::timed_out);
  EXPECT_THROW((void)facts_from_note("TLS handshake: TLS error: WHATEVER"), std::runtime_error);
}

}  // namespace

}  // namespace pecprobe::test
