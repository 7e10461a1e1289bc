#include "protocols/net/resolver.hpp"

#include <gmock/gmock.h>

#include <optional>

namespace pecprobe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(AlternateFamilies, TakesTurnsAndKeepsTheFirstFamilyFirst) {
  EXPECT_THAT(alternate_families({"::1", "::2", "::3", "192.0.2.1"}), ElementsAre("::1", "192.0.2.1", "::2", "::3"));
  EXPECT_THAT(alternate_families({"192.0.2.1", "192.0.2.2", "::1"}), ElementsAre("192.0.2.1", "::1", "192.0.2.2"));
  EXPECT_THAT(alternate_families({}), IsEmpty());
}

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
};

TEST_F(SystemResolverTest, GivesAnIpLiteralBack) {
  SystemResolver resolver(m_loop, AddressFamily::any, {});
  const ResolveFacts facts = look_up(resolver, "127.0.0.1");
  EXPECT_EQ(facts.outcome, ResolveOutcome::found);
  EXPECT_THAT(facts.addresses, ElementsAre("127.0.0.1"));
}

TEST_F(SystemResolverTest, AnswersTheSameHostTwice) {
  SystemResolver resolver(m_loop, AddressFamily::any, {});
  const ResolveFacts first = look_up(resolver, "127.0.0.3");
  const ResolveFacts second = look_up(resolver, "127.0.0.3");
  EXPECT_EQ(first.addresses, second.addresses);
}

TEST_F(SystemResolverTest, AFamilyThatTheLiteralDoesNotHaveIsNotFound) {
  SystemResolver resolver(m_loop, AddressFamily::ipv6, {});
  EXPECT_EQ(look_up(resolver, "127.0.0.1").outcome, ResolveOutcome::not_found);
}

TEST_F(SystemResolverTest, AnOverrideNeedsNoLookUpAndHoldsForItsPortOnly) {
  SystemResolver resolver(m_loop, AddressFamily::any, {{"127.0.0.9", 993, {"127.0.0.2", "::1"}}});
  EXPECT_THAT(look_up(resolver, "127.0.0.9", 993).addresses, ElementsAre("127.0.0.2", "::1"));
  EXPECT_THAT(look_up(resolver, "127.0.0.9", 995).addresses, ElementsAre("127.0.0.9"));
}

TEST_F(SystemResolverTest, AnOverrideHoldsForTheNameHoweverItIsWritten) {
  SystemResolver resolver(m_loop, AddressFamily::any, {{"P\u00c8C.example.", 993, {"127.0.0.2"}}});
  for (const char* host : {"xn--pc-7ia.example", "XN--PC-7IA.example."}) {
    EXPECT_THAT(look_up(resolver, host, 993).addresses, ElementsAre("127.0.0.2")) << host;
  }
}

TEST_F(SystemResolverTest, AnOverrideGivesTheFamilyThatWasAskedForOnly) {
  const std::vector<ResolveOverride> both = {{"imap.example", 993, {"127.0.0.2", "::1"}}};
  SystemResolver ipv4(m_loop, AddressFamily::ipv4, both);
  EXPECT_THAT(look_up(ipv4, "imap.example", 993).addresses, ElementsAre("127.0.0.2"));
  SystemResolver ipv6(m_loop, AddressFamily::ipv6, both);
  EXPECT_THAT(look_up(ipv6, "imap.example", 993).addresses, ElementsAre("::1"));
  SystemResolver none(m_loop, AddressFamily::ipv6, {{"imap.example", 993, {"127.0.0.2"}}});
  EXPECT_EQ(look_up(none, "imap.example", 993).outcome, ResolveOutcome::not_found);
}

TEST_F(SystemResolverTest, MayGoAwayWhileALookUpRuns) {
  {
    SystemResolver resolver(m_loop, AddressFamily::any, {});
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
