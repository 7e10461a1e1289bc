#include "probe/report/html_account.hpp"

#include "probe/report/final_sentences.hpp"
#include "probe/report/html_document.hpp"
#include "probe/report/plain_summary.hpp"

namespace pecprobe {

namespace {

void add_mark(pugi::xml_node parent, std::string_view kind, const std::string& words) {
  add_text(parent, "span", words, {{"class", fmt::format("mark {}", kind)}});
}

void add_steps(pugi::xml_node parent, const ShownService& service, const Wording& wording) {
  pugi::xml_node table = add_element(parent, "table");
  pugi::xml_node heading = add_element(add_element(table, "thead"), "tr");
  for (const std::string& name : {wording.text("report.html_step"), wording.text("report.html_verdict"),
                                  wording.text("report.html_found"), wording.text("report.html_took")}) {
    add_text(heading, "th", name, {{"scope", "col"}});
  }
  pugi::xml_node body = add_element(table, "tbody");
  for (const ShownStep& step : service.steps) {
    pugi::xml_node row = add_element(body, "tr");
    add_text(row, "th", wording.text(fmt::format("step.{}", to_string(step.step))), {{"scope", "row"}});
    add_mark(add_element(row, "td"), to_string(step.status),
             wording.text(fmt::format("mark.{}", to_string(step.status))));
    add_text(add_element(row, "td"), step.is_quote ? "code" : "span", step.detail);
    const bool has_time = step.status != StepStatus::skip;
    add_text(row, "td", has_time ? fmt::format("{:.1f} ms", seconds(step.took) * 1000) : "", {{"class", "number"}});
  }
}

void add_list(pugi::xml_node parent, const char* kind, const std::vector<std::string>& items) {
  pugi::xml_node list = add_element(parent, kind);
  for (const std::string& item : items) {
    add_text(list, "li", item);
  }
}

void add_diagnosis(pugi::xml_node parent, const ShownDiagnosis& diagnosis, const Wording& wording) {
  const DiagnosisText& text = diagnosis.text;
  pugi::xml_node title = add_element(parent, "h3");
  append_text(title, text.title + " ");
  add_text(title, "code", to_string(diagnosis.code));
  for (const Evidence& fact : diagnosis.evidence) {
    add_text(parent, "p", wording.text(fmt::format("evidence.{}", to_string(fact.kind))), {{"class", "faint"}});
    add_text(parent, "pre", fact.text);
  }
  add_text(parent, "p", text.cause);
  if (diagnosis.retry != Retry::none) {
    add_text(parent, "p", wording.text(fmt::format("retry.{}", to_string(diagnosis.retry))));
  }
  if (!text.advice.empty()) {
    add_text(parent, "h3", wording.text("report.advice"));
    add_list(parent, "ol", text.advice);
  }
  if (!text.hypotheses.empty()) {
    add_text(parent, "h3", wording.text("report.hypotheses"));
    pugi::xml_node list = add_element(parent, "ol");
    for (const HypothesisText& hypothesis : text.hypotheses) {
      add_text(
          list, "li",
          fmt::format("{} {}", hypothesis.why, wording.text("report.settle", fmt::arg("settle", hypothesis.settle))));
    }
  }
}

void add_ticket(pugi::xml_node parent, const ShownAccount& account, const ShownService& service, const std::string& id,
                const Wording& wording) {
  const DiagnosisText& text = service.diagnosis.text;
  std::string words =
      fmt::format("{}\n{} {}\n{} ({})\n{}", account_name(account), service.label, authority(service.endpoint),
                  text.title, to_string(service.diagnosis.code), explanation_lines(service.diagnosis, wording));
  if (!text.tell_provider.empty()) {
    words += wording.text("report.tell_provider", fmt::arg("text", text.tell_provider)) + '\n';
  }
  pugi::xml_node ticket = add_element(parent, "div", {{"class", "ticket"}});
  add_text(ticket, "h3", wording.text("report.html_ticket"));
  add_text(ticket, "pre", words, {{"id", id}});
  add_text(
      ticket, "button", wording.text("report.html_copy"),
      {{"class", "copy"}, {"type", "button"}, {"data-copies", id}, {"data-done", wording.text("report.html_copied")}});
}

void add_certificate(pugi::xml_node parent, const ShownTls& tls, const Wording& wording) {
  if (tls.chain.empty()) {
    return;
  }
  const CertificateFacts& certificate = tls.chain.front();
  pugi::xml_node details = add_element(parent, "details");
  add_text(details, "summary", wording.text("report.html_certificate"));
  pugi::xml_node list = add_element(details, "ul");
  const auto add_fact = [&](const std::string& name, const std::string& value) {
    pugi::xml_node item = add_element(list, "li");
    append_text(item, name + ": ");
    add_text(item, "code", value);
  };
  add_fact(wording.text("report.html_subject"), certificate.subject);
  add_fact(wording.text("report.html_issuer"), certificate.issuer);
  add_fact(wording.text("report.html_valid"),
           fmt::format("{} – {}", report_time(certificate.not_before), report_time(certificate.not_after)));
  add_fact("SHA-256", certificate.sha256);
}

void add_warnings(pugi::xml_node parent, const std::vector<ShownWarning>& warnings, const Wording& wording) {
  for (const ShownWarning& warning : warnings) {
    add_text(parent, "p", wording.text("report.warning", fmt::arg("text", warning.text)));
  }
}

void add_service(pugi::xml_node parent, const ShownAccount& account, const ShownService& service, const std::string& id,
                 const Wording& wording) {
  const bool has_passed = service.verdict == Verdict::pass;
  pugi::xml_node details = add_element(parent, "details", {{"class", "service"}});
  if (!has_passed) {
    details.append_attribute("open").set_value("");
  }
  pugi::xml_node summary = add_element(details, "summary");
  append_text(summary, fmt::format("{} {} ", service.label, authority(service.endpoint)));
  add_mark(summary, to_string(service.verdict), wording.text(fmt::format("verdict.{}", to_string(service.verdict))));
  for (const std::string& alert : service.alerts) {  // to be shown to the user (RFC 9051 §7.1)
    add_text(details, "p", wording.text("report.alert"), {{"class", "faint"}});
    add_text(details, "pre", alert);
  }
  if (has_passed) {
    add_text(details, "p", wording.text("report.success"));
  } else {
    add_diagnosis(details, service.diagnosis, wording);
    add_ticket(details, account, service, id + "-ticket", wording);
  }
  add_warnings(details, service.warnings, wording);
  if (!service.steps.empty()) {
    add_text(details, "h3", wording.text("report.html_times"));
    add_time_chart(details, service, wording);
    add_steps(details, service, wording);
  }
  if (service.tls) {
    add_certificate(details, *service.tls, wording);
  }
}

}  // namespace

void add_account_tree(pugi::xml_node parent, const ShownAccount& account, const std::string& id,
                      const Wording& wording) {
  pugi::xml_node details = add_element(parent, "details", {{"class", "account"}, {"id", id}});
  if (account.verdict != Verdict::pass) {
    details.append_attribute("open").set_value("");
  }
  pugi::xml_node summary = add_element(details, "summary");
  append_text(summary, account_name(account) + " ");
  add_mark(summary, to_string(account.verdict), wording.text(fmt::format("verdict.{}", to_string(account.verdict))));
  add_text(details, "p", final_sentence(account, Direction::receive, wording));
  add_text(details, "p", final_sentence(account, Direction::send, wording));
  add_warnings(details, account.warnings, wording);
  for (std::size_t i = 0; i < account.services.size(); ++i) {
    add_service(details, account, account.services[i], fmt::format("{}-{}", id, i + 1), wording);
  }
}

}  // namespace pecprobe
