// The channel against a TLS server whose bytes come in pieces: whatever the network does to them, nothing is lost and
// nothing is waited for that is already there.
#include "protocols/net/channel.hpp"

#include "tests/unit/net/driven_connection.hpp"

#include <gmock/gmock.h>

#include <malloc.h>

#include <algorithm>

namespace pecprobe::test {
namespace {

using pecmock::CertificateKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<CertificateProblem> problems_of(const TlsFacts& tls) {
  std::vector<CertificateProblem> problems;
  std::transform(tls.verify_errors.begin(), tls.verify_errors.end(), std::back_inserter(problems),
                 [](const VerifyError& error) { return error.problem; });
  return problems;
}

bool has_failed(const DrivenConnection& connection) { return connection.told().tls.failure != TlsFailure::none; }

/// The whole conversation, in pieces that end at the offsets that `is_cut` names; gives how many bytes the server sent.
/// A client that found a certificate that does not hold reads no further.
template <typename IsCut>
std::size_t converse(DrivenConnection& connection, IsCut is_cut) {
  std::size_t sent = 0;
  for (std::string flight = connection.next_flight(); !flight.empty() && !has_failed(connection);
       flight = connection.next_flight()) {
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= flight.size(); ++i) {
      if (i == flight.size() || is_cut(sent + i)) {
        connection.deliver(std::string_view(flight).substr(begin, i - begin));
        begin = i;
      }
    }
    sent += flight.size();
  }
  return sent;
}

struct HandshakeExample {
  std::string name;
  CertificateKind certificate;
  PeerOptions peer;
  std::vector<CertificateProblem> problems;
};

const std::vector<HandshakeExample> k_handshakes = {
    {"Good13", CertificateKind::valid, {}, {}},
    {"Good12", CertificateKind::valid, {TLS1_2_VERSION}, {}},
    {"OldSignature13", CertificateKind::sha1, {}, {CertificateProblem::weak}},
    {"OldSignature12", CertificateKind::sha1, {TLS1_2_VERSION}, {CertificateProblem::weak}},
    {"Expired13", CertificateKind::expired, {}, {CertificateProblem::expired}},
    {"SelfSigned12", CertificateKind::self_signed, {TLS1_2_VERSION}, {CertificateProblem::self_signed}},
    {"SecondHello13", CertificateKind::valid, {TLS1_3_VERSION, "P-384"}, {}},
};

class ChannelHandshake : public testing::TestWithParam<HandshakeExample> {
 protected:
  static void expect_whole(const Told& told) {
    ASSERT_EQ(told.handshakes, 1);
    EXPECT_EQ(problems_of(told.tls), GetParam().problems);
    EXPECT_EQ(told.tls.failure, GetParam().problems.empty() ? TlsFailure::none : TlsFailure::certificate);
    EXPECT_EQ(told.received, GetParam().problems.empty() ? k_greeting : "");
    EXPECT_FALSE(told.tls.chain.empty());
    EXPECT_FALSE(told.end.has_value());
  }
};

INSTANTIATE_TEST_SUITE_P(, ChannelHandshake, testing::ValuesIn(k_handshakes),
                         [](const auto& handshake) { return handshake.param.name; });

TEST_P(ChannelHandshake, EndsTheSameWhereverTheServersBytesAreCutInTwo) {
  DrivenConnection whole(GetParam().certificate, GetParam().peer);
  const std::size_t size = converse(whole, [](std::size_t) { return false; });
  expect_whole(whole.told());
  for (std::size_t cut = 1; cut < size && !HasFailure(); cut += 7) {
    SCOPED_TRACE(testing::Message() << "cut after byte " << cut);
    DrivenConnection connection(GetParam().certificate, GetParam().peer);
    converse(connection, [cut](std::size_t offset) { return offset == cut; });
    expect_whole(connection.told());
  }
}

TEST_P(ChannelHandshake, EndsTheSameInPiecesOfAnySize) {
  for (const std::size_t size : {1U, 2U, 3U, 5U, 64U}) {
    SCOPED_TRACE(testing::Message() << "pieces of " << size);
    DrivenConnection connection(GetParam().certificate, GetParam().peer);
    converse(connection, [size](std::size_t offset) { return offset % size == 0; });
    expect_whole(connection.told());
  }
}

TEST(ChannelChains, ThatAreKnownHoldForTheirOwnHostsOnly) {
  for (const std::string host : {"localhost", "other.test", "localhost"}) {
    DrivenConnection connection(CertificateKind::valid, {}, {}, host);
    converse(connection, [](std::size_t) { return false; });
    const bool is_its_own = host == "localhost";
    EXPECT_EQ(connection.told().tls.host_match, is_its_own ? HostMatch::matched : HostMatch::mismatched);
    EXPECT_EQ(connection.told().received, is_its_own ? k_greeting : "") << host;
  }
}

TEST_P(ChannelHandshake, IsGivenUpAtAnyByteWithWhatIsKnownSoFar) {
  DrivenConnection whole(GetParam().certificate, GetParam().peer);
  const std::string flight = whole.next_flight();
  for (std::size_t cut = 0; cut < flight.size() - 1 && !HasFailure(); cut += 31) {
    SCOPED_TRACE(testing::Message() << "silence after byte " << cut);
    DrivenConnection connection(GetParam().certificate, GetParam().peer);
    connection.deliver(connection.next_flight().substr(0, cut));
    ASSERT_EQ(connection.told().handshakes, 0);
    connection.channel().handshake_timed_out();
    connection.turn();
    EXPECT_EQ(connection.told().tls.failure, TlsFailure::timed_out);
    EXPECT_FALSE(connection.channel().is_encrypted());
  }
}

TEST_P(ChannelHandshake, WritesOnlyInsideTlsThatHolds) {
  DrivenConnection connection(GetParam().certificate, GetParam().peer);
  converse(connection, [](std::size_t) { return false; });
  connection.channel().write(Secret{"a1 LOGIN"});
  connection.turn();
  static_cast<void>(connection.next_flight());
  EXPECT_EQ(connection.peer().heard(), GetParam().problems.empty() ? "a1 LOGIN" : "");
}

/// The types of the records in `bytes` (RFC 5246 §6.2.1).
std::vector<int> record_types(std::string_view bytes) {
  std::vector<int> types;
  while (bytes.size() >= 5) {
    const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
    types.push_back(static_cast<int>(byte(0)));
    bytes.remove_prefix(std::min(bytes.size(), 5 + byte(3) * 256 + byte(4)));
  }
  return types;
}

TEST(ChannelRenegotiation, IsRefusedWithAnAlertAndNoSecondHandshake) {
  DrivenConnection connection(CertificateKind::valid, {TLS1_2_VERSION});
  converse(connection, [](std::size_t) { return false; });
  ASSERT_TRUE(connection.channel().is_encrypted());
  connection.deliver(connection.peer().ask_again());
  constexpr int k_alert = 21;
  EXPECT_THAT(record_types(connection.sockets().received()), ElementsAre(k_alert));
  EXPECT_EQ(connection.told().handshakes, 1);
  EXPECT_FALSE(connection.told().end.has_value());
}

TEST(ChannelKeyUpdates, AFloodOfThemDelaysNothingAndIsAnswered) {
  DrivenConnection connection;
  converse(connection, [](std::size_t) { return false; });
  ASSERT_TRUE(connection.channel().is_encrypted());
  for (int flood = 0; flood < 50; ++flood) {
    connection.deliver(connection.peer().renew_keys(100));
    static_cast<void>(connection.next_flight());  // the client's own renewals, which the server must be able to read
  }
  EXPECT_FALSE(connection.told().end.has_value());
  connection.channel().write(Secret{"a1 NOOP"});
  connection.turn();
  static_cast<void>(connection.next_flight());
  EXPECT_EQ(connection.peer().heard(), "a1 NOOP");
}

TEST(ChannelKeyUpdates, AServerThatDoesNotReadTheAnswersIsWaitedForAndNothingIsKeptForIt) {
  DrivenConnection connection;
  converse(connection, [](std::size_t) { return false; });
  const std::size_t before = ::mallinfo2().uordblks;
  bool has_room = true;
  for (int flood = 0; flood < 1000 && has_room; ++flood) {
    has_room = connection.sockets().offer(connection.peer().renew_keys(100));
    connection.turn();
  }
  EXPECT_FALSE(has_room) << "the client stops reading when nobody reads what it answers";
  EXPECT_FALSE(connection.told().end.has_value());
  EXPECT_LT(::mallinfo2().uordblks, before + 1024 * 1024);
}

/// The server breaks off with an alert.
class ChannelAlerts : public testing::TestWithParam<int> {};

INSTANTIATE_TEST_SUITE_P(, ChannelAlerts, testing::Values(TLS1_2_VERSION, TLS1_3_VERSION),
                         [](const auto& version) { return version.param == TLS1_2_VERSION ? "tls12" : "tls13"; });

TEST_P(ChannelAlerts, EndTheHandshakeBeforeAndWithinItsFlight) {
  DrivenConnection at_once(CertificateKind::valid, {GetParam()});
  at_once.deliver(at_once.peer().fatal_alert());
  EXPECT_EQ(at_once.told().tls.failure, TlsFailure::alert);
  EXPECT_FALSE(at_once.channel().is_encrypted());

  DrivenConnection later(CertificateKind::valid, {GetParam()});
  const std::string flight = later.next_flight();
  later.deliver(flight.substr(0, flight.size() / 2));
  ASSERT_EQ(later.told().handshakes, 0);
  later.deliver(later.peer().fatal_alert());
  later.sockets().close_far();
  later.turn();
  EXPECT_NE(later.told().tls.failure, TlsFailure::none);
  EXPECT_FALSE(later.channel().is_encrypted());
}

TEST_P(ChannelAlerts, EndTheConnectionAfterTheHandshake) {
  DrivenConnection connection(CertificateKind::valid, {GetParam()});
  converse(connection, [](std::size_t) { return false; });
  ASSERT_TRUE(connection.channel().is_encrypted());
  connection.deliver(connection.peer().fatal_alert());
  EXPECT_EQ(connection.told().end, ConnectionEnd::reset);
  EXPECT_EQ(connection.told().tls.failure, TlsFailure::none);
  EXPECT_EQ(connection.told().received, k_greeting);
}

/// With TLS 1.3 the server's judgement on our last flight comes when the handshake has ended for us.
TEST(ChannelAlert, InsteadOfTheGreetingIsAboutTheHandshake) {
  DrivenConnection connection;
  connection.deliver(connection.next_flight());
  ASSERT_TRUE(connection.channel().is_encrypted());
  connection.deliver(connection.peer().fatal_alert());
  EXPECT_EQ(connection.told().end, ConnectionEnd::tls_failed);
  EXPECT_EQ(connection.told().tls.failure, TlsFailure::alert);
}

// --- sessions of earlier connections ------------------------------------------------------------------------------

/// Each connection is with a server of its own, which cannot read the tickets of the others.
class ChannelTickets : public testing::TestWithParam<int> {
 protected:
  TicketUse tickets() {
    return {m_pool, {"localhost", 993, "127.0.0.1", TlsMode::implicit}, pecprobe::Handshake::may_resume};
  }
  [[nodiscard]] PeerOptions peer() const { return {GetParam()}; }

 private:
  SystemClock m_clock;
  TicketPool m_pool{m_clock};
};

INSTANTIATE_TEST_SUITE_P(, ChannelTickets, testing::Values(TLS1_2_VERSION, TLS1_3_VERSION),
                         [](const auto& version) { return version.param == TLS1_2_VERSION ? "tls12" : "tls13"; });

TEST_P(ChannelTickets, ThatTheServerDoesNotKnowLeadToAFullVerification) {
  DrivenConnection first(CertificateKind::valid, peer(), tickets());
  converse(first, [](std::size_t) { return false; });
  ASSERT_TRUE(first.channel().is_encrypted());
  DrivenConnection good(CertificateKind::valid, peer(), tickets());
  converse(good, [](std::size_t) { return false; });
  EXPECT_TRUE(good.has_offered_session());
  EXPECT_FALSE(good.told().tls.resumed);
  EXPECT_TRUE(good.channel().is_encrypted());
  DrivenConnection other(CertificateKind::expired, peer(), tickets());
  converse(other, [](std::size_t) { return false; });
  EXPECT_TRUE(other.has_offered_session());
  EXPECT_THAT(problems_of(other.told().tls), ElementsAre(CertificateProblem::expired));
  EXPECT_FALSE(other.channel().is_encrypted());
}

TEST_P(ChannelTickets, AreForgottenWhenTheServerBreaksOff) {
  DrivenConnection first(CertificateKind::valid, peer(), tickets());
  converse(first, [](std::size_t) { return false; });
  DrivenConnection broken(CertificateKind::valid, peer(), tickets());
  ASSERT_TRUE(broken.has_offered_session());
  broken.deliver(std::string("\x15\x03\x03\x00\x02\x02\x33", 7));  // fatal, decrypt_error
  EXPECT_EQ(broken.told().tls.failure, TlsFailure::alert);
  const DrivenConnection next(CertificateKind::valid, peer(), tickets());
  EXPECT_FALSE(next.has_offered_session());
}

TEST(ChannelFirstBytes, OfAnotherProtocolAreKeptAsEvidence) {
  DrivenConnection connection;
  connection.deliver("HTTP/1.1 400 Bad Request\r\n");
  EXPECT_EQ(connection.told().handshakes, 1);
  EXPECT_EQ(connection.told().tls.failure, TlsFailure::not_tls);
  EXPECT_EQ(connection.told().tls.not_tls_bytes, "HTTP/1.1 400 Bad Request\r\n");
}

TEST(ChannelFirstBytes, MayBeTheEndInstead) {
  DrivenConnection connection;
  connection.sockets().close_far();
  connection.turn();
  EXPECT_EQ(connection.told().handshakes, 1);
  EXPECT_EQ(connection.told().tls.failure, TlsFailure::closed);
  EXPECT_EQ(connection.told().tls.failure_text, "connection reset") << "the ClientHello was never read";
}

TEST(ChannelFirstBytes, MayBeAnOrderlyEndInstead) {
  DrivenConnection connection;
  static_cast<void>(connection.next_flight());
  connection.sockets().close_far();
  connection.turn();
  EXPECT_EQ(connection.told().tls.failure, TlsFailure::closed);
  EXPECT_EQ(connection.told().tls.failure_text, "connection closed");
}

TEST(ChannelHandshakeEnd, ComesAtAnyByteOfTheFlight) {
  DrivenConnection whole;
  const std::size_t size = whole.next_flight().size();
  for (std::size_t cut = 1; cut < size && !testing::Test::HasFailure(); cut += 17) {
    SCOPED_TRACE(testing::Message() << "closed after byte " << cut);
    DrivenConnection connection;
    connection.deliver(connection.next_flight().substr(0, cut));
    connection.sockets().close_far();
    connection.turn();
    EXPECT_EQ(connection.told().handshakes, 1);
    EXPECT_EQ(connection.told().tls.failure, TlsFailure::closed);
  }
}

TEST(ChannelAlert, IsNamedWhereverItIsCut) {
  const std::string alert("\x15\x03\x03\x00\x02\x02\x28", 7);  // fatal, handshake_failure
  for (std::size_t cut = 1; cut < alert.size(); ++cut) {
    DrivenConnection connection;
    connection.deliver(alert.substr(0, cut));
    EXPECT_EQ(connection.told().handshakes, 0);
    connection.deliver(alert.substr(cut));
    EXPECT_EQ(connection.told().handshakes, 1);
    EXPECT_EQ(connection.told().tls.failure, TlsFailure::alert);
    EXPECT_THAT(connection.told().tls.failure_text, HasSubstr("handshake failure"));
  }
}

TEST(ChannelRecords, GarbageInsideTlsEndsTheHandshake) {
  DrivenConnection connection;
  connection.deliver(std::string("\x16\x03\x03\xff\xff", 5));  // a record longer than any may be
  EXPECT_EQ(connection.told().handshakes, 1);
  EXPECT_EQ(connection.told().tls.failure, TlsFailure::other);
}

}  // namespace
}  // namespace pecprobe::test
