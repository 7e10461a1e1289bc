// The sample list in every format, compared with what stands in tests/golden/rotation_list. PECPROBE_UPDATE_GOLDEN=1
// writes the files anew; read the difference before committing it.
#include "probe/rotation/list/list_formats.hpp"

#include "probe/report/wording.hpp"
#include "probe/rotation/list/list_status.hpp"
#include "tests/unit/rotation/sample_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace pecprobe {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Golden {
  std::string_view format;
  Language language;

  [[nodiscard]] std::string name() const { return std::string(format) + '_' + std::string(language.tag()); }
  friend void PrintTo(const Golden& golden, std::ostream* out) { *out << golden.name(); }
};

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::string written(std::string_view format, SinkOptions options = {}) {
  return find_list_format(format)->write(test::sample_list(), options);
}

class ListFormats : public testing::TestWithParam<Golden> {};

TEST_P(ListFormats, ShowTheSampleAsApproved) {
  const std::string path = PECPROBE_SOURCE_DIR "/tests/golden/rotation_list/" + GetParam().name();
  SinkOptions options;
  options.language = GetParam().language;
  const std::string text = written(GetParam().format, options);
  if (std::getenv("PECPROBE_UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  EXPECT_EQ(text, content(path));
}

std::vector<Golden> goldens() {
  std::vector<Golden> all;
  for (const std::string_view format :
       {"text", "json", "jsonl", "junit", "csv", "nagios", "prometheus", "tap", "github"}) {
    for (const Language language : {Language::italian, Language::english}) {
      all.push_back({format, language});
    }
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(formats, ListFormats, testing::ValuesIn(goldens()),
                         [](const auto& golden) { return golden.param.name(); });

TEST(ListAsHtml, IsOnePageThatRunsNothing) {
  const std::string page = written("html");
  EXPECT_THAT(page, HasSubstr("<!doctype html>"));
  EXPECT_THAT(page, HasSubstr("script-src 'none'"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("Outlook; &quot;nuovo&quot;"));
  for (const ListedPassword& listed : test::sample_list().passwords) {
    EXPECT_THAT(page, HasSubstr(record_name(listed.record.entry.key)));
  }
}

TEST(ListAsText, QuietShowsOnlyWhatNeedsAction) {
  SinkOptions options;
  options.quiet = true;
  EXPECT_THAT(written("text", options), HasSubstr("ultimo.giorno@pec.example"));
  EXPECT_THAT(written("text", options), Not(HasSubstr("valida@pec.example")));
}

TEST(ListForNagios, IsUnknownWithoutAPasswordAndWarnsOfOpenPrograms) {
  EXPECT_EQ(nagios_status(RotationList{}, {}), NagiosStatus::unknown);
  EXPECT_EQ(find_list_format("nagios")->write({}, {}), "PEC UNKNOWN - no password is on record\n");
  RotationList list = test::sample_list();
  std::erase_if(list.passwords, [](const ListedPassword& listed) { return listed.record.entry.programs.empty(); });
  EXPECT_EQ(nagios_status(list, {}), NagiosStatus::warning);
}

TEST(ListFormat, IsNoneForAnotherName) { EXPECT_EQ(find_list_format("yaml"), nullptr); }

TEST(RotationWording, NamesEveryPhaseForTheTable) {
  for (int number = 0; number <= static_cast<int>(PasswordPhase::deactivated); ++number) {
    const std::string key = "rotation.phase_" + std::string(to_string(static_cast<PasswordPhase>(number)));
    for (const Language language : {Language::italian, Language::english}) {
      EXPECT_NE(Wording::of(language).text(key), key);
    }
  }
}

}  // namespace
}  // namespace pecprobe
