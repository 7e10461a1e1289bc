// The program sees of a password what the page of `pecprobe serve` sees while one types: the same examples are held
// against both (tests/browser).
#include "probe/engine/password_look.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace pecprobe {
namespace {

TEST(PasswordLook, IsWhatTheExamplesForProgramAndPageSay) {
  std::ifstream file(std::string(PECPROBE_TEST_DATA) + "/../../support/password_looks.json");
  const auto examples = nlohmann::json::parse(file);
  ASSERT_GT(examples.size(), 20U);
  for (const auto& example : examples) {
    Provider provider;
    provider.app_password = AppPasswordUse::always;
    if (example.contains("length")) {
      provider.generated_length = example.at("length").get<int>();
      provider.generated_alphabet = example.at("alphabet").get<std::string>();
    }
    const Secret password{example.at("password").get<std::string>()};
    EXPECT_EQ(oddity_detail(password_oddities(password, {}, &provider)), example.at("look")) << example;
  }
}

}  // namespace
}  // namespace pecprobe
