// Typical calls to a helpdesk as the person at the other end reads them, compared with what stands in
// tests/golden/helpdesk. PECPROBE_UPDATE_GOLDEN=1 writes the files anew; read the difference before
// committing it.
#include "tests/helpdesk/situation.hpp"
#include "tests/unit/report/rendering.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace pecprobe::test {

namespace {

struct Call {
  Situation situation;
  Language language;

  [[nodiscard]] std::string file() const {
    return std::string(situation.name) + (language == Language::italian ? ".it.txt" : ".en.txt");
  }
  friend void PrintTo(const Call& call, std::ostream* out) { *out << call.file(); }
};

std::vector<Call> calls() {
  std::vector<Call> all;
  for (const auto& part : {refusals(), refusals_with_a_reason(), connections(), mailboxes()}) {
    for (const Situation& situation : part) {
      all.push_back({situation, Language::italian});
      all.push_back({situation, Language::english});
    }
  }
  return all;
}

const std::string k_folder = std::string(PECPROBE_SOURCE_DIR) + "/tests/golden/helpdesk/";

std::string content_of(const std::string& path) {
  std::ostringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return content.str();
}

class HelpdeskCall : public ::testing::TestWithParam<Call> {};

TEST_P(HelpdeskCall, IsAnsweredAsTheGoldenFileSays) {
  SinkOptions options;
  options.language = GetParam().language;
  const std::string answer = rendered("text", {concluded(GetParam().situation)}, options);
  const std::string path = k_folder + GetParam().file();
  if (std::getenv("PECPROBE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << answer;
    GTEST_SKIP() << "written anew: " << GetParam().file();
  }
  EXPECT_EQ(answer, content_of(path)) << GetParam().file();
}

std::string test_name(const ::testing::TestParamInfo<Call>& info) {
  std::string name = info.param.file();
  for (char& c : name) {
    c = c == '.' || c == '-' ? '_' : c;
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Calls, HelpdeskCall, ::testing::ValuesIn(calls()), test_name);

TEST(TheHelpdesk, HasNoAnswerToACallThatNobodyMakes) {
  std::set<std::string> expected;
  for (const Call& call : calls()) {
    expected.insert(call.file());
  }
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(k_folder)) {
    found.insert(entry.path().filename());
  }
  EXPECT_EQ(found, expected);
}

}  // namespace

}  // namespace pecprobe::test
