#include "probe/cli/options/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::ElementsAre;

BatchSettings settings(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "accounts.csv");
  const auto request = parse_batch_arguments(arguments);
  EXPECT_TRUE(request) << arguments.back();
  return request ? request->batch : BatchSettings{};
}

Message refusal(std::vector<std::string> arguments) {
  const auto request = parse_batch_arguments(arguments);
  EXPECT_FALSE(request) << arguments.back();
  return request ? Message::internal_error : request.error().message;
}

TEST(BatchOptions, HaveTheirStatedDefaults) {
  const BatchSettings usual = settings({});
  EXPECT_EQ(usual.file, "accounts.csv");
  EXPECT_EQ(usual.concurrency, 64U);
  EXPECT_EQ(usual.per_host, 4U);
  EXPECT_EQ(usual.rate, std::nullopt);
  EXPECT_EQ(usual.shard, (Shard{1, 1}));
  EXPECT_EQ(usual.after_failure, AfterFailure::go_on);
}

TEST(BatchOptions, AreTakenEachInItsMeaning) {
  const BatchSettings given =
      settings({"--concurrency", "200", "--per-host=2",  "--rate", "30/m",        "--shard",      "2/8",
                "--resume",      "j",   "--only-failed", "r.json", "--fail-fast", "--time-limit", "30m",
                "--only",        "a*",  "--only",        "nord",   "--exclude",   "test"});
  EXPECT_EQ(given.concurrency, 200U);
  EXPECT_EQ(given.per_host, 2U);
  EXPECT_EQ(given.rate, (StartRate{30, std::chrono::minutes{1}}));
  EXPECT_EQ(given.shard, (Shard{2, 8}));
  EXPECT_EQ(given.journal, "j");
  EXPECT_EQ(given.only_failed, "r.json");
  EXPECT_EQ(given.after_failure, AfterFailure::stop);
  EXPECT_EQ(given.time_limit, Duration(std::chrono::minutes{30}));
  EXPECT_THAT(given.only, ElementsAre("a*", "nord"));
  EXPECT_THAT(given.exclude, ElementsAre("test"));
}

TEST(BatchOptions, TellWhetherRotationsAreVerified) {
  EXPECT_EQ(settings({}).kind, BatchKind::check);
  EXPECT_EQ(settings({"--rotate"}).kind, BatchKind::rotation);
}

TEST(BatchOptions, OfOneAccountNameTheColumnThatStandsForThem) {
  for (const auto& [option, column] :
       {std::pair{"--login", "login"}, {"--account-kind", "kind"}, {"--password-issued", "issued"}}) {
    const auto request = parse_batch_arguments({"accounts.csv", option, "x"});
    ASSERT_FALSE(request) << option;
    EXPECT_EQ(request.error(), (UsageError{Message::option_of_one_account, option, column}));
  }
}

TEST(BatchOptions, ValuesThatDoNotFitAreRefused) {
  for (const char* number : {"", "0", "-1", "10001", "4x"}) {
    EXPECT_EQ(refusal({"f", "--concurrency", number}), Message::value_not_count) << number;
  }
  for (const char* rate : {"5", "0/s", "5/h", "/s", "5/s/s", "1.5/s"}) {
    EXPECT_EQ(refusal({"f", "--rate", rate}), Message::value_not_rate) << rate;
  }
  EXPECT_EQ(refusal({"f", "--shard", "9/8"}), Message::value_not_shard);
  EXPECT_EQ(refusal({"f", "--only", ""}), Message::value_empty);
  EXPECT_EQ(refusal({"f", "g"}), Message::too_many_arguments);
}

}  // namespace
}  // namespace pecprobe
