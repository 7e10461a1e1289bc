#include "protocols/net/resolver.hpp"

#include <gmock/gmock.h>

#include <optional>

namespace pecprobe {
namespace {

using testing::ElementsAre;

class SystemResolverTest : public testing::Test {
 protected:
  /// Looks up and runs the loop until the answer is there; the timer stands for a session that waits.
  ResolveFacts look_up(SystemResolver& resolver, const std::string& host, std::uint16_t port = 993) {
    std::optional<ResolveFacts> answer;
    auto work = boost::asio::make_work_guard(m_loop);
    resolver.resolve(host, port, [&](const ResolveFacts& facts) {
      answer = facts;
      work.reset();
    });
    EXPECT_FALSE(answer.has_value()) << "the answer must come from the loop";
    m_loop.restart();
    m_loop.run();
    return answer.value();
  }

  boost::asio::io_context m_loop;
  std::shared_ptr<HostLookUps> m_look_ups = std::make_shared<HostLookUps>();
};

TEST_F(SystemResolverTest, GivesAnIpLiteralBack) {
  SystemResolver resolver(m_loop, AddressFamily::any, {}, m_look_ups);
  const ResolveFacts facts = look_up(resolver, "127.0.0.1");
  EXPECT_EQ(facts.outcome, ResolveOutcome::found);
  EXPECT_THAT(facts.addresses, ElementsAre("127.0.0.1"));
}

TEST_F(SystemResolverTest, AsksForEachHostOnceForAllWhoShareTheLookUps) {
  std::vector<std::string> asked;
  m_look_ups = std::make_shared<HostLookUps>(
      [&](const std::string& host, AddressFamily) {
        asked.push_back(host);
        return ResolveFacts{ResolveOutcome::found, {"192.0.2.1"}, {}};
      },
      [] { return Instant{}; });
  SystemResolver first(m_loop, AddressFamily::any, {}, m_look_ups);
  SystemResolver second(m_loop, AddressFamily::any, {}, m_look_ups);
  EXPECT_THAT(look_up(first, "imap.pec.example", 993).addresses, ElementsAre("192.0.2.1"));
  EXPECT_THAT(look_up(second, "IMAP.pec.example", 465).addresses, ElementsAre("192.0.2.1"));
  EXPECT_THAT(asked, ElementsAre("imap.pec.example"));
}

TEST_F(SystemResolverTest, AFamilyThatTheLiteralDoesNotHaveIsNotFound) {
  SystemResolver resolver(m_loop, AddressFamily::ipv6, {}, m_look_ups);
  EXPECT_EQ(look_up(resolver, "127.0.0.1").outcome, ResolveOutcome::not_found);
}

TEST_F(SystemResolverTest, AnOverrideNeedsNoLookUpAndHoldsForItsPortOnly) {
  SystemResolver resolver(m_loop, AddressFamily::any, {{"127.0.0.9", 993, {"127.0.0.2", "::1"}}}, m_look_ups);
  EXPECT_THAT(look_up(resolver, "127.0.0.9", 993).addresses, ElementsAre("127.0.0.2", "::1"));
  EXPECT_THAT(look_up(resolver, "127.0.0.9", 995).addresses, ElementsAre("127.0.0.9"));
}

TEST_F(SystemResolverTest, AnOverrideHoldsForTheNameHoweverItIsWritten) {
  SystemResolver resolver(m_loop, AddressFamily::any, {{"P\u00c8C.example.", 993, {"127.0.0.2"}}}, m_look_ups);
  for (const char* host : {"xn--pc-7ia.example", "XN--PC-7IA.example."}) {
    EXPECT_THAT(look_up(resolver, host, 993).addresses, ElementsAre("127.0.0.2")) << host;
  }
}

TEST_F(SystemResolverTest, AnOverrideGivesTheFamilyThatWasAskedForOnly) {
  const std::vector<ResolveOverride> both = {{"imap.example", 993, {"127.0.0.2", "::1"}}};
  SystemResolver ipv4(m_loop, AddressFamily::ipv4, both, m_look_ups);
  EXPECT_THAT(look_up(ipv4, "imap.example", 993).addresses, ElementsAre("127.0.0.2"));
  SystemResolver ipv6(m_loop, AddressFamily::ipv6, both, m_look_ups);
  EXPECT_THAT(look_up(ipv6, "imap.example", 993).addresses, ElementsAre("::1"));
  SystemResolver none(m_loop, AddressFamily::ipv6, {{"imap.example", 993, {"127.0.0.2"}}}, m_look_ups);
  EXPECT_EQ(look_up(none, "imap.example", 993).outcome, ResolveOutcome::not_found);
}

TEST_F(SystemResolverTest, MayGoAwayWhileALookUpRuns) {
  {
    SystemResolver resolver(m_loop, AddressFamily::any, {}, m_look_ups);
    resolver.resolve("127.0.0.1", 993, [](const ResolveFacts&) { FAIL() << "nobody is there any more"; });
  }
  m_loop.run();
}

TEST(ParseResolveOverride, ReadsWhatCurlReads) {
  const auto one = parse_resolve_override("imap.example:993:127.0.0.1");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->host, "imap.example");
  EXPECT_EQ(one->port, 993);
  EXPECT_THAT(one->addresses, ElementsAre("127.0.0.1"));
  const auto two = parse_resolve_override("imap.example:993:[::1],127.0.0.2");
  ASSERT_TRUE(two);
  EXPECT_THAT(two->addresses, ElementsAre("::1", "127.0.0.2"));
}

TEST(ParseResolveOverride, RefusesTheRest) {
  for (const char* text : {"", "host", "host:1", "host:1:", ":1:127.0.0.1", "host:0:127.0.0.1", "host:65536:127.0.0.1",
                           "host:x:127.0.0.1", "host:1:name", "host:1:127.0.0.1,", "host:1:127.0.0.1 "}) {
    EXPECT_FALSE(parse_resolve_override(text)) << text;
  }
}

}  // namespace
}  // namespace pecprobe
