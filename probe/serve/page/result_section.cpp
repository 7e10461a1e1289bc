#include "probe/serve/page/result_section.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/final_sentences.hpp"
#include "probe/report/html_account.hpp"
#include "probe/report/html_document.hpp"
#include "probe/report/plain_summary.hpp"
#include "probe/report/shown_share.hpp"
#include "probe/serve/page/cause_section.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

namespace pecprobe::page {

namespace {

/// As on the two tabs of the helpdesk's programs: one for receiving, one for sending, each with its own success.
void add_direction(pugi::xml_node parent, const ShownAccount& account, Direction direction, const Wording& wording) {
  const auto is_of_direction = [&](const ShownService& service) {
    return direction_of(service.endpoint.protocol) == direction;
  };
  const bool has_any = std::any_of(account.services.begin(), account.services.end(), is_of_direction);
  const bool has_passed =
      has_any && std::all_of(account.services.begin(), account.services.end(), [&](const ShownService& service) {
        return !is_of_direction(service) || service.verdict == Verdict::pass;
      });
  pugi::xml_node tab = add_element(parent, "div", {{"class", has_passed ? "tab pass" : "tab"}});
  add_text(tab, "p", final_sentence(account, direction, wording));
  if (has_passed) {
    add_text(tab, "p", wording.text("report.success"), {{"class", "mark pass"}});
  }
}

void add_remembered(pugi::xml_node parent, const ShownAccount& account, const Wording& wording) {
  GuardNotice guard;
  for (const ShownService& service : account.services) {
    if (service.auth.remembered) {
      guard.times = *service.auth.remembered;
      guard.services.push_back(service.endpoint.protocol);
    }
  }
  if (!guard.services.empty()) {
    add_guard_sentence(add_element(parent, "div", {{"class", "guard"}}), guard, wording);
  }
}

/// The text report, which people know from the command line.
std::string ticket_text(const FinishedCheck& check, const ShownAccount& account, Language language) {
  std::ostringstream out;
  SinkOptions options;
  options.language = language;
  const auto sink = find_report_format("text")->make(out, options);
  sink->begin(check.run);
  sink->add(account);
  sink->end(check.end);
  return out.str();
}

void add_ticket(pugi::xml_node parent, const char* id, const std::string& title, const std::string& text) {
  pugi::xml_node details = add_element(parent, "details", {{"class", "ticket"}});
  add_text(details, "summary", title);
  add_text(details, "pre", text, {{"id", id}, {"tabindex", "0"}});
}

void add_actions(pugi::xml_node parent, const FinishedCheck& check, const Wording& wording) {
  pugi::xml_node row = add_element(parent, "p", {{"class", "actions"}});
  add_text(row, "a", wording.text("page.another"), {{"class", "button"}, {"href", "#password"}, {"id", "another"}});
  const std::string done = wording.text("page.copied");
  for (const auto& [key, source] :
       {std::pair("page.copy_ticket", "ticket"), std::pair("page.copy_shared", "ticket-shared")}) {
    pugi::xml_node button =
        add_text(row, "button", wording.text(key),
                 {{"type", "button"}, {"class", "copy"}, {"data-copies", source}, {"data-done", done}});
    button.append_attribute("hidden").set_value("");  // the script's
  }
  for (const auto& [key, format] : {std::pair("page.download_html", "html"), std::pair("page.download_json", "json")}) {
    add_text(row, "a", wording.text(key),
             {{"class", "button"},
              {"href", fmt::format("/result/{}.{}", check.id, format)},
              {"download", fmt::format("pecprobe-{}.{}", check.id, format)}});
  }
}

void add_fields(pugi::xml_node parent, const MailSettings& settings, Language language, const Wording& wording) {
  pugi::xml_node details = add_element(parent, "details", {{"id", "fields"}});
  add_text(details, "summary", wording.text("page.fields"));
  for (const ProgramSettings& program : program_settings(settings, language)) {
    add_text(details, "h3", program.name);
    add_text(details, "p", program.where, {{"class", "faint"}});
    for (const SettingsTab& tab : program.tabs) {
      pugi::xml_node table = add_element(details, "table");
      add_text(table, "caption", tab.title);
      pugi::xml_node body = add_element(table, "tbody");
      for (const SettingsTab::Field& field : tab.fields) {
        pugi::xml_node row = add_element(body, "tr");
        add_text(row, "th", field.label, {{"scope", "row"}});
        add_text(row, "td", field.value);
      }
    }
    add_text(details, "p", program.afterwards);
  }
}

}  // namespace

void add_guard_sentence(pugi::xml_node parent, const GuardNotice& guard, const Wording& wording) {
  std::vector<std::string> services;
  for (const Protocol protocol : guard.services) {
    services.push_back(service_name(protocol));
  }
  add_text(parent, "p",
           wording.text("page.guard", fmt::arg("services", fmt::format("{}", fmt::join(services, ", "))),
                        fmt::arg("refused", local_minute(guard.times.refused_at, wording)),
                        fmt::arg("next", local_minute(guard.times.next_try, wording))));
}

void add_result(pugi::xml_node parent, const FinishedCheck& check, Language language) {
  const Wording& wording = Wording::of(language);
  const ShownAccount& account = check.account;
  pugi::xml_node section = add_element(parent, "section",
                                       {{"id", "result"},
                                        {"tabindex", "-1"},
                                        {"aria-labelledby", "outcome-title"},
                                        {"data-verdict", to_string(account.verdict)}});
  pugi::xml_node stale = add_text(section, "p", wording.text("page.stale"), {{"id", "stale"}, {"role", "status"}});
  stale.append_attribute("hidden").set_value("");
  add_text(section, "h2", outcome_sentence(account, wording),
           {{"id", "outcome-title"}, {"class", fmt::format("outcome {}", to_string(account.verdict))}});
  const auto started = std::chrono::floor<std::chrono::seconds>(check.run.started_at);
  add_text(section, "p",
           wording.text("page.result_of", fmt::arg("account", account_name(account)),
                        fmt::arg("when", local_minute(started, wording))),
           {{"class", "faint"}});
  pugi::xml_node tabs = add_element(section, "div", {{"class", "pair"}});
  add_direction(tabs, account, Direction::receive, wording);
  add_direction(tabs, account, Direction::send, wording);
  add_remembered(section, account, wording);
  add_causes(section, account, wording);
  if (account.password) {
    add_text(section, "p", password_sentence(account.password->dates, account.password->state, wording));
  }
  for (const ShownWarning& warning : account.warnings) {
    add_text(section, "p", wording.text("report.warning", fmt::arg("text", warning.text)));
  }
  add_actions(section, check, wording);
  Aliases aliases;
  add_ticket(section, "ticket", wording.text("page.ticket"), ticket_text(check, account, language));
  add_ticket(section, "ticket-shared", wording.text("page.ticket_shared"),
             ticket_text(check, share(account, aliases), language));
  if (check.settings) {
    add_fields(section, *check.settings, language, wording);
  }
  pugi::xml_node seen = add_element(section, "details", {{"id", "seen"}});
  add_text(seen, "summary", wording.text("page.seen"));
  add_account_tree(seen, account, "account", wording);
}

}  // namespace pecprobe::page
