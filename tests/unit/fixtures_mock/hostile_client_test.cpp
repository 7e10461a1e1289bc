#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <gmock/gmock.h>

#include <sys/resource.h>

#include <random>

namespace pecmock::test {
namespace {

class AHostileClient : public testing::TestWithParam<Protocol> {
 protected:
  /// The servers still serve an honest client.
  static void expect_alive(Playing& mock) {
    const std::string answer = login_answer(*mock.secure(GetParam()), GetParam());
    EXPECT_TRUE(answer.starts_with("a OK") || answer.starts_with("+OK") || answer.starts_with("235")) << answer;
  }
};

INSTANTIATE_TEST_SUITE_P(Protocols, AHostileClient, testing::ValuesIn(pecprobe::k_protocols),
                         [](const auto& parameter) { return std::string(pecprobe::to_string(parameter.param)); });

TEST_P(AHostileClient, WithAMegabyteInALineIsTurnedAway) {
  Playing mock("");
  auto client = mock.secure(GetParam());
  client->send(std::string(1024 * 1024, 'x'));
  const std::string answer = client->line();
  EXPECT_THAT(answer, testing::AnyOf(testing::HasSubstr("too long"), "END", "RESET"));
  expect_alive(mock);
}

TEST_P(AHostileClient, WithRandomBytesIsSurvived) {
  Playing mock("");
  std::mt19937 random(GetParam() == Protocol::imap ? 1U : GetParam() == Protocol::pop3 ? 2U : 3U);
  for (int round = 0; round < 20; ++round) {
    auto client = mock.plain(GetParam());
    std::string bytes;
    for (int i = 0; i < 3000; ++i) {
      const auto byte = static_cast<char>(random() % 256);
      bytes += byte;
      if (random() % 40 == 0) {
        bytes += "\r\n";
      }
    }
    client->send(bytes + "\r\n");
    client->close_without_farewell();
  }
  expect_alive(mock);
}

/// Pieces of real commands in any order reach further into the servers than noise does.
TEST_P(AHostileClient, WithShuffledCommandsIsSurvived) {
  const std::vector<std::string> pieces = {"a ",
                                           "LOGIN ",
                                           "AUTHENTICATE PLAIN ",
                                           "AUTH LOGIN ",
                                           "SELECT INBOX",
                                           "FETCH 1:* ",
                                           "(BODY[",
                                           "]<0.5>)",
                                           "BODYSTRUCTURE",
                                           "{5}\r\n",
                                           "{3+}\r\n",
                                           "hello",
                                           "STORE 1:2 +FLAGS (\\Deleted)",
                                           "EXPUNGE",
                                           "UID ",
                                           "SEARCH NOT OR (",
                                           "SEEN ",
                                           ")",
                                           "IDLE",
                                           "DONE",
                                           "*",
                                           "=",
                                           "APPEND INBOX ",
                                           "USER casella@pec.example",
                                           "PASS app-password-1",
                                           "STAT",
                                           "RETR 1",
                                           "TOP 1 99999999999",
                                           "DELE 2",
                                           "EHLO x",
                                           "MAIL FROM:<a@b>",
                                           "RCPT TO:<casella@pec.example>",
                                           "DATA",
                                           ".",
                                           "\r\n",
                                           "\r\n",
                                           "\r\n",
                                           "\"",
                                           "\\",
                                           "\0",
                                           "\xff",
                                           "STATUS INBOX (",
                                           "LIST \"\" \"*%*%\"",
                                           "AGNhc2VsbGFAcGVjLmV4YW1wbGUAYXBwLXBhc3N3b3JkLTE="};
  Playing mock("cleartext_login on");
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    auto client = mock.plain(GetParam());
    if (round % 2 == 0) {
      static_cast<void>(login_answer(*client, GetParam()));
    }
    std::string bytes;
    for (int i = 0; i < 300; ++i) {
      bytes += pieces[random() % pieces.size()];
    }
    client->send(bytes + "\r\n");
    client->close_without_farewell();
  }
  expect_alive(mock);
}

TEST_P(AHostileClient, ThatLeavesHalfAHandshakeIsSurvived) {
  Playing mock("");
  for (int i = 0; i < 20; ++i) {
    auto client = mock.bare(GetParam(), Encryption::implicit);
    client->send(std::string("\x16\x03\x01\x02\x00\x01\x00", 7));
    client->close_without_farewell();
  }
  expect_alive(mock);
}

TEST_P(AHostileClient, WithTenThousandPipelinedCommandsIsAnswered) {
  Playing mock("");
  auto client = mock.secure(GetParam());
  std::string commands;
  for (int i = 0; i < 10'000; ++i) {
    commands += GetParam() == Protocol::imap ? "a NOOP\r\n" : "XX\r\n";
  }
  client->send(commands);
  std::size_t answers = 0;
  while (answers < 10'000 && client->line().size() > 8) {
    ++answers;
  }
  EXPECT_EQ(answers, 10'000U);
}

TEST(TwoThousandIdleClients, LeaveRoomForAnother) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  constexpr rlim_t k_needed = 4'200;  // both ends are in this process
  if (limit.rlim_max < k_needed) {
    GTEST_SKIP() << "this system allows only " << limit.rlim_max << " open files";
  }
  limit.rlim_cur = std::max(limit.rlim_cur, k_needed);
  ::setrlimit(RLIMIT_NOFILE, &limit);
  Playing mock("");
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 2'000; ++i) {
    clients.push_back(mock.plain(Protocol::imap));
  }
  EXPECT_EQ(login_answer(*mock.secure(Protocol::imap), Protocol::imap), "a OK Logged in");
  EXPECT_EQ(clients.front()->ask("b NOOP"), "b OK NOOP completed");
  EXPECT_EQ(clients.back()->ask("b NOOP"), "b OK NOOP completed");
}

}  // namespace
}  // namespace pecmock::test
