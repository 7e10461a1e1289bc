// Explanations for a person at a terminal.
#include "probe/advice/explain.hpp"
#include "probe/advice/nameless_subject.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/layout.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe {

namespace {

constexpr std::size_t k_shown_asked = 400;

std::string title_of(const Diagnosis& diagnosis, const DiagnosisText& text, const Wording& wording) {
  return wording.text("report.title", fmt::arg("title", text.title), fmt::arg("code", to_string(diagnosis.code)));
}

std::string remedies(const DiagnosisText& text, const Wording& wording) {
  std::string out;
  if (!text.advice.empty()) {
    out += '\n' + wording.text("report.advice") + '\n';
  }
  for (const std::string& advice : text.advice) {
    out += wrapped("- ", advice);
  }
  if (!text.hypotheses.empty()) {
    out += '\n' + wording.text("report.hypotheses") + '\n';
  }
  for (std::size_t i = 0; i < text.hypotheses.size(); ++i) {
    const std::string number = fmt::format("{}. ", i + 1);
    out += wrapped(number, text.hypotheses[i].why);
    out += wrapped(std::string(number.size(), ' '),
                   wording.text("report.settle", fmt::arg("settle", text.hypotheses[i].settle)));
  }
  if (!text.tell_provider.empty()) {
    out += '\n' + wrapped("", wording.text("report.tell_provider", fmt::arg("text", text.tell_provider)));
  }
  return out;
}

/// What a test with this code counts as, what trying again would do, and how sure the code is.
std::string standing(const Diagnosis& diagnosis, bool is_certainty_known, const Wording& wording) {
  const std::string verdict = wording.text(fmt::format("verdict.{}", to_string(info(diagnosis.code).verdict)));
  std::string out = '\n' + wrapped("", wording.text("explain.verdict", fmt::arg("verdict", verdict)));
  if (diagnosis.retry != Retry::none) {
    out += wrapped("", wording.text(fmt::format("retry.{}", to_string(diagnosis.retry))));
  }
  if (is_certainty_known) {
    const std::string meaning = wording.text(fmt::format("certainty_meaning.{}", to_string(diagnosis.certainty)));
    return out + wrapped("", wording.text("explain.certainty", fmt::arg("meaning", meaning)));
  }
  out += wording.text("explain.certainties") + '\n';
  for (const Certainty certainty : {Certainty::stated, Certainty::deduced, Certainty::possible}) {
    out += wrapped("- ", wording.text(fmt::format("certainty_meaning.{}", to_string(certainty))));
  }
  return out;
}

std::string whole_text(const Diagnosis& diagnosis, const Subject& subject, bool is_certainty_known,
                       const Wording& wording) {
  const DiagnosisText text = describe(diagnosis, subject, wording);
  return wrapped("", title_of(diagnosis, text, wording)) + wrapped("", text.cause) + remedies(text, wording) +
         standing(diagnosis, is_certainty_known, wording);
}

/// What was pasted, and as what it was read.
std::string head(const Explanation& explanation, const Wording& wording) {
  using Basis = Explanation::Basis;
  const std::string asked = wrapped("> ", "> ", printable(explanation.asked, k_shown_asked));
  const auto said = [&](std::string_view key, auto&&... arguments) {
    return asked + wrapped("", wording.text(key, arguments...)) + '\n';
  };
  switch (explanation.basis) {
    case Basis::code:
    case Basis::warning: return {};
    case Basis::server_line:
      return said("explain.read_as", fmt::arg("service", service_name(explanation.line->protocol)),
                  fmt::arg("step", wording.text(fmt::format("step.{}", to_string(*explanation.step)))));
    case Basis::question: return said("explain.question");
    case Basis::consent: return said("explain.consent");
    case Basis::program_message:
      return said("explain.program", fmt::arg("program", explanation.known->program),
                  fmt::arg("text", wording.text(fmt::format("known_reply.{}", explanation.known->id))));
    case Basis::unknown: return said("explain.unknown");
  }
  return {};
}

std::string other_meanings(const Explanation& explanation, const Subject& subject, const Wording& wording) {
  std::string out;
  for (std::size_t i = 1; i < explanation.diagnoses.size(); ++i) {
    const Diagnosis& diagnosis = explanation.diagnoses[i];
    out += wrapped("- ", title_of(diagnosis, describe(diagnosis, subject, wording), wording));
  }
  return out.empty() ? out : '\n' + wrapped("", wording.text("explain.other_meanings")) + out;
}

}  // namespace

std::string explanation_text(const Explanation& explanation, Language language) {
  const Wording& wording = Wording::of(language);
  const std::optional<Protocol> protocol = explanation.line ? std::optional(explanation.line->protocol) : std::nullopt;
  const Subject subject = nameless_subject(protocol, explanation.provider, wording);
  std::string out = head(explanation, wording);
  if (explanation.warning) {
    out += wrapped("", describe(Warning{*explanation.warning, {}}, wording)) +
           wrapped("", wording.text("explain.warning"));
  }
  if (explanation.diagnoses.empty()) {
    return explanation.warning ? out : out.substr(0, out.size() - 1);  // no blank line at the end
  }
  const bool is_certainty_known = explanation.basis == Explanation::Basis::server_line;
  out += whole_text(explanation.diagnoses.front(), subject, is_certainty_known, wording);
  out += other_meanings(explanation, subject, wording);
  if (explanation.known != nullptr) {
    out += '\n' + wrapped("", wording.text("explain.source", fmt::arg("source", explanation.known->source),
                                           fmt::arg("date", explanation.known->date)));
  }
  return out;
}

std::string code_list_text(Language language) {
  const Wording& wording = Wording::of(language);
  std::size_t width = 0;
  for (const std::string& id : explained_ids()) {
    width = std::max(width, id.size());
  }
  std::string out;
  for (const CodeInfo& code : all_codes()) {
    out += padded(code.id, width + 2) + wording.text(fmt::format("code.{}.title", code.id)) + '\n';
  }
  out += '\n' + wording.text("explain.warnings") + '\n';
  for (const std::string& id : explained_ids()) {
    if (const auto explanation = explain_id(id); explanation && explanation->warning) {
      out += padded(id, width + 2) + wording.text("warning." + id) + '\n';
    }
  }
  return out;
}

}  // namespace pecprobe
