// The page's style and script, as they were embedded at build.
#pragma once

#include <string>

namespace pecprobe::page {

/// For `GET /assets/page.css`: the look of the HTML report, and what forms need besides.
[[nodiscard]] const std::string& style_sheet();

/// For `GET /assets/page.js`.
[[nodiscard]] const std::string& script();

}  // namespace pecprobe::page
