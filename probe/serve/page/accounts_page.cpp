#include "probe/serve/page/accounts_page.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/html_document.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pecprobe::page {

namespace {

constexpr std::array k_verdicts = {Verdict::fail, Verdict::temporary, Verdict::unverified, Verdict::skipped,
                                   Verdict::pass};

/// A cell that says its column where a narrow screen shows rows as blocks.
pugi::xml_node add_cell(pugi::xml_node row, const std::string& column) {
  return add_element(row, "td", {{"data-column", column}});
}

void add_mark(pugi::xml_node parent, std::string_view kind, const std::string& words) {
  add_text(parent, "span", words, {{"class", fmt::format("mark {}", kind)}});
}

void add_name(pugi::xml_node row, const AccountRow& account, const Wording& wording) {
  std::string name = printable(account.address);
  if (!account.login.empty() && account.login != account.address) {
    name += fmt::format(" ({})", wording.text("report.login", fmt::arg("login", printable(account.login))));
  }
  pugi::xml_node cell = add_element(row, "th", {{"scope", "row"}});
  if (account.result_id.empty()) {
    append_text(cell, name);
  } else {
    add_text(cell, "a", name, {{"href", "/result/" + account.result_id}});
  }
  if (account.kind != AccountKind::mailbox) {
    add_text(cell, "p", wording.text(fmt::format("account_kind.{}", to_string(account.kind))), {{"class", "faint"}});
  }
}

void add_service(pugi::xml_node row, const AccountRow& account, Protocol protocol, const Wording& wording) {
  pugi::xml_node cell = add_cell(row, service_name(protocol));
  const auto found = std::find_if(account.services.begin(), account.services.end(),
                                  [&](const LastService& service) { return service.protocol == protocol; });
  if (found == account.services.end()) {
    const bool is_planned = std::find(account.plan.begin(), account.plan.end(), protocol) != account.plan.end();
    add_text(cell, "span", is_planned ? wording.text("page.not_tested") : "–", {{"class", "faint"}});
    return;
  }
  add_mark(cell, to_string(found->verdict), wording.text(fmt::format("verdict_short.{}", to_string(found->verdict))));
  if (found->verdict != Verdict::pass) {
    append_text(cell, " ");
    add_code(cell, to_string(found->code));
  }
}

std::string countdown(const AccountRow& account, const Wording& wording) {
  if (account.password && account.password->phase == PasswordPhase::deactivated) {
    return wording.text("rotation.phase_deactivated");
  }
  if (!account.expires || !account.password || !account.password->days_left) {
    return "–";
  }
  const int days = *account.password->days_left;
  if (days == 0) {
    return wording.text("page.expires_today");
  }
  return wording.text(days > 0 ? "page.expires_in" : "page.expired_since",
                      fmt::arg("date", local_date(*account.expires, wording)),
                      fmt::arg("days", wording.count("count.days", static_cast<std::uint64_t>(std::abs(days)))));
}

std::string_view urgency_of(const AccountRow& account) noexcept {
  if (!account.password) {
    return "faint";
  }
  switch (account.password->phase) {
    case PasswordPhase::expired:
    case PasswordPhase::deactivated: return "mark fail";
    case PasswordPhase::expires_today:
    case PasswordPhase::expiring:
    case PasswordPhase::extendable: return "mark temporary";
    case PasswordPhase::unknown:
    case PasswordPhase::valid: break;
  }
  return "faint";
}

void add_row(pugi::xml_node body, const AccountRow& account, const Wording& wording) {
  const std::string_view verdict = account.tested_at ? to_string(account.verdict) : "untested";
  pugi::xml_node row = add_element(body, "tr", {{"data-verdict", verdict}});
  add_name(row, account, wording);
  append_text(add_cell(row, wording.text("page.column_provider")), printable(account.provider));
  for (const Protocol protocol : k_protocols) {
    add_service(row, account, protocol, wording);
  }
  pugi::xml_node cell = add_cell(row, wording.text("page.column_verdict"));
  if (account.tested_at) {
    add_mark(cell, verdict, wording.text(fmt::format("verdict.{}", verdict)));
    append_text(cell, " ");
    add_text(cell, "p", local_minute(*account.tested_at, wording) + " UTC", {{"class", "faint"}});
  } else {
    add_text(cell, "span", wording.text("page.not_tested"), {{"class", "faint"}});
  }
  if (account.fault) {
    add_text(cell, "p", wording.text("page.cannot_test", fmt::arg("code", to_string(*account.fault))),
             {{"class", "faint"}});
  }
  add_text(add_cell(row, wording.text("page.column_password")), "span", countdown(account, wording),
           {{"class", urgency_of(account)}});
  append_text(add_cell(row, wording.text("page.column_changed")),
              account.changed_at ? local_minute(*account.changed_at, wording) + " UTC" : "–");
}

/// The script's: without it the whole table is there.
void add_filter(pugi::xml_node parent, std::size_t accounts, const Wording& wording) {
  pugi::xml_node controls =
      add_element(parent, "div", {{"class", "controls"}, {"role", "search"}, {"id", "filter"}, {"hidden", ""}});
  add_element(add_text(controls, "label", wording.text("page.filter") + " "), "input",
              {{"id", "search"}, {"type", "search"}, {"autocomplete", "off"}});
  pugi::xml_node select = add_element(add_text(controls, "label", wording.text("page.filter_verdict") + " "), "select",
                                      {{"id", "verdict"}});
  add_text(select, "option", wording.text("page.filter_all"), {{"value", ""}});
  for (const Verdict verdict : k_verdicts) {
    add_text(select, "option", wording.text(fmt::format("verdict.{}", to_string(verdict))),
             {{"value", to_string(verdict)}});
  }
  add_text(select, "option", wording.text("page.not_tested"), {{"value", "untested"}});
  add_text(
      parent, "p", wording.text("page.filter_count", fmt::arg("shown", accounts), fmt::arg("all", accounts)),
      {{"id", "shown"}, {"role", "status"}, {"class", "faint"}, {"data-sentence", wording.text("page.filter_count")}});
}

void add_table(pugi::xml_node parent, const AccountsPage& page, const Wording& wording) {
  pugi::xml_node table = add_element(parent, "table", {{"id", "overview"}, {"class", "blocks"}});
  pugi::xml_node heading = add_element(add_element(table, "thead"), "tr");
  for (const std::string& column :
       {wording.text("page.column_account"), wording.text("page.column_provider"), service_name(Protocol::imap),
        service_name(Protocol::pop3), service_name(Protocol::smtp), wording.text("page.column_verdict"),
        wording.text("page.column_password"), wording.text("page.column_changed")}) {
    add_text(heading, "th", column, {{"scope", "col"}});
  }
  pugi::xml_node body = add_element(table, "tbody");
  for (const AccountRow& account : page.accounts) {
    add_row(body, account, wording);
  }
}

}  // namespace

std::string accounts_page(const PageContext& context, const AccountsPage& page) {
  const Wording& wording = Wording::of(context.language);
  return whole_page(
      context, Place::accounts, wording.text("page.accounts_title"), Refresh::none, [&](pugi::xml_node main) {
        if (page.next_run) {
          add_text(main, "p", wording.text("page.next_run", fmt::arg("when", local_minute(*page.next_run, wording))));
        }
        if (page.accounts.empty()) {
          add_text(main, "p", wording.text("page.accounts_none"));
          return;
        }
        add_filter(main, page.accounts.size(), wording);
        add_table(main, page, wording);
      });
}

}  // namespace pecprobe::page
