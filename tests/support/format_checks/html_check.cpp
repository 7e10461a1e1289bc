#include "tests/support/format_checks/format_checks.hpp"
#include "tests/support/format_checks/html_tree.hpp"
#include "tests/support/format_checks/scanner.hpp"

#include <array>
#include <set>

namespace pecprobe::test {

namespace {

constexpr std::string_view k_doctype = "<!doctype html>\n";

std::string without(std::string page, const std::string& from, const std::string& to) {
  const auto begin = page.find(from);
  const auto end = page.find(to, begin);
  return begin == std::string::npos || end == std::string::npos ? page : page.erase(begin, end + to.size() - begin);
}

bool is_void(std::string_view tag) {
  return tag.starts_with("<meta ") || tag.starts_with("<input ") || tag.starts_with("<link ") || tag == "<wbr";
}

std::string with_void_elements_closed(std::string_view page) {
  std::string out;
  for (Scanner rest(page); !rest.is_done();) {
    out += rest.take_until("<");
    const std::string_view tag = rest.take_until(">");
    out += tag;
    out += is_void(tag) ? "/" : "";
  }
  return out;
}

/// What would load, run or send something.
bool reaches_out(const pugi::xml_node& element) {
  constexpr std::array<std::string_view, 11> k_elements = {"link",   "iframe", "img",   "form", "object", "embed",
                                                           "script", "style",  "image", "use",  "base"};
  const std::string_view name = element.name();
  return std::find(k_elements.begin(), k_elements.end(), name) != k_elements.end();
}

bool reaches_out(const pugi::xml_attribute& attribute) {
  const std::string_view name = attribute.name();
  return name == "src" || name == "style" || name == "srcdoc" || name == "action" || name.starts_with("on");
}

/// The element that an attribute names, or empty when it names none.
std::string named_element(const pugi::xml_attribute& attribute) {
  const std::string_view name = attribute.name();
  const std::string value = attribute.value();
  if (name == "href") {
    return value.starts_with('#') ? value.substr(1) : "outside: " + value;
  }
  return name == "data-copies" || name == "data-account" ? value : std::string{};
}

void check_elements(const pugi::xml_document& document, Faults& faults) {
  std::set<std::string> ids;
  for (const auto& found : document.select_nodes("//@id")) {
    if (!ids.insert(found.attribute().value()).second) {
      faults.push_back(std::string("an id twice: ") + found.attribute().value());
    }
  }
  for (const auto& found : document.select_nodes("//*")) {
    const pugi::xml_node element = found.node();
    if (reaches_out(element)) {
      faults.push_back(std::string("has <") + element.name());
    }
    for (const pugi::xml_attribute& attribute : element.attributes()) {
      const std::string named = named_element(attribute);
      if (reaches_out(attribute) || (!named.empty() && !ids.contains(named))) {
        faults.push_back(std::string("has ") + attribute.name() + "=\"" + attribute.value() + '"');
      }
    }
  }
}

}  // namespace

std::string raw_text(const std::string& page, const std::string& element) {
  const std::string from = "<" + element + ">";
  const auto begin = page.find(from);
  const auto end = page.find("</" + element + ">", begin);
  return begin == std::string::npos || end == std::string::npos
             ? std::string{}
             : page.substr(begin + from.size(), end - begin - from.size());
}

HtmlTree html_tree(const std::string& page) {
  std::string text = without(without(page, "<style>", "</style>"), "<script>", "</script>");
  text.erase(0, text.starts_with(k_doctype) ? k_doctype.size() : 0);
  const std::string closed = with_void_elements_closed(text);
  HtmlTree tree;
  const auto parsed = tree.document.load_buffer(closed.data(), closed.size(), pugi::parse_default, pugi::encoding_utf8);
  tree.fault = parsed ? "" : parsed.description();
  return tree;
}

Faults html_faults(const std::string& report) {
  Faults faults;
  const std::string style = raw_text(report, "style");
  if (style.empty() || raw_text(report, "script").empty()) {
    return {"no style or no script"};
  }
  if (style.find("@import") != std::string::npos || style.find("url(") != std::string::npos) {
    faults.emplace_back("the style loads something");
  }
  if (!report.starts_with(k_doctype) || report.find("default-src 'none'") == std::string::npos) {
    faults.emplace_back("no doctype or no content policy");
  }
  const HtmlTree tree = html_tree(report);
  if (!tree.fault.empty()) {
    faults.push_back(tree.fault);
  }
  check_elements(tree.document, faults);
  return faults;
}

}  // namespace pecprobe::test
