#include "protocols/net/ticket_pool.hpp"

#include "tests/support/set_clock.hpp"

#include <gmock/gmock.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

class TicketPoolTest : public testing::Test {
 protected:
  enum class Version { tls12 = TLS1_2_VERSION, tls13 = TLS1_3_VERSION };

  /// A session with this one byte as its name, whose certificates hold for a day around now.
  [[nodiscard]] Ticket ticket(char name, Version version = Version::tls13) const {
    Ticket ticket{decltype(Ticket::session){SSL_SESSION_new()}, verification(m_clock.time - 24h, m_clock.time + 24h)};
    const auto id = static_cast<unsigned char>(name);
    SSL_SESSION_set1_id(ticket.session.get(), &id, 1);
    SSL_SESSION_set_protocol_version(ticket.session.get(), static_cast<int>(version));
    return ticket;
  }

  [[nodiscard]] std::shared_ptr<const VerifiedChain> verification(Timestamp from, Timestamp to) const {
    VerifiedChain made;
    made.not_before = std::chrono::floor<std::chrono::seconds>(from);
    made.not_after = std::chrono::floor<std::chrono::seconds>(to);
    made.at = m_clock.time;
    return std::make_shared<VerifiedChain>(made);
  }

  /// The names of what comes out until there is nothing more, at most ten.
  [[nodiscard]] std::string drain(const TlsDestination& destination) {
    std::string names;
    for (int i = 0; i < 10; ++i) {
      if (const auto ticket = m_pool.take(destination)) {
        unsigned size = 0;
        names += static_cast<char>(*SSL_SESSION_get_id(ticket->session.get(), &size));
      }
    }
    return names;
  }

  test::SetClock m_clock;
  TicketPool m_pool{m_clock};
  TlsDestination m_server{"imap.pec.example", 993, "192.0.2.1", TlsMode::implicit};
};

TEST_F(TicketPoolTest, GivesEachTicketOfTls13OnceAndTheNewestFirst) {
  for (const char name : {'a', 'b', 'c'}) {
    m_pool.keep(m_server, ticket(name));
  }
  EXPECT_EQ(drain(m_server), "cba");
}

TEST_F(TicketPoolTest, GivesTheNewestSessionOfTls12AgainAndAgain) {
  for (const char name : {'a', 'b'}) {
    m_pool.keep(m_server, ticket(name, Version::tls12));
  }
  EXPECT_EQ(drain(m_server), "bbbbbbbbbb");
}

TEST_F(TicketPoolTest, KeepsEveryDestinationForItself) {
  m_pool.keep(m_server, ticket('a'));
  const TlsDestination other_name{"pop.pec.example", 993, "192.0.2.1", TlsMode::implicit};
  const TlsDestination other_port{"imap.pec.example", 143, "192.0.2.1", TlsMode::implicit};
  const TlsDestination other_address{"imap.pec.example", 993, "192.0.2.2", TlsMode::implicit};
  const TlsDestination other_mode{"imap.pec.example", 993, "192.0.2.1", TlsMode::starttls};
  for (const TlsDestination& destination : {other_name, other_port, other_address, other_mode}) {
    EXPECT_EQ(drain(destination), "");
  }
  EXPECT_EQ(drain(m_server), "a");
}

TEST_F(TicketPoolTest, GivesNothingOnceACertificateOfTheChainHasExpired) {
  Ticket expiring = ticket('a');
  expiring.verification = verification(m_clock.time - 24h, m_clock.time + 10min);
  m_pool.keep(m_server, std::move(expiring));
  m_clock.time += 10min + 1s;
  EXPECT_EQ(drain(m_server), "");
}

TEST_F(TicketPoolTest, GivesNothingBeforeACertificateBegins) {
  m_pool.keep(m_server, ticket('a'));
  m_clock.time -= 25h;
  EXPECT_EQ(drain(m_server), "");
}

TEST_F(TicketPoolTest, HasTheCertificateShownAgainAfterAnHour) {
  m_pool.keep(m_server, ticket('a', Version::tls12));
  m_clock.time += TicketPool::k_verification_holds - 1ms;
  EXPECT_NE(drain(m_server), "");
  m_clock.time += 1ms;
  EXPECT_EQ(drain(m_server), "");
}

TEST_F(TicketPoolTest, LooksPastTicketsThatNoLongerHold) {
  m_pool.keep(m_server, ticket('a'));
  Ticket expired = ticket('b');
  expired.verification = verification(m_clock.time - 48h, m_clock.time - 24h);
  m_pool.keep(m_server, std::move(expired));
  EXPECT_EQ(drain(m_server), "a");
}

TEST_F(TicketPoolTest, DropsTheOldestOfADestination) {
  m_pool.keep(m_server, ticket('a'));
  for (std::size_t i = 0; i < TicketPool::k_max_per_destination; ++i) {
    m_pool.keep(m_server, ticket('b'));
  }
  std::size_t given = 0;
  for (std::string names; !(names = drain(m_server)).empty(); given += names.size()) {
    EXPECT_EQ(names.find('a'), std::string::npos);
  }
  EXPECT_EQ(given, TicketPool::k_max_per_destination);
}

TEST_F(TicketPoolTest, NeverHoldsMoreThanItMay) {
  std::size_t given = 0;
  for (std::size_t i = 0; i <= TicketPool::k_max_tickets; ++i) {
    m_server.port = static_cast<std::uint16_t>(i);
    m_pool.keep(m_server, ticket('a'));
  }
  for (std::size_t i = 0; i <= TicketPool::k_max_tickets; ++i) {
    m_server.port = static_cast<std::uint16_t>(i);
    given += drain(m_server).size();
  }
  EXPECT_LE(given, TicketPool::k_max_tickets);
  EXPECT_GE(given, 1U) << "the last one was kept";
}

TEST_F(TicketPoolTest, ForgetsADestinationOnly) {
  TlsDestination other = m_server;
  other.port = 995;
  m_pool.keep(m_server, ticket('a'));
  m_pool.keep(other, ticket('b'));
  m_pool.forget(m_server);
  EXPECT_EQ(drain(m_server), "");
  EXPECT_EQ(drain(other), "b");
}

}  // namespace
}  // namespace pecprobe
