// Every page as a person reads it, compared with what stands in tests/golden/page. PECPROBE_UPDATE_GOLDEN=1 writes the
// files anew; read the difference before committing it.
#include "tests/unit/serve_page/sample_pages.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace pecprobe::test {
namespace {

/// What stands between the two, with both; empty when it is not there.
std::string part(const std::string& html, const std::string& from, const std::string& to) {
  const auto begin = html.find(from);
  const auto end = html.find(to, begin);
  return begin == std::string::npos || end == std::string::npos ? "" : html.substr(begin, end + to.size() - begin);
}

/// The page's own part, an element a line. The trees of accounts are the HTML report's, which has golden files itself.
std::string shown_part(const std::string& html) {
  std::string main = part(html, "<main", "</main>");
  const std::string tree = part(main, "<details class=\"account\"", "</section>");
  if (!tree.empty()) {
    main.replace(main.find(tree), tree.size(), "</section>");
  }
  std::string lines;
  for (std::size_t i = 0; i < main.size(); ++i) {
    lines += main.compare(i, 2, "><") == 0 ? ">\n" : main.substr(i, 1);
  }
  return lines + '\n';
}

std::string content_of(const std::string& path) {
  std::ostringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return content.str();
}

class GoldenPage : public testing::TestWithParam<Language> {};

TEST_P(GoldenPage, is_what_the_golden_files_say) {
  const std::string folder = std::string(PECPROBE_TEST_DATA) + "/../../golden/page/";
  for (const NamedPage& page : sample_pages(GetParam())) {
    const std::string path = folder + page.name + "." + std::string(GetParam().tag()) + ".html";
    const std::string html = shown_part(page.html);
    if (std::getenv("PECPROBE_UPDATE_GOLDEN") != nullptr) {
      std::filesystem::create_directories(folder);
      std::ofstream(path, std::ios::binary) << html;
    }
    EXPECT_EQ(html, content_of(path)) << path;
  }
}

INSTANTIATE_TEST_SUITE_P(languages, GoldenPage, testing::ValuesIn(Language::all()),
                         [](const auto& language) { return std::string(language.param.tag()); });

}  // namespace
}  // namespace pecprobe::test
