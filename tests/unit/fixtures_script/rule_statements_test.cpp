#include "tests/unit/fixtures_script/parsing.hpp"

#include <gmock/gmock.h>

namespace pecmock::test {
namespace {

using namespace std::chrono_literals;

ServerSpec imap(std::string_view statements) {
  return parsed("imap {\n" + std::string(statements) + "\n}").servers[Protocol::imap];
}

RuleSpec rule(std::string_view statement) {
  const ServerSpec server = imap(statement);
  return server.rules.empty() ? RuleSpec{} : server.rules.front();
}

std::vector<StepKind> kinds(const std::vector<StepSpec>& steps) {
  std::vector<StepKind> result;
  for (const StepSpec& step : steps) {
    result.push_back(step.kind);
  }
  return result;
}

TEST(ARule, HasStepsInOneLine) {
  const RuleSpec spec = rule("on EXAMINE delay 2s reply \"NO a\" \"NO b\" drop times 2");
  EXPECT_EQ(spec.event, "EXAMINE");
  EXPECT_EQ(spec.times, 2);
  EXPECT_THAT(kinds(spec.steps), testing::ElementsAre(StepKind::delay, StepKind::reply, StepKind::drop));
  EXPECT_EQ(spec.steps[0].time, 2s);
  EXPECT_EQ(spec.steps[1].texts.size(), 2U);
}

TEST(ARule, HasStepsInABlock) {
  const RuleSpec spec = rule("on verdict {\n  answer\n  sleep 10ms\n  close\n} times 1");
  EXPECT_THAT(kinds(spec.steps), testing::ElementsAre(StepKind::answer, StepKind::delay, StepKind::drop));
  EXPECT_EQ(spec.times, 1);
}

TEST(ARule, AnswersHonestlyWhenNoStepIsAnAnswer) {
  EXPECT_THAT(kinds(rule("on verdict delay 4s").steps), testing::ElementsAre(StepKind::delay, StepKind::answer));
  EXPECT_THAT(kinds(rule("on LIST trickle 1 50ms garble").steps),
              testing::ElementsAre(StepKind::trickle, StepKind::garble, StepKind::answer));
  EXPECT_THAT(kinds(rule("on LIST silence").steps), testing::ElementsAre(StepKind::silence));
}

TEST(ARule, HoldsOnOneSideOfTlsOnly) {
  EXPECT_EQ(rule("on before_tls CAPABILITY reply \"* BYE\"").scope, Scope::before_tls);
  EXPECT_EQ(rule("greeting inside_tls \"* OK\"").scope, Scope::inside_tls);
  EXPECT_EQ(rule("greeting \"* OK\"").scope, Scope::anywhere);
}

TEST(ARule, RepeatsBytesSoOftenOrForever) {
  const RuleSpec spec = rule("on greeting repeat \"* OK\\r\\n\" 1000 repeat \"x\" forever");
  EXPECT_EQ(spec.steps[0].count, 1000U);
  EXPECT_EQ(spec.steps[1].count, std::nullopt);
}

TEST(Texts, HoldEscapesAndVariables) {
  const RuleSpec spec = rule(R"(on NOOP send "a\r\n\t\0\\\"\x1b\${tag}|${tag}|${password.base64}")");
  const std::string text = spec.steps[0].texts[0].expand([](Variable v) { return v == Variable::tag ? "T" : "P"; });
  EXPECT_EQ(text, std::string("a\r\n\t\0\\\"\x1b${tag}|T|P", 18));
}

TEST(ARawServer, IsAListOfSteps) {
  const ServerSpec server = imap("raw {\n send \"* OK\\r\\n\"\n expect \"* LOGOUT*\"\n handshake\n close\n}");
  ASSERT_TRUE(server.raw);
  EXPECT_THAT(kinds(*server.raw),
              testing::ElementsAre(StepKind::send, StepKind::expect, StepKind::handshake, StepKind::drop));
}

}  // namespace
}  // namespace pecmock::test
