// Whatever servers answer, a journal gives back what it was given: property tests with answers made by chance.
#include "probe/batch/journal_line.hpp"
#include "probe/report/json_account.hpp"
#include "probe/report/wording.hpp"
#include "protocols/imap/observations.hpp"
#include "protocols/imap/response.hpp"
#include "protocols/pop3/reply_grammar.hpp"
#include "tests/support/sample_results.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <random>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

class AnyResult : public testing::Test {
 protected:
  std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random); }
  bool coin() { return below(2) == 0; }

  /// Numbers as servers may write them: those at the edges of what fits somewhere, and any.
  std::string number() {
    constexpr std::array<std::uint64_t, 4> k_edges = {0xFFFF'FFFF, 0x7FFF'FFFF'FFFF'FFFF,
                                                      std::numeric_limits<std::uint64_t>::max(), 0};
    const std::uint64_t edge = k_edges.at(below(k_edges.size()));
    return fmt::format("{}", coin() ? edge + below(3) : std::uniform_int_distribution<std::uint64_t>()(m_random));
  }

  std::string bytes() {
    std::string text(below(300), '\0');
    for (char& byte : text) {
      byte = static_cast<char>(below(256));
    }
    return text;
  }

  /// From the first to the last second that a certificate can name.
  std::chrono::sys_seconds moment() {
    constexpr std::chrono::sys_seconds first = std::chrono::sys_days{std::chrono::year{0} / 1 / 1};
    constexpr std::chrono::sys_seconds last = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31} + 86399s;
    switch (below(4)) {
      case 0: return first;
      case 1: return last;
      default: return first + std::chrono::seconds(below(static_cast<std::size_t>((last - first).count())));
    }
  }

  MailboxFacts mailbox() {
    MailboxFacts facts;
    if (coin()) {
      if (const auto listing = pop3::parse_drop_listing(number() + " " + number())) {
        facts.messages = listing->messages;
        facts.octets = listing->octets;
      }
      return facts;
    }
    for (const std::string& line : {"* " + number() + " EXISTS", "* OK [UIDVALIDITY " + number() + "] x"}) {
      imap::note_mailbox(facts, imap::parse_response({line}));
    }
    return facts;
  }

  void change(ServiceResult& service) {
    ServiceFacts& facts = service.facts;
    facts.dialogue.mailbox = mailbox();
    facts.dialogue.alerts = {bytes(), bytes()};
    facts.dialogue.after_login = {bytes()};
    facts.dialogue.auth.mechanism = bytes();
    facts.dialogue.auth.attempted = coin();
    facts.connect.address = bytes();
    facts.round_trips = static_cast<int>(below(4096));
    facts.elapsed = std::chrono::milliseconds(below(3'600'000));
    service.diagnosis.code = all_codes()[below(all_codes().size())].code;
    service.diagnosis.evidence.push_back({Evidence::Kind::server_line, bytes()});
    service.diagnosis.detail = bytes();
    for (StepRecord& step : facts.steps) {
      step.began = std::chrono::microseconds(below(3'600'000'000));
      step.took = std::chrono::microseconds(below(3'600'000'000));
    }
    if (facts.tls && coin()) {
      facts.tls->chain = {
          {bytes(), bytes(), {bytes()}, moment(), moment(), bytes(), bytes(), bytes()},
      };
    }
    if (below(4) == 0) {
      service.remembered = {static_cast<int>(1 + below(1000)), moment(), moment()};
    }
  }

  AccountResult result() {
    auto samples = test::sample_results();
    AccountResult result = std::move(samples[below(samples.size())].result);
    result.account.address = bytes();
    result.account.login = bytes();
    std::for_each(result.services.begin(), result.services.end(), [&](ServiceResult& service) { change(service); });
    return result;
  }

 private:
  std::mt19937_64 m_random{20261122};
};

TEST_F(AnyResult, IsReadBackAsItWasWritten) {
  for (std::size_t round = 0; round < 500; ++round) {
    const JournalEntry entry{round, round + 2, shown(result(), Wording::of(Language::italian), test::sample_day())};
    const std::string line = journal_line::of(entry);
    const auto found = journal_line::read_entry(line);
    ASSERT_TRUE(found) << found.error() << "\n" << line;
    EXPECT_EQ(journal_line::of(*found), line);
  }
}

}  // namespace
}  // namespace pecprobe
