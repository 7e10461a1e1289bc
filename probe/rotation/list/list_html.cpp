#include "probe/report/dates.hpp"
#include "probe/report/html_document.hpp"
#include "probe/report/html_page.hpp"
#include "probe/report/wording.hpp"
#include "probe/rotation/list/list_formats.hpp"
#include "probe/rotation/list/list_sentences.hpp"

#include <fmt/format.h>

namespace pecprobe {

namespace {

/// The classes of marks that the page's style knows.
std::string_view mark_of(const ListedPassword& listed) {
  if (listed.state.phase == PasswordPhase::expired) {
    return "fail";
  }
  return listed.actions.empty() ? "pass" : "temporary";
}

void add_row(pugi::xml_node body, const ListedPassword& listed, const Wording& wording) {
  const LedgerEntry& entry = listed.record.entry;
  pugi::xml_node row = add_element(body, "tr");
  add_text(row, "th", record_name(entry.key), {{"scope", "row"}});
  add_text(row, "td", listed.record.provider ? listed.record.provider->name : entry.provider);
  add_text(row, "td", entry.expires ? local_date(*entry.expires, wording) : "");
  add_text(row, "td", listed.state.days_left ? std::to_string(*listed.state.days_left) : "", {{"class", "number"}});
  add_text(add_element(row, "td"), "span",
           wording.text(fmt::format("rotation.phase_{}", to_string(listed.state.phase))),
           {{"class", fmt::format("mark {}", mark_of(listed))}});
  pugi::xml_node cell = add_element(row, "td");
  if (!listed.actions.empty()) {
    pugi::xml_node actions = add_element(cell, "ul");
    for (const std::string& sentence : action_sentences(listed, wording)) {
      add_text(actions, "li", sentence);
    }
  }
}

}  // namespace

std::string list_html(const RotationList& list, const SinkOptions& options) {
  const Wording& wording = Wording::of(options.language);
  pugi::xml_document document;
  pugi::xml_node html = add_element(document, "html", {{"lang", std::string(options.language.tag())}});
  add_page_head(html, wording.text("rotation.html_title"), PageScript::none);
  pugi::xml_node body = add_element(html, "body");
  add_text(body, "h1", wording.text("rotation.html_title"));
  add_text(body, "p", fmt::format("pecprobe {}, {}", list.tool.version, local_date(list.today, wording)),
           {{"class", "faint"}});
  pugi::xml_node main = add_element(body, "main");
  add_text(main, "p", list_sentence(list, wording));
  pugi::xml_node table = add_element(main, "table");
  pugi::xml_node heading = add_element(add_element(table, "thead"), "tr");
  for (const char* column : {"report.html_account", "report.html_provider", "rotation.html_expires",
                             "rotation.html_days", "rotation.html_phase", "rotation.html_to_do"}) {
    add_text(heading, "th", wording.text(column), {{"scope", "col"}});
  }
  pugi::xml_node rows = add_element(table, "tbody");
  for (const ListedPassword& listed : list.passwords) {
    add_row(rows, listed, wording);
  }
  return html_text(html);
}

}  // namespace pecprobe
