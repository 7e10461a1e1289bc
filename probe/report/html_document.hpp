// Building an HTML document as a tree: texts and attributes go in as they are and come out escaped.
#pragma once

#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace pecprobe {

/// Names and values; the names are ours, a value may be anything.
using HtmlAttributes = std::initializer_list<std::pair<const char*, std::string_view>>;

/// A new last child of `parent`.
pugi::xml_node add_element(pugi::xml_node parent, const char* name, HtmlAttributes attributes = {});
/// The same with a text inside.
pugi::xml_node add_text(pugi::xml_node parent, const char* name, std::string_view text, HtmlAttributes attributes = {});
/// A text behind what `parent` holds already.
void append_text(pugi::xml_node parent, std::string_view text);
/// A code in a narrow column may break behind its underscores; copied it is whole.
void add_code(pugi::xml_node parent, std::string_view code);

/// The document whose root is `html`, with its doctype and a line end. Void elements have no end tag; script and style
/// stand as they are (HTML, "Serializing HTML fragments"), so only our own text may be in them.
[[nodiscard]] std::string html_text(pugi::xml_node html);

}  // namespace pecprobe
