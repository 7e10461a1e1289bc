// The many ways to name a server, and the addresses behind a name.
#include "tests/integration/checked_service.hpp"
#include "tests/integration/mock_playing.hpp"
#include "tests/integration/pecprobe_run.hpp"
#include "tests/support/relay.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// pecmock's IMAP server on another address of loopback. Nothing where this computer has no such address.
std::unique_ptr<Relay> listening_on(const std::string& address, const MockPlaying& mock) {
  try {
    return std::make_unique<Relay>(connected_to(mock.port(Protocol::imap, TlsMode::implicit)), address);
  } catch (const boost::system::system_error&) {
    return nullptr;
  }
}

Endpoint imap_at(const std::string& host, std::uint16_t port) {
  return {Protocol::imap, host, port, TlsMode::implicit};
}

/// The name asked for in the handshake (SNI) as the server noted it.
std::string handshakes_of(const pecmock::Journal& journal) {
  std::string texts;
  for (const auto& entry : journal.entries()) {
    texts += entry.kind == pecmock::JournalEntry::Kind::handshake ? entry.text + "\n" : "";
  }
  return texts;
}

class Names : public testing::Test {
 protected:
  [[nodiscard]] CheckedService check(const MockPlaying& mock, const Endpoint& endpoint,
                                     const std::string& addresses = {}) {
    NetworkOptions options;
    options.ca_file = mock.ca_file();
    options.family = m_family;
    if (!addresses.empty()) {
      options.resolve = {
          parse_resolve_override(fmt::format("{}:{}:{}", endpoint.host, endpoint.port, addresses)).value()};
    }
    return check_services(options, {endpoint}).front();
  }

  AddressFamily m_family = AddressFamily::any;
};

TEST_F(Names, AnIpv4LiteralIsComparedWithTheAddressesOfTheCertificate) {
  const MockPlaying mock("");
  const CheckedService service = check(mock, mock.endpoint(Protocol::imap, TlsMode::implicit, "127.0.0.1"));
  EXPECT_EQ(to_string(service.diagnosis.code), "ok");
  EXPECT_EQ(handshakes_of(mock.journal()).find("127.0.0.1"), std::string::npos) << "an address is no server name";
}

TEST_F(Names, AnIpv6LiteralIsComparedWithTheAddressesOfTheCertificate) {
  const MockPlaying mock("");
  const auto server = listening_on("::1", mock);
  if (!server) {
    GTEST_SKIP() << "this computer has no IPv6 loopback";
  }
  const auto endpoint = parse_endpoint_url(fmt::format("imaps://[::1]:{}", server->port()));
  ASSERT_TRUE(endpoint);
  EXPECT_EQ(to_string(check(mock, *endpoint).diagnosis.code), "ok");
}

TEST_F(Names, AnAddressThatIsNotInTheCertificateIsAnotherHost) {
  const MockPlaying mock("");
  const auto server = listening_on("127.0.0.2", mock);
  ASSERT_TRUE(server);
  const CheckedService service = check(mock, imap_at("127.0.0.2", server->port()));
  EXPECT_EQ(to_string(service.diagnosis.code), "tls_cert_wrong_host");
  EXPECT_FALSE(service.facts.dialogue.auth.attempted);
}

TEST_F(Names, AnInternationalisedNameIsAskedForAndComparedInItsAsciiForm) {
  const MockPlaying mock("certificate valid hosts \"xn--pc-7ia.example\"");
  const Endpoint endpoint = mock.endpoint(Protocol::imap, TlsMode::implicit, "p\u00e8c.example");
  EXPECT_EQ(to_string(check(mock, endpoint, "127.0.0.1").diagnosis.code), "ok");
  EXPECT_NE(handshakes_of(mock.journal()).find("xn--pc-7ia.example"), std::string::npos);
}

TEST_F(Names, ATrailingDotIsNoPartOfTheName) {
  const MockPlaying mock("");
  const Endpoint endpoint = mock.endpoint(Protocol::imap, TlsMode::implicit, "mail.pec.example.");
  EXPECT_EQ(to_string(check(mock, endpoint, "127.0.0.1").diagnosis.code), "ok");
  const std::string handshakes = handshakes_of(mock.journal());
  EXPECT_NE(handshakes.find("mail.pec.example"), std::string::npos);
  EXPECT_EQ(handshakes.find("mail.pec.example."), std::string::npos);
}

class AddressFamilies : public Names {
 protected:
  void SetUp() override {
    m_server = listening_on("::1", m_mock);
    if (!m_server) {
      GTEST_SKIP() << "this computer has no IPv6 loopback";
    }
  }
  [[nodiscard]] CheckedService check_both() {
    return check(m_mock, imap_at("mail.pec.example", m_server->port()), "127.0.0.1,[::1]");
  }

  MockPlaying m_mock{""};
  std::unique_ptr<Relay> m_server;  // on ::1; its port of 127.0.0.1 refuses
};

TEST_F(AddressFamilies, AServerOnIpv6OnlyIsReachedAndTheOtherFamilyToldOf) {
  const CheckedService service = check_both();
  EXPECT_EQ(to_string(service.diagnosis.code), "ok");
  EXPECT_EQ(service.facts.connect.address, "::1");
  EXPECT_THAT(service.warnings, ElementsAre(Warning{WarningCode::address_family_broken, "IPv4"}));
}

TEST_F(AddressFamilies, OnlyIpv6WhereItIsAskedFor) {
  m_family = AddressFamily::ipv6;
  const CheckedService service = check_both();
  EXPECT_EQ(to_string(service.diagnosis.code), "ok");
  EXPECT_THAT(service.facts.resolve.addresses, ElementsAre("::1"));
  EXPECT_THAT(service.warnings, IsEmpty());
}

TEST_F(AddressFamilies, OnlyIpv4WhereItIsAskedFor) {
  m_family = AddressFamily::ipv4;
  const CheckedService service = check_both();
  EXPECT_EQ(to_string(service.diagnosis.code), "connect_refused");
  EXPECT_THAT(service.facts.resolve.addresses, ElementsAre("127.0.0.1"));
}

TEST_F(AddressFamilies, ANameWithoutAnAddressOfTheFamilyIsNotFound) {
  m_family = AddressFamily::ipv4;
  const CheckedService service = check(m_mock, imap_at("mail.pec.example", m_server->port()), "[::1]");
  EXPECT_EQ(to_string(service.diagnosis.code), "dns_not_found");
}

TEST_F(AddressFamilies, EachAddressIsReportedWhereAllAreAskedFor) {
  const ProgramRun run = run_pecprobe({{"--ca-file", m_mock.ca_file(), "--format", "json", "--all-addresses", "--imap",
                                        fmt::format("imaps://mail.pec.example:{}", m_server->port()), "--resolve",
                                        fmt::format("mail.pec.example:{}:127.0.0.1,[::1]", m_server->port())}});
  EXPECT_EQ(run.exit_status, 1);
  const auto account = nlohmann::json::parse(run.out).at("accounts").at(0);
  std::vector<std::string> ends;
  for (const auto& service : account.at("services")) {
    ends.push_back(service.at("diagnosis").at("code"));
  }
  EXPECT_THAT(ends, ElementsAre("connect_refused", "ok"));
  EXPECT_EQ(account.at("warnings").at(0).at("code"), "address_family_broken");
}

}  // namespace
}  // namespace pecprobe::test
