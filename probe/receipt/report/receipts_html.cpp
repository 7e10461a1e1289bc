#include "probe/receipt/report/receipt_formats.hpp"
#include "probe/receipt/report/receipt_sentences.hpp"
#include "probe/report/html_document.hpp"
#include "probe/report/html_page.hpp"

#include <fmt/format.h>

namespace pecprobe {

namespace {

/// The classes of marks that the page's style knows.
std::string_view mark_of(ReceiptVerdict verdict) {
  switch (verdict) {
    case ReceiptVerdict::holds: return "pass";
    case ReceiptVerdict::unverified: return "unverified";
    case ReceiptVerdict::does_not_hold:
    case ReceiptVerdict::not_a_receipt:
    case ReceiptVerdict::unreadable: break;
  }
  return "fail";
}

void add_row(pugi::xml_node body, const VerifiedFile& each, const Wording& wording) {
  const Receipt& receipt = each.receipt;
  const auto& data = receipt.certification;
  pugi::xml_node row = add_element(body, "tr");
  add_text(row, "th", each.file, {{"scope", "row"}});
  pugi::xml_node verdict = add_element(row, "td");
  add_text(verdict, "span", verdict_sentence(receipt, wording),
           {{"class", fmt::format("mark {}", mark_of(receipt.verdict()))}});
  if (!receipt.findings.empty()) {
    pugi::xml_node findings = add_element(verdict, "ul");
    for (const std::string& sentence : finding_sentences(receipt, wording)) {
      add_text(findings, "li", sentence);
    }
  }
  add_text(row, "td", kind_sentence(receipt, wording));
  add_text(row, "td", data ? data->subject : receipt.headers.subject);
  add_text(row, "td", data && data->at ? second_of(*data->at, wording) : "");
  add_text(row, "td", receipt.signature && receipt.signature->signer ? receipt.signature->signer->subject : "");
}

}  // namespace

std::string receipts_html(const ReceiptReport& report, const SinkOptions& options) {
  const Wording& wording = Wording::of(options.language);
  pugi::xml_document document;
  pugi::xml_node html = add_element(document, "html", {{"lang", std::string(options.language.tag())}});
  add_page_head(html, wording.text("receipt.html_title"), PageScript::none);
  pugi::xml_node body = add_element(html, "body");
  add_text(body, "h1", wording.text("receipt.html_title"));
  add_text(body, "p", fmt::format("pecprobe {}, {} UTC", report.tool.version, second_of(report.verified_at, wording)),
           {{"class", "faint"}});
  pugi::xml_node main = add_element(body, "main");
  add_text(main, "p", conclusion(report, wording));
  pugi::xml_node table = add_element(main, "table");
  pugi::xml_node heading = add_element(add_element(table, "thead"), "tr");
  for (const char* column : {"file", "verdict", "kind", "subject", "certified_at", "signer"}) {
    add_text(heading, "th", wording.text(fmt::format("receipt.column.{}", column)), {{"scope", "col"}});
  }
  pugi::xml_node rows = add_element(table, "tbody");
  for (const VerifiedFile& each : report.files) {
    add_row(rows, each, wording);
  }
  return html_text(html);
}

}  // namespace pecprobe
