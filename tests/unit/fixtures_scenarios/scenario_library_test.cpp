#include "fixtures/scenarios/scenario_library.hpp"

#include "fixtures/mock/mock_server.hpp"
#include "probe/model/diagnosis.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

namespace pecmock {
namespace {

std::string full_name(const ScenarioFile& file) { return fmt::format("{}/{}", file.group, file.name); }

std::string test_name(const testing::TestParamInfo<ScenarioFile>& parameter) {
  std::string name = full_name(parameter.param);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '/' || c == '-'; }, '_');
  return name;
}

class AScenarioOfTheLibrary : public testing::TestWithParam<ScenarioFile> {};

INSTANTIATE_TEST_SUITE_P(Library, AScenarioOfTheLibrary, testing::ValuesIn(builtin_scenarios()), test_name);

TEST_P(AScenarioOfTheLibrary, SaysWhatAProbeMustFindAndCanBeServed) {
  auto scenario = builtin_scenario(full_name(GetParam()));
  ASSERT_TRUE(scenario) << scenario.error();
  EXPECT_FALSE(protocols_of(*scenario).empty());
  EXPECT_TRUE(scenario->exit_status.has_value());
  EXPECT_THAT(scenario->title, testing::Not(testing::EndsWith(".")));
  const MockServer server(*std::move(scenario));
  for (const Protocol protocol : pecprobe::k_protocols) {
    EXPECT_NE(port_of(server.ports(), protocol, Encryption::implicit), 0);
    EXPECT_NE(port_of(server.ports(), protocol, Encryption::starttls), 0);
  }
}

/// The exit status that follows from what each service of the run says (0 passed, 1 failed, 4
/// anything in between).
int exit_status_of(const Scenario& scenario) {
  bool has_failed = false;
  bool is_unsure = false;
  for (const Protocol protocol : protocols_of(scenario)) {
    std::string code;
    for (const Expectation& expectation : scenario.expectations) {
      const bool is_better = code.empty() || expectation.run == Run::together;
      if (expectation.protocol == protocol && is_better) {
        code = expectation.code;
      }
    }
    const pecprobe::Verdict verdict = pecprobe::info(pecprobe::code_from_id(code).value()).verdict;
    has_failed = has_failed || verdict == pecprobe::Verdict::fail;
    is_unsure = is_unsure || verdict != pecprobe::Verdict::pass;
  }
  return has_failed ? 1 : is_unsure ? 4 : 0;
}

TEST_P(AScenarioOfTheLibrary, ExpectsTheExitStatusThatFollowsFromItsDiagnoses) {
  const auto scenario = builtin_scenario(full_name(GetParam()));
  ASSERT_TRUE(scenario) << scenario.error();
  EXPECT_EQ(scenario->exit_status, exit_status_of(*scenario));
}

TEST(TheLibrary, HasNamesThatAreUniqueOverAllGroups) {
  std::set<std::string_view> names;
  for (const ScenarioFile& file : builtin_scenarios()) {
    EXPECT_TRUE(names.insert(file.name).second) << file.name;
  }
  EXPECT_GE(names.size(), 120U);
}

/// The diagnoses that no scenario can bring about, and why.
const std::map<std::string_view, std::string_view>& diagnoses_from_elsewhere() {
  static const std::map<std::string_view, std::string_view> k_reasons = {
      {"dns_not_found", "names are looked up by the client's system"},
      {"dns_failure", "names are looked up by the client's system"},
      {"connect_unreachable", "loopback is always reached"},
      {"receipt_not_received", "no check sends a message"},
      {"receipt_refused", "no check sends a message"},
      {"receipt_not_authentic", "no check sends a message"},
      {"old_password_still_accepted", "only a check of a rotation has two passwords"},
      {"skipped_lockout_guard", "the client spares a service; which one is a matter of time"},
      {"cancelled", "a user interrupts"},
      {"password_source_failed", "the password is read before any connection"},
      {"local_resource", "the client's computer lacks something"},
      {"internal_error", "a fault of the client"}};
  return k_reasons;
}

TEST(TheLibrary, CoversEveryDiagnosisThatAServerCanBringAbout) {
  std::set<std::string> covered;
  for (const ScenarioFile& file : builtin_scenarios()) {
    const auto scenario = builtin_scenario(full_name(file));
    ASSERT_TRUE(scenario) << scenario.error();
    for (const std::string& code : codes_of(*scenario)) {
      covered.insert(code);
    }
  }
  for (const pecprobe::CodeInfo& info : pecprobe::all_codes()) {
    EXPECT_NE(covered.contains(std::string(info.id)), diagnoses_from_elsewhere().contains(info.id)) << info.id;
  }
}

TEST(TheLibrary, FindsScenariosByNameAndByGroup) {
  ASSERT_NE(find_builtin_scenario("good"), nullptr);
  EXPECT_EQ(find_builtin_scenario("good"), find_builtin_scenario("server/good"));
  EXPECT_EQ(find_builtin_scenario("account/good"), nullptr);
  EXPECT_EQ(builtin_scenario("nothing").error(), "there is no scenario nothing; pecmock list names them");
}

class AScenarioInAFile : public testing::Test {
 protected:
  AScenarioInAFile() : folder(std::filesystem::path(testing::TempDir()) / "pecmock-scenarios") {
    std::filesystem::create_directories(folder);
  }
  ~AScenarioInAFile() override { std::filesystem::remove_all(folder); }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name) << text;
    return folder / name;
  }

  std::filesystem::path folder;
};

TEST_F(AScenarioInAFile, IsLikeOneBesideItOrOneOfTheLibrary) {
  write("base.scn", "title \"base\"\nsource none\ntls 1.2\n");
  const auto near = scenario_from(write("near.scn", "like base\ntitle \"x\"\nsource none\n"));
  ASSERT_TRUE(near) << near.error();
  EXPECT_THAT(near->servers[Protocol::imap].tls_versions, testing::ElementsAre(TlsVersion::tls_1_2));
  const auto far = scenario_from(write("far.scn", "like dovecot-postfix\ntitle \"x\"\nsource none\n"));
  ASSERT_TRUE(far) << far.error();
  EXPECT_EQ(far->servers[Protocol::smtp].host_name, "smtps.pec.example");
}

TEST_F(AScenarioInAFile, IsNamedInItsMistakes) {
  const std::string file = write("bad.scn", "title \"x\"\nsource none\nimap { tlss 1.2 }\n");
  EXPECT_EQ(scenario_from(file).error(), file + ":3:8: here a statement about a server is expected, not tlss");
  EXPECT_THAT(scenario_from((folder / "missing.scn").string()).error(),
              testing::HasSubstr("missing.scn cannot be read"));
}

}  // namespace
}  // namespace pecmock
