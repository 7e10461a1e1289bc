#include "probe/report/html_document.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

constexpr std::array<std::string_view, 4> k_void = {"meta", "input", "link", "wbr"};
constexpr std::array<std::string_view, 2> k_raw = {"script", "style"};

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
}

/// The tree is as deep as our own pages are.
void append_node(std::string& out, const pugi::xml_node& node) {
  const std::string_view name = node.name();
  if (node.type() == pugi::node_pcdata) {
    append_escaped(out, node.value());
    return;
  }
  out.append("<").append(name);
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    out.append(" ").append(attribute.name()).append("=\"");
    append_escaped(out, attribute.value());
    out += '"';
  }
  out += '>';
  if (is_one_of(k_void, name)) {
    return;
  }
  for (const pugi::xml_node& child : node.children()) {
    if (is_one_of(k_raw, name)) {
      out += child.value();
    } else {
      append_node(out, child);
    }
  }
  out.append("</").append(name).append(">");
}

}  // namespace

pugi::xml_node add_element(pugi::xml_node parent, const char* name, HtmlAttributes attributes) {
  pugi::xml_node node = parent.append_child(name);
  for (const auto& [key, value] : attributes) {
    node.append_attribute(key).set_value(std::string(value).c_str());
  }
  return node;
}

pugi::xml_node add_text(pugi::xml_node parent, const char* name, std::string_view text, HtmlAttributes attributes) {
  pugi::xml_node node = add_element(parent, name, attributes);
  append_text(node, text);
  return node;
}

void append_text(pugi::xml_node parent, std::string_view text) {
  parent.append_child(pugi::node_pcdata).set_value(std::string(text).c_str());
}

void add_code(pugi::xml_node parent, std::string_view code) {
  pugi::xml_node element = add_element(parent, "code");
  for (auto end = code.find('_'); end != std::string_view::npos; end = code.find('_')) {
    append_text(element, code.substr(0, end + 1));
    add_element(element, "wbr");
    code.remove_prefix(end + 1);
  }
  append_text(element, code);
}

std::string html_text(pugi::xml_node html) {
  std::string out = "<!doctype html>\n";
  append_node(out, html);
  return out + '\n';
}

}  // namespace pecprobe
