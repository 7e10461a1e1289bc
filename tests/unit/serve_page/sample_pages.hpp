// Every page in every state that it has, made from finished values.
#pragma once

#include "probe/report/language.hpp"
#include "probe/serve/page/check_page.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

struct NamedPage {
  std::string name;
  std::string html;
};

/// In one language; the names are the same in each.
[[nodiscard]] std::vector<NamedPage> sample_pages(Language language);
[[nodiscard]] std::string sample_page(std::string_view name, Language language = Language::italian);

[[nodiscard]] page::PageContext sample_context(Language language = Language::italian);
/// The page of a test that ended so.
[[nodiscard]] page::CheckPage page_of(const AccountResult& result, Language language = Language::italian);

}  // namespace pecprobe::test
