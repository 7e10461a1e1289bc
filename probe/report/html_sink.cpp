#include "probe/report/html_account.hpp"
#include "probe/report/html_document.hpp"
#include "probe/report/html_page.hpp"
#include "probe/report/plain_summary.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/tally.hpp"

#include <array>
#include <ostream>

namespace pecprobe {

namespace {

constexpr std::array k_verdicts = {Verdict::pass, Verdict::fail, Verdict::temporary, Verdict::unverified,
                                   Verdict::skipped};

/// The cell of one protocol: a mark in words for every service that has it.
void add_service_cell(pugi::xml_node row, const ShownAccount& account, Protocol protocol, const Wording& wording) {
  pugi::xml_node cell = add_element(row, "td");
  for (const ShownService& service : account.services) {
    if (service.endpoint.protocol == protocol) {
      add_text(cell, "span", wording.text(fmt::format("verdict_short.{}", to_string(service.verdict))),
               {{"class", fmt::format("mark {}", to_string(service.verdict))}});
      if (service.verdict != Verdict::pass) {
        append_text(cell, " ");
        add_code(cell, to_string(service.diagnosis.code));
      }
      append_text(cell, " ");
    }
  }
}

class HtmlSink final : public ReportSink {
 public:
  HtmlSink(std::ostream& out, const SinkOptions& options)
      : m_out(out),
        m_language(options.language),
        m_wording(Wording::of(options.language)),
        m_rows(m_parts.append_child("tbody")),
        m_trees(m_parts.append_child("div")) {}

  void begin(const RunInfo& run) override {
    m_run = fmt::format("pecprobe {}, {}", run.tool.version,
                        report_time(std::chrono::floor<std::chrono::seconds>(run.started_at)));
  }

  void add(const ShownAccount& account) override {
    m_tally.add(account.verdict);
    const std::string id = fmt::format("account-{}", m_tally.accounts());
    const std::string_view verdict = to_string(account.verdict);
    pugi::xml_node row = add_element(m_rows, "tr", {{"data-verdict", verdict}, {"data-account", id}});
    add_text(add_element(row, "td"), "a", account_name(account), {{"href", "#" + id}});
    add_text(row, "td", account.provider);
    for (const Protocol protocol : k_protocols) {
      add_service_cell(row, account, protocol, m_wording);
    }
    pugi::xml_node cell = add_element(row, "td", {{"data-key", std::to_string(static_cast<int>(account.verdict))}});
    add_text(cell, "span", m_wording.text(fmt::format("verdict.{}", verdict)),
             {{"class", fmt::format("mark {}", verdict)}});
    add_account_tree(m_trees, account, id, m_wording);
  }

  void end(const RunEnd& end) override {
    pugi::xml_document document;
    pugi::xml_node html = add_element(document, "html", {{"lang", std::string(m_language.tag())}});
    add_page_head(html, m_wording.text("report.html_title"), PageScript::report);
    pugi::xml_node body = add_element(html, "body");
    add_text(body, "h1", m_wording.text("report.html_title"));
    add_text(
        body, "p",
        fmt::format("{}. {}", m_run,
                    m_wording.text("report.elapsed", fmt::arg("seconds", fmt::format("{:.1f}", seconds(end.elapsed))))),
        {{"class", "faint"}});
    add_totals(body);
    add_controls(body);
    add_overview(body);
    pugi::xml_node main = add_element(body, "main");
    add_text(main, "h2", m_wording.text("report.html_accounts"));
    main.append_copy(m_trees);
    add_page_script(body);
    m_out << html_text(html);
  }

 private:
  void add_totals(pugi::xml_node body) const {
    pugi::xml_node list = add_element(body, "ul", {{"class", "totals"}});
    const auto add_total = [&](std::string_view kind, std::size_t count, const std::string& words) {
      pugi::xml_node item = add_element(list, "li", {{"class", kind}});
      add_text(item, "strong", std::to_string(count));
      append_text(item, words);
    };
    add_total("all", m_tally.accounts(), m_wording.text("report.html_accounts"));
    for (const Verdict verdict : k_verdicts) {
      add_total(to_string(verdict), m_tally.count(verdict),
                m_wording.text(fmt::format("verdict.{}", to_string(verdict))));
    }
  }

  void add_controls(pugi::xml_node body) const {
    pugi::xml_node controls = add_element(body, "div", {{"class", "controls"}, {"role", "search"}});
    pugi::xml_node search = add_text(controls, "label", m_wording.text("report.html_filter"));
    add_element(search, "input", {{"id", "search"}, {"type", "search"}});
    pugi::xml_node choice = add_text(controls, "label", m_wording.text("report.html_verdict"));
    pugi::xml_node select = add_element(choice, "select", {{"id", "verdict"}});
    add_text(select, "option", m_wording.text("report.html_all"), {{"value", ""}});
    for (const Verdict verdict : k_verdicts) {
      add_text(select, "option", m_wording.text(fmt::format("verdict.{}", to_string(verdict))),
               {{"value", to_string(verdict)}});
    }
  }

  void add_overview(pugi::xml_node body) const {
    pugi::xml_node table = add_element(body, "table", {{"id", "overview"}});
    pugi::xml_node heading = add_element(add_element(table, "thead"), "tr");
    for (const std::string& name :
         {m_wording.text("report.html_account"), m_wording.text("report.html_provider"), std::string("IMAP"),
          std::string("POP3"), std::string("SMTP"), m_wording.text("report.html_verdict")}) {
      add_text(add_element(heading, "th", {{"scope", "col"}}), "button", name, {{"type", "button"}});
    }
    table.append_copy(m_rows);
  }

  std::ostream& m_out;
  Language m_language;
  const Wording& m_wording;
  std::string m_run;
  Tally m_tally;
  pugi::xml_document m_parts;  // rows and trees, until the totals are known that come before them
  pugi::xml_node m_rows;
  pugi::xml_node m_trees;
};

}  // namespace

std::unique_ptr<ReportSink> make_html_sink(std::ostream& out, const SinkOptions& options) {
  return std::make_unique<HtmlSink>(out, options);
}

}  // namespace pecprobe
