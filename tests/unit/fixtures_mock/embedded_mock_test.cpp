// The test program that fixtures/README.md shows; clients/readme compares the two.
#include "fixtures/mock/mock_server.hpp"
#include "fixtures/scenarios/scenario_library.hpp"
#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gtest/gtest.h>

namespace {

void my_client_logs_in(std::uint16_t port, const std::string& ca_pem, const std::string& login,
                       const std::string& password) {
  pecmock::test::RawClient client(port);
  ASSERT_EQ(client.start_tls(ca_pem), "");
  client.say("a LOGIN " + login + " " + password);
  EXPECT_TRUE(client.lines_until("a ").back().starts_with("a OK"));
}

TEST(MyClient, LogsInOnce) {
  const pecmock::MockServer server(pecmock::builtin_scenario("good").value());
  my_client_logs_in(server.ports().imaps, server.ca_pem(), "casella@pec.example", "app-password-1");
  EXPECT_EQ(server.journal().count(pecmock::JournalEntry::Kind::login, pecmock::Protocol::imap), 1U);
}

}  // namespace
