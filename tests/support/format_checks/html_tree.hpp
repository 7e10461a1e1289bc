// The HTML report as a tree.
#pragma once

#include <pugixml.hpp>
#include <string>

namespace pecprobe::test {

/// The contents of `<style>` or `<script>`; empty when there is none.
[[nodiscard]] std::string raw_text(const std::string& page, const std::string& element);

/// Without style and script; void elements are taken for closed, so that XML's parser can insist on order. The fault is
/// empty when it did not find any.
struct HtmlTree {
  pugi::xml_document document;
  std::string fault;
};
[[nodiscard]] HtmlTree html_tree(const std::string& page);

}  // namespace pecprobe::test
