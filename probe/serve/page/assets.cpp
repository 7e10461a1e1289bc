#include "probe/serve/page/assets.hpp"

#include <string_view>

namespace pecprobe {

namespace embedded {
extern const std::string_view report_css;
extern const std::string_view page_css;
extern const std::string_view page_words_js;
extern const std::string_view page_passwords_js;
extern const std::string_view page_form_js;
extern const std::string_view page_result_js;
extern const std::string_view page_check_js;
extern const std::string_view page_accounts_js;
}  // namespace embedded

namespace page {

namespace {

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string whole;
  for (const std::string_view part : parts) {
    whole.append(part).append("\n");
  }
  return whole;
}

}  // namespace

const std::string& style_sheet() {
  static const std::string k_text = joined({embedded::report_css, embedded::page_css});
  return k_text;
}

const std::string& script() {
  static const std::string k_text =
      joined({embedded::page_words_js, embedded::page_passwords_js, embedded::page_form_js, embedded::page_result_js,
              embedded::page_check_js, embedded::page_accounts_js});
  return k_text;
}

}  // namespace page

}  // namespace pecprobe
