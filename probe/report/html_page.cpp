#include "probe/report/html_page.hpp"

#include "probe/report/digest.hpp"
#include "probe/report/html_document.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

namespace pecprobe {

namespace embedded {
extern const std::string_view report_css;
extern const std::string_view report_js;
}  // namespace embedded

namespace {

/// Only this very script and style run (Content Security Policy Level 3).
std::string content_policy(PageScript script) {
  const auto source = [](std::string_view text) { return fmt::format("'sha256-{}'", base64_encode(sha256(text))); };
  return fmt::format("default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
                     script == PageScript::none ? "'none'" : source(embedded::report_js), source(embedded::report_css));
}

}  // namespace

void add_page_head(pugi::xml_node html, const std::string& title, PageScript script) {
  pugi::xml_node head = add_element(html, "head");
  add_element(head, "meta", {{"charset", "utf-8"}});
  add_element(head, "meta", {{"http-equiv", "Content-Security-Policy"}, {"content", content_policy(script)}});
  add_element(head, "meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  add_element(head, "meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  add_text(head, "title", title);
  add_text(head, "style", embedded::report_css);
}

void add_page_script(pugi::xml_node body) { add_text(body, "script", embedded::report_js); }

}  // namespace pecprobe
