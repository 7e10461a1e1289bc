// What every HTML page of the program has: its head, its style and, where it has one, its script.
#pragma once

#include <pugixml.hpp>
#include <string>

namespace pecprobe {

/// Whether the page filters and sorts a table of accounts (report.js).
enum class PageScript { none, report };

/// Appends the head to `html`. Nothing but the page's own style and script runs; nothing is ever loaded or sent.
void add_page_head(pugi::xml_node html, const std::string& title, PageScript script);

/// The script, at the end of `body`.
void add_page_script(pugi::xml_node body);

}  // namespace pecprobe
