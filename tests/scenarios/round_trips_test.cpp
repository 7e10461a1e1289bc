// How often a login crosses the network, counted by the servers and compared with what the report says.
#include "fixtures/scenarios/scenario_library.hpp"
#include "tests/scenarios/client_run.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace pecprobe::test {
namespace {

using pecmock::JournalEntry;
using pecmock::ProbeMode;

struct Count {
  const char* name;
  const char* scenario;
  ProbeMode mode;
  Protocol protocol;
  int round_trips;
};

class RoundTrips : public testing::TestWithParam<Count> {};

INSTANTIATE_TEST_SUITE_P(
    Scenarios, RoundTrips,
    testing::Values(Count{"imap", "good", ProbeMode::implicit, Protocol::imap, 5},
                    Count{"pop3", "good", ProbeMode::implicit, Protocol::pop3, 6},
                    Count{"smtp", "good", ProbeMode::implicit, Protocol::smtp, 6},
                    Count{"imap_with_starttls", "good", ProbeMode::starttls, Protocol::imap, 7},
                    Count{"pop3_with_starttls", "good", ProbeMode::starttls, Protocol::pop3, 8},
                    Count{"smtp_with_starttls", "good", ProbeMode::starttls, Protocol::smtp, 8},
                    Count{"imap_like_dovecot", "dovecot-postfix", ProbeMode::implicit, Protocol::imap, 5},
                    Count{"pop3_like_dovecot", "dovecot-postfix", ProbeMode::implicit, Protocol::pop3, 6},
                    Count{"smtp_like_postfix", "dovecot-postfix", ProbeMode::implicit, Protocol::smtp, 6},
                    // The handshake of TLS 1.2 takes two.
                    Count{"imap_over_tls_12", "tls12-only", ProbeMode::implicit, Protocol::imap, 6},
                    // CAPABILITY has to be asked for, and so has the challenge.
                    Count{"imap_without_capabilities_in_the_greeting", "capabilities-only-on-request",
                          ProbeMode::implicit, Protocol::imap, 6},
                    Count{"imap_without_initial_response", "no-initial-response", ProbeMode::implicit, Protocol::imap,
                          6},
                    // STAT and QUIT one after the other.
                    Count{"pop3_without_pipelining", "no-pipelining", ProbeMode::implicit, Protocol::pop3, 7},
                    // MAIL, RCPT, RSET and QUIT go together.
                    Count{"smtp_with_sender", "sender-checked", ProbeMode::implicit, Protocol::smtp, 6}),
    [](const auto& parameter) { return parameter.param.name; });

/// The connection, the handshake, the greeting, and every flight of commands that an answer parts from the next.
int seen_by_server(const std::vector<JournalEntry>& journal) {
  int connections = 0;
  int handshakes = 0;
  int flights = 0;
  for (const JournalEntry& entry : journal) {
    connections += entry.kind == JournalEntry::Kind::connected ? 1 : 0;
    flights = std::max(flights, entry.flight);
    if (entry.kind == JournalEntry::Kind::handshake) {
      handshakes += entry.text.starts_with("TLSv1.3") ? 1 : 2;
    }
  }
  constexpr int k_greeting = 1;
  return connections + handshakes + k_greeting + flights;
}

TEST_P(RoundTrips, AreAsFewAsTheProtocolAllowsOnBothSides) {
  const Count& count = GetParam();
  const auto scenario = pecmock::builtin_scenario(count.scenario);
  ASSERT_TRUE(scenario) << scenario.error();
  const ClientRun run = run_client(*scenario, {count.mode, {count.protocol}, {}});
  ASSERT_EQ(run.program.exit_status, 0) << run.program.out << run.program.err;
  EXPECT_EQ(seen_by_server(run.journal), count.round_trips);
  EXPECT_EQ(run.report.at("accounts").at(0).at("services").at(0).at("round_trips"), count.round_trips);
}

}  // namespace
}  // namespace pecprobe::test
