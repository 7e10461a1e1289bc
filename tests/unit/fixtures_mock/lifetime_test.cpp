#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <thread>

namespace pecmock::test {
namespace {

TEST(AMockServer, EndsItsConnectionsWhenItGoes) {
  auto mock = std::make_unique<Playing>("imap { on NOOP silence }");
  auto idle = mock->secure(Protocol::imap);
  auto silent = mock->secure(Protocol::imap);
  silent->say("a NOOP");
  mock.reset();
  EXPECT_NE(idle->wait_for_end(), Left::open);
  EXPECT_NE(silent->wait_for_end(), Left::open);
}

TEST(AMockServer, RunsOnTheContextOfItsCaller) {
  boost::asio::io_context context;
  auto server = std::make_unique<MockServer>(context, scenario(""));
  std::thread thread([&] { context.run(); });
  {
    RawClient client(server->ports().imap);
    EXPECT_EQ(client.line().substr(0, 4), "* OK");
  }
  context.stop();
  thread.join();
  server.reset();
  context.restart();
  context.run();  // what was left over runs without the server
}

TEST(SeveralMockServers, LiveSideBySide) {
  Playing one("imap { greeting \"* OK one\" }");
  Playing two("imap { greeting \"* OK two\" }");
  EXPECT_EQ(one.bare(Protocol::imap, Encryption::starttls)->line(), "* OK one");
  EXPECT_EQ(two.bare(Protocol::imap, Encryption::starttls)->line(), "* OK two");
}

TEST(AMockServer, RefusesAScenarioWhoseAccountsCollide) {
  Scenario two_owners = scenario(
      "account \"a@b.example\" { password \"x\" }\naccount \"c@b.example\" { password \"x\"\n "
      "login \"a@b.example\" }");
  EXPECT_THROW(MockServer{two_owners}, std::runtime_error);
}

TEST(AMockServer, SaysThatItsJournalCannotBeWritten) {
  MockOptions options;
  options.journal_file = "/nowhere/at/all";
  EXPECT_THROW(MockServer(scenario(""), options), std::runtime_error);
}

}  // namespace
}  // namespace pecmock::test
