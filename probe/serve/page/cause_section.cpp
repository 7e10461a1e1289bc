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

void add_title(pugi::xml_node title, const Cause& cause, const Wording& wording) {
  const ShownDiagnosis& diagnosis = cause.first->diagnosis;
  append_text(title,
              wording.text("page.cause_of", fmt::arg("services", fmt::format("{}", fmt::join(cause.services, ", "))),
                           fmt::arg("title", diagnosis.text.title + " ")));
  add_text(title, "code", to_string(diagnosis.code));
}

void add_evidence(pugi::xml_node parent, const std::vector<Evidence>& evidence, const Wording& wording) {
  for (const Evidence& fact : evidence) {
    const std::string label = fact.kind == Evidence::Kind::server_line
                                  ? wording.text("page.said")
                                  : wording.text(fmt::format("evidence.{}", to_string(fact.kind)));
    add_text(parent, "p", label, {{"class", "faint"}});
    add_text(parent, "pre", fact.text);
  }
}

void add_hypotheses(pugi::xml_node parent, const std::vector<HypothesisText>& hypotheses, const Wording& wording) {
  pugi::xml_node details = add_element(parent, "details", {{"open", ""}});  // the advice begins with the first of them
  add_text(details, "summary", wording.text("page.hypotheses"));
  pugi::xml_node list = add_element(details, "ol");
  for (const HypothesisText& hypothesis : hypotheses) {
    pugi::xml_node item = add_text(list, "li", hypothesis.why);
    add_text(item, "p", wording.text("report.settle", fmt::arg("settle", hypothesis.settle)), {{"class", "faint"}});
  }
}

void add_explanation(pugi::xml_node parent, const ShownDiagnosis& diagnosis, const Wording& wording) {
  const DiagnosisText& text = diagnosis.text;
  add_text(parent, "p", text.cause);
  add_evidence(parent, diagnosis.evidence, wording);
  if (diagnosis.retry != Retry::none) {
    add_text(parent, "p", wording.text(fmt::format("retry.{}", to_string(diagnosis.retry))), {{"class", "retry"}});
  }
  if (!text.advice.empty()) {
    add_text(parent, "h4", wording.text("page.advice"));
    pugi::xml_node list = add_element(parent, "ol");
    for (const std::string& advice : text.advice) {
      add_text(list, "li", advice);
    }
  }
  if (!text.hypotheses.empty()) {
    add_hypotheses(parent, text.hypotheses, wording);
  }
  if (!text.tell_provider.empty()) {
    pugi::xml_node details = add_element(parent, "details");
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
  bool is_gravest = true;
  for (const Cause& cause : causes_of(account)) {
    pugi::xml_node box = add_element(parent, is_gravest ? "section" : "details", {{"class", "cause"}});
    add_title(add_element(box, is_gravest ? "h3" : "summary"), cause, wording);
    add_explanation(box, cause.first->diagnosis, wording);
    is_gravest = false;
  }
}

}  // namespace pecprobe::page
