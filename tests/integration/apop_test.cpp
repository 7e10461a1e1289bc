// APOP against pecmock's POP3 server, which computes the digest by itself.
#include "tests/integration/checked_service.hpp"
#include "tests/integration/mock_playing.hpp"

#include <gmock/gmock.h>

namespace pecprobe::test {
namespace {

constexpr std::string_view k_nothing_else = R"(pop3 { capability only "TOP" "UIDL" })";

std::vector<std::string> login_mechanisms(const pecmock::Journal& journal) {
  std::vector<std::string> mechanisms;
  for (const auto& entry : journal.entries()) {
    if (entry.kind == pecmock::JournalEntry::Kind::login) {
      mechanisms.push_back(entry.mechanism + " " + entry.outcome);
    }
  }
  return mechanisms;
}

CheckedService check_pop3(const MockPlaying& mock) {
  NetworkOptions options;
  options.ca_file = mock.ca_file();
  return check_services(options, {mock.endpoint(Protocol::pop3, TlsMode::implicit)}).front();
}

TEST(Apop, LogsInWhereNothingElseIsOffered) {
  const MockPlaying mock(k_nothing_else);
  const CheckedService service = check_pop3(mock);
  EXPECT_EQ(to_string(service.diagnosis.code), "ok");
  EXPECT_THAT(login_mechanisms(mock.journal()), testing::ElementsAre("APOP accepted"));
}

TEST(Apop, IsRefusedOnceWithAnotherPassword) {
  const MockPlaying mock(std::string(k_nothing_else) + R"(
account "casella@pec.example" { password "another-password" })");
  const CheckedService service = check_pop3(mock);
  EXPECT_EQ(to_string(service.diagnosis.code), "auth_rejected");
  EXPECT_THAT(login_mechanisms(mock.journal()), testing::ElementsAre("APOP wrong"));
}

TEST(Apop, IsNotUsedBesideUserAndPassword) {
  const MockPlaying mock("pop3 { mechanisms none }");
  EXPECT_EQ(to_string(check_pop3(mock).diagnosis.code), "ok");
  EXPECT_THAT(login_mechanisms(mock.journal()), testing::ElementsAre("USER/PASS accepted"));
}

}  // namespace
}  // namespace pecprobe::test
