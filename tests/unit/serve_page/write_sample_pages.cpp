// Writes every sample page with style and script into a folder, to be looked at in a browser.
#include "probe/serve/page/assets.hpp"
#include "tests/unit/serve_page/sample_pages.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

/// As files they are found beside the page.
std::string with_near_assets(std::string html) {
  for (auto at = html.find("/assets/"); at != std::string::npos; at = html.find("/assets/", at)) {
    html.erase(at, std::string_view("/assets/").size());
  }
  return html;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: write_sample_pages FOLDER\n";
    return 2;
  }
  const std::filesystem::path folder(argv[1]);
  std::filesystem::create_directories(folder);
  for (const pecprobe::Language language : pecprobe::Language::all()) {
    for (const auto& page : pecprobe::test::sample_pages(language)) {
      std::ofstream(folder / (page.name + "." + std::string(language.tag()) + ".html")) << with_near_assets(page.html);
    }
  }
  std::ofstream(folder / "page.css") << pecprobe::page::style_sheet();
  std::ofstream(folder / "page.js") << pecprobe::page::script();
  return 0;
}
