// Every attack of the list over a real connection: each ends in its own code, and no password ever leaves in clear.
#include "tests/integration/starttls_attacks.hpp"

#include "tests/integration/checked_service.hpp"
#include "tests/integration/mock_playing.hpp"
#include "tests/support/relay.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <memory>

namespace pecprobe::test {
namespace {

using testing::SizeIs;

class StarttlsAttackTest : public testing::TestWithParam<StarttlsAttack> {};

INSTANTIATE_TEST_SUITE_P(, StarttlsAttackTest, testing::ValuesIn(starttls_attacks()),
                         [](const auto& attack) { return attack.param.name; });

/// Logins that the servers took, or were offered, outside TLS.
std::size_t logins_in_clear(const pecmock::Journal& journal) {
  const auto entries = journal.entries();
  return static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), [](const auto& entry) {
    return entry.kind == pecmock::JournalEntry::Kind::login && !entry.encrypted;
  }));
}

TEST_P(StarttlsAttackTest, EndsInItsCodeWithoutALoginOutsideVerifiedTls) {
  const StarttlsAttack& attack = GetParam();
  const MockPlaying mock(attack.scenario());
  std::vector<std::unique_ptr<Relay>> taps;
  std::vector<Endpoint> endpoints;
  for (const AttackedService& service : attack.services) {
    taps.push_back(std::make_unique<Relay>(connected_to(mock.port(service.protocol, TlsMode::starttls))));
    endpoints.push_back({service.protocol, "localhost", taps.back()->port(), TlsMode::starttls});
  }
  NetworkOptions options;
  options.ca_file = mock.ca_file();
  options.family = AddressFamily::ipv4;
  options.service_timeout = attack.limit;
  const std::vector<CheckedService> checked = check_services(options, endpoints);
  for (std::size_t i = 0; i < checked.size(); ++i) {
    SCOPED_TRACE(to_string(attack.services[i].protocol));
    const CheckedService& service = checked[i];
    EXPECT_EQ(to_string(service.diagnosis.code), to_string(attack.services[i].code));
    EXPECT_EQ(service.logged_in(), attack.services[i].code == Code::ok);
    EXPECT_EQ(service.facts.dialogue.auth.attempted, service.logged_in());
    EXPECT_TRUE(!service.logged_in() || (service.facts.tls && service.facts.tls->verified()));
    EXPECT_FALSE(holds_password(taps[i]->said())) << "the password was sent in clear";
  }
  EXPECT_EQ(logins_in_clear(mock.journal()), 0U);
}

TEST(StarttlsAttacks, AreAtLeastForty) { EXPECT_THAT(starttls_attacks(), SizeIs(testing::Ge(40U))); }

/// The witness of the tests above sees a password in clear when there is one.
TEST(StarttlsAttacks, WouldBeNoticed) {
  const MockPlaying mock("starttls strip\ncleartext_login on");
  const Relay tap(connected_to(mock.port(Protocol::pop3, TlsMode::starttls)));
  NetworkOptions options;
  options.ca_file = mock.ca_file();
  const auto checked =
      check_services(options, {{Protocol::pop3, "127.0.0.1", tap.port(), TlsMode::starttls_if_offered}});
  EXPECT_TRUE(checked.front().logged_in());
  EXPECT_TRUE(holds_password(tap.said()));
  EXPECT_EQ(logins_in_clear(mock.journal()), 1U);
}

}  // namespace
}  // namespace pecprobe::test
