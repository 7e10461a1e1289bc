#include "probe/serve/page/page_frame.hpp"

#include "probe/report/html_document.hpp"
#include "probe/report/wording.hpp"

#include <algorithm>
#include <array>

namespace pecprobe::page {

namespace {

struct PlaceRow {
  Place place;
  std::string_view key;
  std::string_view path;
};
constexpr std::array<PlaceRow, 3> k_places = {{{Place::check, "page.nav_check", "/"},
                                               {Place::rotate, "page.nav_rotate", "/rotate"},
                                               {Place::accounts, "page.nav_accounts", "/accounts"}}};

void add_head(pugi::xml_node html, const std::string& title, Refresh refresh) {
  pugi::xml_node head = add_element(html, "head");
  add_element(head, "meta", {{"charset", "utf-8"}});
  add_element(head, "meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  add_element(head, "meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  if (refresh == Refresh::soon) {
    add_element(head, "meta", {{"http-equiv", "refresh"}, {"content", "2"}});
  }
  add_text(head, "title", title + " – pecprobe");
  add_element(head, "link", {{"rel", "icon"}, {"href", "data:,"}});  // else browsers ask for /favicon.ico
  add_element(head, "link", {{"rel", "stylesheet"}, {"href", "/assets/page.css"}});
  add_element(head, "script", {{"src", "/assets/page.js"}, {"defer", ""}});
}

void add_languages(pugi::xml_node parent, Language present) {
  const Wording& wording = Wording::of(present);
  pugi::xml_node list = add_element(parent, "ul", {{"aria-label", wording.text("page.languages")}});
  for (const Language language : Language::all()) {
    const std::string tag(language.tag());
    pugi::xml_node link = add_text(add_element(list, "li"), "a", Wording::of(language).text("page.language"),
                                   {{"href", "?lang=" + tag}, {"lang", tag}, {"hreflang", tag}});
    if (language == present) {
      link.append_attribute("aria-current").set_value("true");
    }
  }
}

void add_navigation(pugi::xml_node body, const PageContext& context, Place present) {
  const Wording& wording = Wording::of(context.language);
  pugi::xml_node nav = add_element(add_element(body, "header"), "nav", {{"aria-label", wording.text("page.nav")}});
  pugi::xml_node list = add_element(nav, "ul");
  for (const PlaceRow& row : k_places) {
    if (row.place == Place::accounts && !context.has_accounts) {
      continue;
    }
    pugi::xml_node link = add_text(add_element(list, "li"), "a", wording.text(row.key), {{"href", row.path}});
    if (row.place == present) {
      link.append_attribute("aria-current").set_value("page");
    }
  }
  add_languages(nav, context.language);
}

/// The tables of sentences that the script takes its own from: `data-step-resolve` and so on.
constexpr std::array<std::string_view, 7> k_script_tables = {
    "mark", "mistyped", "page_password", "page_script", "source_certainty", "step", "verdict"};

void add_words(pugi::xml_node body, const Wording& wording) {
  pugi::xml_node words = add_element(body, "div", {{"id", "words"}, {"hidden", ""}});
  for (const auto& [key, text] : wording.texts()) {
    const auto dot = key.find('.');
    if (std::find(k_script_tables.begin(), k_script_tables.end(), key.substr(0, dot)) != k_script_tables.end()) {
      const std::string name = "data-" + key.substr(0, dot) + '-' + key.substr(dot + 1);
      words.append_attribute(name.c_str()).set_value(text.c_str());
    }
  }
}

}  // namespace

std::string whole_page(const PageContext& context, Place place, const std::string& title, Refresh refresh,
                       const std::function<void(pugi::xml_node main)>& content) {
  const Wording& wording = Wording::of(context.language);
  pugi::xml_document document;
  pugi::xml_node html = add_element(document, "html", {{"lang", context.language.tag()}});
  add_head(html, title, refresh);
  pugi::xml_node body = add_element(html, "body");
  add_text(body, "a", wording.text("page.skip"), {{"class", "skip"}, {"href", "#main"}});
  add_navigation(body, context, place);
  pugi::xml_node main = add_element(body, "main", {{"id", "main"}});
  add_text(main, "h1", title);
  content(main);
  add_element(body, "p", {{"id", "announce"}, {"class", "unseen"}, {"role", "status"}});
  add_words(body, wording);
  return html_text(html);
}

}  // namespace pecprobe::page
