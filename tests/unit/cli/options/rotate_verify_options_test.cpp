#include "probe/cli/options/rotate_verify_options.hpp"

#include "probe/cli/options/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::Not;

constexpr std::chrono::sys_days k_today{std::chrono::year{2026} / 11 / 22};

std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const OptionRow& row : rotate_verify_options()) {
    found.emplace_back(row.name);
  }
  return found;
}

CheckRequest parsed(const std::vector<std::string>& arguments) {
  auto request = parse_account_arguments(arguments, rotate_verify_options());
  if (!request) {
    throw std::invalid_argument(text(request.error().message, Language::english, request.error().what));
  }
  return *std::move(request);
}

std::optional<Message> contradiction_of(const std::vector<std::string>& arguments) {
  const auto error = verification_contradiction(parsed(arguments), k_today);
  return error ? std::optional(error->message) : std::nullopt;
}

TEST(RotateVerifyOptions, AreThoseOfTheAccountAndItsOwn) {
  EXPECT_THAT(names(), Contains("imap"));
  EXPECT_THAT(names(), Contains("try-all"));
  EXPECT_THAT(names(), Contains("evidence"));
  EXPECT_THAT(names(), Not(Contains("password-stdin")));
  EXPECT_THAT(names(), Not(Contains("retries")));
}

TEST(RotateVerifyOptions, StandTogetherByGroup) {
  const auto rows = rotate_verify_options();
  EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end(),
                             [](const OptionRow& a, const OptionRow& b) { return a.group < b.group; }));
}

TEST(RotateVerifyOptions, AreReadIntoTheRequest) {
  const CheckRequest request =
      parsed({"ditta@pec.example", "--new-password-env", "NEW", "--old-password-file", "old.txt", "--issued",
              "2026-11-20", "--wait", "10m", "--evidence", "record.json"});
  EXPECT_EQ(request.password, (SecretSource{SecretOrigin::environment, "NEW"}));
  EXPECT_EQ(request.verification, (VerificationSettings{SecretSource{SecretOrigin::file, "old.txt"},
                                                        std::chrono::sys_days{std::chrono::year{2026} / 11 / 20}, 10min,
                                                        false, "record.json"}));
  EXPECT_EQ(parsed({"--old-password-command", "pass old"}).verification.old_password,
            (SecretSource{SecretOrigin::command, "pass old"}));
  EXPECT_EQ(parsed({"--old-password-stdin"}).verification.old_password,
            (SecretSource{SecretOrigin::standard_input, {}}));
  EXPECT_EQ(parsed({"--old-password-env", "OLD"}).verification.old_password,
            (SecretSource{SecretOrigin::environment, "OLD"}));
  EXPECT_TRUE(parsed({"--expect-refused"}).verification.expect_refused);
}

TEST(RotateVerifyOptions, OfEachPasswordExcludeEachOther) {
  const auto both =
      parse_account_arguments({"--old-password-stdin", "--old-password-env", "OLD"}, rotate_verify_options());
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().message, Message::options_exclude_each_other);
  EXPECT_TRUE(parse_account_arguments({"--new-password-stdin", "--old-password-stdin"}, rotate_verify_options()));
}

TEST(RotateVerifyOptions, APasswordAmongTheArgumentsIsRefused) {
  for (const char* option : {"--new-password", "--old-password", "--new-password=x", "--old-password=x"}) {
    const auto request = parse_account_arguments({option, "x"}, rotate_verify_options());
    ASSERT_FALSE(request) << option;
    EXPECT_EQ(request.error().message, Message::password_on_command_line) << option;
  }
}

TEST(RotateVerifyContradictions, ADateOfIssueDoesNotLieInTheFuture) {
  EXPECT_EQ(contradiction_of({"--issued", "2026-11-23"}), Message::issued_in_the_future);
  EXPECT_EQ(contradiction_of({"--issued", "2026-11-22"}), std::nullopt);
}

TEST(RotateVerifyContradictions, ADeactivationTakesOnePasswordAndNeitherWaitNorDate) {
  EXPECT_EQ(contradiction_of({"--expect-refused", "--old-password-stdin"}), std::nullopt);
  EXPECT_EQ(contradiction_of({"--expect-refused", "--old-password-stdin", "--new-password-env", "NEW"}),
            Message::one_password_with_expect_refused);
  EXPECT_EQ(contradiction_of({"--expect-refused", "--wait", "10m"}), Message::options_exclude_each_other);
  EXPECT_EQ(contradiction_of({"--expect-refused", "--issued", "2026-11-20"}), Message::options_exclude_each_other);
}

TEST(RotateVerifyContradictions, ADeactivationIsToldAsTextOrJson) {
  EXPECT_EQ(contradiction_of({"--expect-refused", "--format", "json"}), std::nullopt);
  EXPECT_EQ(contradiction_of({"--expect-refused", "--format", "junit"}), Message::value_not_small_format);
  EXPECT_EQ(contradiction_of({"--format", "junit"}), std::nullopt);
}

}  // namespace
}  // namespace pecprobe
