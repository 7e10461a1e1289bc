// Connections of one network that go on with the TLS sessions of earlier ones.
#include "tests/integration/checked_service.hpp"
#include "tests/integration/mock_playing.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;

/// One network whose checks come one after the other.
class Client {
 public:
  explicit Client(const MockPlaying& mock, Resumption resumption = Resumption::after_the_first_one) {
    NetworkOptions options;
    options.ca_file = mock.ca_file();
    options.family = AddressFamily::ipv4;
    options.resumption = resumption;
    m_network = std::move(Network::create(options).value());
  }

  [[nodiscard]] ServiceFacts check(const Endpoint& endpoint) {
    ServiceFacts ended;
    m_network->start({endpoint, m_credentials, m_redactor, {}, {}, {}},
                     [&](ServiceFacts facts) { ended = std::move(facts); });
    m_network->run();
    EXPECT_TRUE(ended.dialogue.auth.accepted);
    return ended;
  }

  /// Which of `count` checks were resumed.
  [[nodiscard]] std::vector<bool> resumed(const Endpoint& endpoint, int count) {
    std::vector<bool> which;
    for (int i = 0; i < count; ++i) {
      which.push_back(check(endpoint).tls.value().resumed);
    }
    return which;
  }

 private:
  std::unique_ptr<Network> m_network;
  Credentials m_credentials{std::string(k_login), Secret{k_password}};
  Redactor m_redactor{m_credentials.password, m_credentials.login};
};

/// Which handshakes the server took for resumed ones.
std::vector<bool> resumed_by(const MockPlaying& mock) {
  std::vector<bool> which;
  for (const pecmock::JournalEntry& entry : mock.journal().entries()) {
    if (entry.kind == pecmock::JournalEntry::Kind::handshake) {
      which.push_back(entry.text.ends_with(" resumed"));
    }
  }
  return which;
}

using Way = std::tuple<Protocol, TlsMode, std::string_view>;

class ResumptionTest : public testing::TestWithParam<Way> {
 protected:
  [[nodiscard]] Protocol protocol() const { return std::get<0>(GetParam()); }
  [[nodiscard]] TlsMode mode() const { return std::get<1>(GetParam()); }
  [[nodiscard]] std::string_view version() const { return std::get<2>(GetParam()); }
  [[nodiscard]] Endpoint endpoint() const { return m_mock.endpoint(protocol(), mode()); }

  MockPlaying m_mock{"tls " + std::string(version()) + "\n"};
};

std::string way_name(const testing::TestParamInfo<Way>& way) {
  const auto& [protocol, mode, version] = way.param;
  return std::string(to_string(protocol)) + "_" + std::string(to_string(mode)) +
         (version == "1.2" ? "_tls12" : "_tls13");
}
INSTANTIATE_TEST_SUITE_P(, ResumptionTest,
                         testing::Combine(testing::ValuesIn(k_protocols),
                                          testing::Values(TlsMode::implicit, TlsMode::starttls),
                                          testing::Values("1.2", "1.3")),
                         way_name);

TEST_P(ResumptionTest, EveryConnectionAfterTheFirstGoesOnWithAnEarlierSession) {
  Client client(m_mock);
  EXPECT_THAT(client.resumed(endpoint(), 4), ElementsAre(false, true, true, true));
  EXPECT_THAT(resumed_by(m_mock), ElementsAre(false, true, true, true));
}

TEST_P(ResumptionTest, TheReportShowsTheCertificatesOfTheFullHandshake) {
  Client client(m_mock);
  const ServiceFacts full = client.check(endpoint());
  const ServiceFacts resumed = client.check(endpoint());
  ASSERT_TRUE(resumed.tls->resumed);
  EXPECT_FALSE(full.tls->chain.empty());
  EXPECT_EQ(resumed.tls->chain, full.tls->chain);
  EXPECT_EQ(resumed.tls->version, full.tls->version);
  EXPECT_EQ(resumed.tls->host_match, HostMatch::matched);
  EXPECT_EQ(resumed.tls->handshake_round_trips, 1);
}

TEST_P(ResumptionTest, ACheckNeverDoes) {
  Client client(m_mock, Resumption::never);
  EXPECT_THAT(client.resumed(endpoint(), 3), ElementsAre(false, false, false));
  EXPECT_THAT(resumed_by(m_mock), ElementsAre(false, false, false));
}

TEST(ResumptionLimits, AnotherNameOfTheSameServerIsAskedForItsCertificate) {
  const MockPlaying mock("");
  Client client(mock);
  EXPECT_THAT(client.resumed(mock.endpoint(Protocol::imap, TlsMode::implicit, "localhost"), 2),
              ElementsAre(false, true));
  EXPECT_THAT(client.resumed(mock.endpoint(Protocol::imap, TlsMode::implicit, "127.0.0.1"), 2),
              ElementsAre(false, true));
}

TEST(ResumptionLimits, AServerThatAsksForAClientCertificateIsAlwaysAskedAnew) {
  const MockPlaying mock("client_certificate requested\n");
  Client client(mock);
  for (int i = 0; i < 3; ++i) {
    const ServiceFacts facts = client.check(mock.endpoint(Protocol::imap, TlsMode::implicit));
    EXPECT_FALSE(facts.tls->resumed);
    EXPECT_TRUE(facts.tls->client_certificate_asked);
  }
}

TEST(ResumptionLimits, ACertificateThatDoesNotHoldIsJudgedEveryTime) {
  const MockPlaying mock("certificate wrong_host\n");
  NetworkOptions options;
  options.ca_file = mock.ca_file();
  options.resumption = Resumption::after_the_first_one;
  const auto network = std::move(Network::create(options).value());
  const Credentials credentials{std::string(k_login), Secret{k_password}};
  const Redactor redactor(credentials.password, credentials.login);
  int judged = 0;
  for (int i = 0; i < 3; ++i) {
    network->start({mock.endpoint(Protocol::imap, TlsMode::implicit), credentials, redactor, {}, {}, {}},
                   [&judged](const ServiceFacts& facts) {
                     ++judged;
                     EXPECT_FALSE(facts.tls->resumed);
                     EXPECT_EQ(facts.tls->host_match, HostMatch::mismatched);
                     EXPECT_FALSE(facts.dialogue.auth.attempted);
                   });
    network->run();
  }
  EXPECT_EQ(judged, 3);
}

}  // namespace
}  // namespace pecprobe::test
