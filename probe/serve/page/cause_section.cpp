#include "probe/serve/page/cause_section.hpp"

#include "probe/report/html_document.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace pecprobe::page {

namespace {

/// Services that ended for the same reason, which is explained once.
struct Cause {
  const ShownService* first;
  std::vector<std::string> services;
};

/// Those of the gravest verdict first.
std::vector<Cause> causes_of(const ShownAccount& account) {
  std::vector<Cause> causes;
  for (const ShownService& service : account.services) {
    if (service.verdict == Verdict::pass) {
      continue;
    }
    const auto same = std::find_if(causes.begin(), causes.end(), [&](const Cause& cause) {
      return cause.first->diagnosis.code == service.diagnosis.code;
    });
    if (same == causes.end()) {
      causes.push_back({&service, {service.label}});
    } else {
      same->services.push_back(service.label);
    }
  }
  std::stable_sort(causes.begin(), causes.end(),
                   [](const Cause& a, const Cause& b) { return a.first->verdict > b.first->verdict; });
  return causes;
}

void add_items(pugi::xml_node parent, const char* kind, const std::vector<std::string>& items) {
  pugi::xml_node list = add_element(parent, kind);
  for (const std::string& item : items) {
    add_text(list, "li", item);
  }
}

void add_cause(pugi::xml_node parent, const Cause& cause, const Wording& wording) {
  const ShownDiagnosis& diagnosis = cause.first->diagnosis;
  const DiagnosisText& text = diagnosis.text;
  pugi::xml_node box = add_element(parent, "section", {{"class", "cause"}});
  pugi::xml_node title = add_element(box, "h3");
  append_text(title,
              wording.text("page.cause_of", fmt::arg("services", fmt::format("{}", fmt::join(cause.services, ", "))),
                           fmt::arg("title", text.title + " ")));
  add_text(title, "code", to_string(diagnosis.code));
  add_text(box, "p", text.cause);
  for (const Evidence& fact : diagnosis.evidence) {
    if (fact.kind == Evidence::Kind::server_line) {
      add_text(box, "p", wording.text("page.said"), {{"class", "faint"}});
      add_text(box, "pre", fact.text);
    }
  }
  if (diagnosis.retry != Retry::none) {
    add_text(box, "p", wording.text(fmt::format("retry.{}", to_string(diagnosis.retry))), {{"class", "retry"}});
  }
  if (!text.advice.empty()) {
    add_text(box, "h4", wording.text("page.advice"));
    add_items(box, "ol", text.advice);
  }
  if (!text.hypotheses.empty()) {
    pugi::xml_node details = add_element(box, "details");
    add_text(details, "summary", wording.text("page.hypotheses"));
    pugi::xml_node list = add_element(details, "ol");
    for (const HypothesisText& hypothesis : text.hypotheses) {
      pugi::xml_node item = add_text(list, "li", hypothesis.why);
      add_text(item, "p", wording.text("report.settle", fmt::arg("settle", hypothesis.settle)), {{"class", "faint"}});
    }
  }
  if (!text.tell_provider.empty()) {
    pugi::xml_node details = add_element(box, "details");
    add_text(details, "summary", wording.text("page.provider_words"));
    add_text(details, "pre", text.tell_provider);
  }
}

}  // namespace

std::string outcome_sentence(const ShownAccount& account, const Wording& wording) {
  const std::vector<Cause> causes = causes_of(account);
  if (causes.empty()) {
    return wording.text("report.success");
  }
  const std::string verdict = wording.text(fmt::format("verdict.{}", to_string(account.verdict)));
  return wording.text("page.failed", fmt::arg("verdict", verdict),
                      fmt::arg("title", causes.front().first->diagnosis.text.title));
}

void add_causes(pugi::xml_node parent, const ShownAccount& account, const Wording& wording) {
  for (const Cause& cause : causes_of(account)) {
    add_cause(parent, cause, wording);
  }
}

}  // namespace pecprobe::page
