// What holds for every page in every state and language.
#include "probe/report/wording.hpp"
#include "probe/serve/page/assets.hpp"
#include "probe/serve/page/page_frame.hpp"
#include "tests/support/format_checks/html_tree.hpp"
#include "tests/unit/serve_page/sample_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <set>
#include <sstream>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;
using testing::Not;

struct PageCase {
  std::string title;
  std::string html;
  Language language;

  friend void PrintTo(const PageCase& page, std::ostream* out) { *out << page.title; }
};

std::vector<PageCase> all_pages() {
  std::vector<PageCase> all;
  for (const Language language : Language::all()) {
    for (const NamedPage& page : sample_pages(language)) {
      std::string title = page.name + "_" + std::string(language.tag());
      std::replace(title.begin(), title.end(), '-', '_');
      all.push_back({std::move(title), page.html, language});
    }
  }
  return all;
}

class EveryPage : public testing::TestWithParam<PageCase> {
 protected:
  void SetUp() override {
    HtmlTree tree = html_tree(GetParam().html);
    ASSERT_EQ(tree.fault, "");
    m_document = std::move(tree.document);
  }

  [[nodiscard]] pugi::xpath_node_set nodes(const char* query) const { return m_document.select_nodes(query); }
  [[nodiscard]] std::set<std::string> ids() const {
    std::set<std::string> all;
    for (const auto& found : nodes("//@id")) {
      all.insert(found.attribute().value());
    }
    return all;
  }

  pugi::xml_document m_document;
};

TEST_P(EveryPage, says_its_language_and_leads_to_the_other_one) {
  EXPECT_EQ(m_document.child("html").attribute("lang").value(), GetParam().language.tag());
  EXPECT_EQ(nodes("//nav//a[starts-with(@href, '?lang=')]").size(), Language::all().size());
}

/// What stands in a template is no part of the page until the script puts it there.
TEST_P(EveryPage, has_no_id_twice) {
  std::set<std::string> seen;
  for (const auto& found : nodes("//@id[not(ancestor::template)]")) {
    EXPECT_TRUE(seen.insert(found.attribute().value()).second) << found.attribute().value();
  }
}

TEST_P(EveryPage, names_nothing_that_is_not_there) {
  const std::set<std::string> known = ids();
  for (const auto& found :
       nodes("//@for | //@aria-labelledby | //@aria-describedby | //@aria-controls | //@data-copies")) {
    std::istringstream names(found.attribute().value());
    for (std::string name; names >> name;) {
      EXPECT_TRUE(known.contains(name)) << name;
    }
  }
  for (const auto& found : nodes("//@href[starts-with(., '#')]")) {
    EXPECT_TRUE(known.contains(found.attribute().value() + 1)) << found.attribute().value();
  }
}

TEST_P(EveryPage, runs_no_script_but_its_own_and_has_no_style_in_it) {
  EXPECT_TRUE(nodes("//style | //@style | //iframe | //object | //base").empty());
  for (const auto& found : nodes("//@*")) {
    EXPECT_FALSE(std::string_view(found.attribute().name()).starts_with("on")) << found.attribute().name();
  }
  ASSERT_EQ(nodes("//script").size(), 1U);
  EXPECT_STREQ(nodes("//script/@src").first().attribute().value(), "/assets/page.js");
}

TEST_P(EveryPage, leads_and_sends_nowhere_else) {
  for (const auto& found : nodes("//@href | //@src | //@action")) {
    const std::string target = found.attribute().value();
    const bool is_ours = target.starts_with('#') || target.starts_with('?') || target == "data:," ||
                         (target.starts_with('/') && !target.starts_with("//"));
    EXPECT_TRUE(is_ours) << target;
  }
}

TEST_P(EveryPage, sends_forms_by_post_with_token_and_language) {
  for (const auto& found : nodes("//form")) {
    EXPECT_STREQ(found.node().attribute("method").value(), "post");
    EXPECT_STREQ(found.node().find_child_by_attribute("name", "form_token").attribute("value").value(),
                 "0123456789abcdef");
    EXPECT_EQ(found.node().find_child_by_attribute("name", "lang").attribute("value").value(),
              GetParam().language.tag());
  }
}

TEST_P(EveryPage, holds_no_password_and_lets_browsers_keep_none) {
  for (const auto& found : nodes("//input[@type='password']")) {
    EXPECT_TRUE(found.node().attribute("value").empty());
    EXPECT_STREQ(found.node().attribute("autocomplete").value(), "new-password");
  }
  EXPECT_TRUE(nodes("//form[not(@autocomplete='off')]").empty());
}

TEST_P(EveryPage, has_a_name_for_every_control) {
  const std::set<std::string> known = ids();
  for (const auto& found : nodes("//input[not(@type='hidden')] | //select | //textarea")) {
    const pugi::xml_node control = found.node();
    const std::string label = std::string("//label[@for='") + control.attribute("id").value() + "']";
    const bool is_inside = std::string_view(control.parent().name()) == "label";
    EXPECT_TRUE(is_inside || nodes(label.c_str()).size() == 1) << control.attribute("id").value();
  }
  EXPECT_TRUE(nodes("//button[not(text())] | //a[not(text())] | //button[not(@type)]").empty());
}

TEST_P(EveryPage, has_one_first_heading_and_leaves_no_level_out) {
  EXPECT_EQ(nodes("//h1").size(), 1U);
  int level = 0;
  for (const auto& found : nodes("//main//h1 | //main//h2 | //main//h3 | //main//h4")) {
    const int next = found.node().name()[1] - '0';
    EXPECT_LE(next, level + 1) << found.node().text().get();
    level = next;
  }
}

TEST_P(EveryPage, has_every_sentence_in_its_language) {
  for (const auto& [key, text] : Wording::of(GetParam().language).texts()) {
    if (key.starts_with("page")) {
      EXPECT_THAT(GetParam().html, Not(HasSubstr(">" + key + "<")));  // a key stands where its sentence is missing
    }
  }
  EXPECT_THAT(GetParam().html, Not(HasSubstr("{service}")));
}

INSTANTIATE_TEST_SUITE_P(samples, EveryPage, testing::ValuesIn(all_pages()),
                         [](const auto& page) { return page.param.title; });

TEST(PagePolicy, lets_only_the_pages_own_script_and_style_run) {
  EXPECT_THAT(std::string(page::k_content_policy), HasSubstr("default-src 'none'"));
  EXPECT_THAT(std::string(page::k_content_policy), HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(std::string(page::k_content_policy), HasSubstr("require-trusted-types-for 'script'"));
  EXPECT_THAT(std::string(page::k_content_policy), Not(HasSubstr("unsafe")));
}

TEST(PageAssets, load_and_send_nothing_elsewhere) {
  for (const std::string& text : {page::style_sheet(), page::script()}) {
    for (const char* outside : {"http:", "https:", "@import", "url("}) {
      EXPECT_THAT(text, Not(HasSubstr(outside)));
    }
  }
}

TEST(PageAssets, make_no_script_or_markup_out_of_texts) {
  for (const char* sink : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
                           "DOMParser", "localStorage", "sessionStorage", "document.cookie"}) {
    EXPECT_THAT(page::script(), Not(HasSubstr(sink)));
  }
}

TEST(PageAssets, use_every_sentence_that_is_kept_for_the_script) {
  const std::string table = "page_script.";
  for (const auto& [key, text] : Wording::of(Language::italian).texts()) {
    if (key.starts_with(table)) {
      EXPECT_THAT(page::script() + sample_page("check-running"),
                  testing::AnyOf(HasSubstr('"' + key.substr(table.size()) + '"'), HasSubstr(text + "</span>")))
          << key;
    }
  }
}

}  // namespace
}  // namespace pecprobe::test
