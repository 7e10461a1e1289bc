// Explanations as JSON, `pecprobe.explanation/1` and `pecprobe.codes/1`.
#include "probe/advice/explain.hpp"
#include "probe/advice/nameless_subject.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

std::string_view to_string(Explanation::Basis basis) noexcept {
  switch (basis) {
    case Explanation::Basis::code: return "code";
    case Explanation::Basis::warning: return "warning";
    case Explanation::Basis::server_line: return "server_line";
    case Explanation::Basis::question: return "question";
    case Explanation::Basis::consent: return "consent";
    case Explanation::Basis::program_message: return "program_message";
    case Explanation::Basis::unknown: return "unknown";
  }
  return "";
}

Json diagnosis_json(const Diagnosis& diagnosis, bool is_certainty_known, const Subject& subject,
                    const Wording& wording) {
  const DiagnosisText text = describe(diagnosis, subject, wording);
  Json hypotheses = Json::array();
  for (const HypothesisText& hypothesis : text.hypotheses) {
    hypotheses.push_back({{"code", pecprobe::to_string(hypothesis.code)},
                          {"id", hypothesis.id},
                          {"why", hypothesis.why},
                          {"settle", hypothesis.settle}});
  }
  return {{"code", pecprobe::to_string(diagnosis.code)},
          {"verdict", pecprobe::to_string(info(diagnosis.code).verdict)},
          {"certainty", is_certainty_known ? Json(pecprobe::to_string(diagnosis.certainty)) : Json(nullptr)},
          {"retry", pecprobe::to_string(diagnosis.retry)},
          {"title", text.title},
          {"cause", text.cause},
          {"advice", text.advice},
          {"tell_provider", text.tell_provider.empty() ? Json(nullptr) : Json(text.tell_provider)},
          {"hypotheses", std::move(hypotheses)}};
}

Json warning_json(WarningCode warning, const Wording& wording) {
  return {{"code", pecprobe::to_string(warning)}, {"text", describe(Warning{warning, {}}, wording)}};
}

}  // namespace

std::string explanation_json(const Explanation& explanation, Language language) {
  const Wording& wording = Wording::of(language);
  Json out = {{"schema", "pecprobe.explanation/1"},
              {"lang", language.tag()},
              {"asked", printable(explanation.asked)},
              {"basis", to_string(explanation.basis)}};
  std::optional<Protocol> protocol;
  if (explanation.line) {
    protocol = explanation.line->protocol;
    out["protocol"] = pecprobe::to_string(*protocol);
    out["line"] = printable(explanation.line->line);
  }
  if (explanation.step) {
    out["step"] = pecprobe::to_string(*explanation.step);
  }
  if (explanation.known != nullptr) {
    out["message"] = {{"id", explanation.known->id},
                      {"program", explanation.known->program},
                      {"text", wording.text(fmt::format("known_reply.{}", explanation.known->id))},
                      {"source", explanation.known->source},
                      {"date", explanation.known->date}};
  }
  if (explanation.warning) {
    out["warning"] = warning_json(*explanation.warning, wording);
  }
  const Subject subject = nameless_subject(protocol, explanation.provider, wording);
  out["diagnoses"] = Json::array();
  for (const Diagnosis& diagnosis : explanation.diagnoses) {
    out["diagnoses"].push_back(
        diagnosis_json(diagnosis, explanation.basis == Explanation::Basis::server_line, subject, wording));
  }
  return out.dump(2) + '\n';
}

std::string code_list_json(Language language) {
  const Wording& wording = Wording::of(language);
  Json codes = Json::array();
  Json warnings = Json::array();
  for (const std::string& id : explained_ids()) {
    const auto explanation = explain_id(id);
    if (explanation->warning) {
      warnings.push_back(warning_json(*explanation->warning, wording));
      continue;
    }
    const CodeInfo& code = info(explanation->diagnoses.front().code);
    codes.push_back({{"code", code.id},
                     {"verdict", pecprobe::to_string(code.verdict)},
                     {"retry", pecprobe::to_string(code.retry)},
                     {"title", wording.text(fmt::format("code.{}.title", code.id))}});
  }
  const Json out = {{"schema", "pecprobe.codes/1"},
                    {"lang", language.tag()},
                    {"codes", std::move(codes)},
                    {"warnings", std::move(warnings)}};
  return out.dump(2) + '\n';
}

}  // namespace pecprobe
