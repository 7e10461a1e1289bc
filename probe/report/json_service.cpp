#include "probe/report/json_service.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/names.hpp"
#include "probe/report/step_detail.hpp"
#include "protocols/base/text.hpp"

#include <nlohmann/json.hpp>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

double milliseconds(Duration duration) { return std::chrono::duration<double, std::milli>(duration).count(); }

/// Text from outside, or null where there is none.
Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(printable(text)); }

template <typename T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json printable_list(const std::vector<std::string>& items) {
  Json out = Json::array();
  for (const std::string& item : items) {
    out.push_back(printable(item));
  }
  return out;
}

Json endpoint_json(const ServiceFacts& facts) {
  return {{"host", printable(facts.endpoint.host)},
          {"port", facts.endpoint.port},
          {"tls", to_string(facts.endpoint.tls)},
          {"address", text_or_null(facts.connect.address.value_or(""))}};
}

Json diagnosis_json(const Diagnosis& diagnosis, const DiagnosisText& text) {
  Json evidence = Json::array();
  for (const Evidence& fact : diagnosis.evidence) {
    evidence.push_back({{"kind", to_string(fact.kind)}, {"text", printable(fact.text)}});
  }
  Json hypotheses = Json::array();
  for (const HypothesisText& hypothesis : text.hypotheses) {
    hypotheses.push_back({{"code", to_string(hypothesis.code)},
                          {"id", hypothesis.id},
                          {"why", hypothesis.why},
                          {"settle", hypothesis.settle}});
  }
  return {{"code", to_string(diagnosis.code)},
          {"certainty", to_string(diagnosis.certainty)},
          {"retry", to_string(diagnosis.retry)},
          {"title", text.title},
          {"cause", text.cause},
          {"advice", text.advice},
          {"tell_provider", text.tell_provider.empty() ? Json(nullptr) : Json(text.tell_provider)},
          {"evidence", std::move(evidence)},
          {"hypotheses", std::move(hypotheses)}};
}

Json steps_json(const ServiceFacts& facts, const Wording& wording, std::chrono::sys_days today) {
  Json steps = Json::array();
  for (const StepRecord& step : facts.steps) {
    steps.push_back({{"name", to_string(step.step)},
                     {"status", to_string(step.status)},
                     {"began_ms", milliseconds(step.began)},
                     {"took_ms", milliseconds(step.took)},
                     {"detail", step_detail(step, facts, wording, today).text}});
  }
  return steps;
}

Json certificate_json(const CertificateFacts& certificate) {
  return {{"subject", printable(certificate.subject)},
          {"issuer", printable(certificate.issuer)},
          {"names", printable_list(certificate.names)},
          {"not_before", report_time(certificate.not_before)},
          {"not_after", report_time(certificate.not_after)},
          {"sha256", printable(certificate.sha256)},
          {"key", printable(certificate.key)},
          {"signature", printable(certificate.signature)}};
}

/// "ok", the gravest problem, or null when the handshake ended before there was a certificate to verify.
Json verify_json(const TlsFacts& tls) {
  if (const auto problem = certificate_problem(tls)) {
    return to_string(*problem);
  }
  return tls.verified() ? Json("ok") : Json(nullptr);
}

Json host_match_json(HostMatch match) {
  switch (match) {
    case HostMatch::unchecked: return nullptr;
    case HostMatch::matched:
    case HostMatch::matched_common_name_only: return true;
    case HostMatch::mismatched: return false;
  }
  return nullptr;
}

Json tls_json(const std::optional<TlsFacts>& tls, std::chrono::sys_days today) {
  if (!tls) {
    return nullptr;
  }
  Json chain = Json::array();
  for (const CertificateFacts& certificate : tls->chain) {
    chain.push_back(certificate_json(certificate));
  }
  return {{"version", text_or_null(tls->version)},
          {"cipher", text_or_null(tls->cipher)},
          {"resumed", tls->resumed},
          {"chain", std::move(chain)},
          {"days_left", value_or_null(certificate_days_left(*tls, today))},
          {"verify", verify_json(*tls)},
          {"host_match", host_match_json(tls->host_match)}};
}

Json mailbox_json(const MailboxFacts& mailbox) {
  if (!mailbox.messages && !mailbox.octets && !mailbox.uid_validity) {
    return nullptr;
  }
  return {{"messages", value_or_null(mailbox.messages)},
          {"octets", value_or_null(mailbox.octets)},
          {"uid_validity", value_or_null(mailbox.uid_validity)}};
}

}  // namespace

nlohmann::ordered_json to_json(const std::vector<Warning>& warnings, const Wording& wording) {
  Json out = Json::array();
  for (const Warning& warning : warnings) {
    out.push_back({{"code", to_string(warning.code)}, {"text", describe(warning, wording)}});
  }
  return out;
}

nlohmann::ordered_json to_json(const ServiceResult& service, const Account& account, const Wording& wording,
                               std::chrono::sys_days today) {
  const ServiceFacts& facts = service.facts;
  const DialogueFacts& dialogue = facts.dialogue;
  const DiagnosisText text = describe(service.diagnosis, subject_of(account, facts.endpoint), wording);
  return {{"protocol", to_string(facts.endpoint.protocol)},
          {"direction", to_string(direction_of(facts.endpoint.protocol))},
          {"verdict", to_string(service.verdict())},
          {"endpoint", endpoint_json(facts)},
          {"diagnosis", diagnosis_json(service.diagnosis, text)},
          {"warnings", to_json(service.warnings, wording)},
          {"alerts", printable_list(dialogue.alerts)},
          {"auth",
           {{"attempted", dialogue.auth.attempted},
            {"mechanism", text_or_null(dialogue.auth.mechanism)},
            {"accepted", dialogue.auth.accepted}}},
          {"capabilities",
           {{"before_tls", printable_list(dialogue.before_tls)},
            {"after_tls", printable_list(dialogue.after_tls)},
            {"after_login", printable_list(dialogue.after_login)}}},
          {"mailbox", mailbox_json(dialogue.mailbox)},
          {"steps", steps_json(facts, wording, today)},
          {"tls", tls_json(facts.tls, today)},
          {"round_trips", facts.round_trips},
          {"elapsed_ms", std::chrono::round<std::chrono::milliseconds>(facts.elapsed).count()}};
}

}  // namespace pecprobe
