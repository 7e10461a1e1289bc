#include "probe/report/json_account.hpp"

#include "probe/model/iso_date.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/names.hpp"

#include <nlohmann/json.hpp>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

double milliseconds(Duration duration) { return std::chrono::duration<double, std::milli>(duration).count(); }

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

template <typename T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json date_or_null(std::optional<std::chrono::sys_days> date) { return date ? Json(iso_date(*date)) : Json(nullptr); }

Json warnings_json(const std::vector<ShownWarning>& warnings) {
  Json out = Json::array();
  for (const ShownWarning& warning : warnings) {
    out.push_back({{"code", to_string(warning.code)}, {"text", warning.text}});
  }
  return out;
}

Json endpoint_json(const ShownService& service) {
  return {{"host", service.endpoint.host},
          {"port", service.endpoint.port},
          {"tls", to_string(service.endpoint.tls)},
          {"address", text_or_null(service.address)}};
}

Json diagnosis_json(const ShownDiagnosis& diagnosis) {
  const DiagnosisText& text = diagnosis.text;
  Json evidence = Json::array();
  for (const Evidence& fact : diagnosis.evidence) {
    evidence.push_back({{"kind", to_string(fact.kind)}, {"text", fact.text}});
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

Json steps_json(const std::vector<ShownStep>& steps) {
  Json out = Json::array();
  for (const ShownStep& step : steps) {
    out.push_back({{"name", to_string(step.step)},
                   {"status", to_string(step.status)},
                   {"began_ms", milliseconds(step.began)},
                   {"took_ms", milliseconds(step.took)},
                   {"detail", step.detail}});
  }
  return out;
}

Json certificate_json(const CertificateFacts& certificate) {
  return {{"subject", certificate.subject},
          {"issuer", certificate.issuer},
          {"names", certificate.names},
          {"not_before", report_time(certificate.not_before)},
          {"not_after", report_time(certificate.not_after)},
          {"sha256", certificate.sha256},
          {"key", certificate.key},
          {"signature", certificate.signature}};
}

Json tls_json(const std::optional<ShownTls>& tls) {
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
          {"days_left", value_or_null(tls->days_left)},
          {"verify", text_or_null(tls->verify)},
          {"host_match", value_or_null(tls->host_match)}};
}

Json mailbox_json(const std::optional<ShownMailbox>& mailbox) {
  if (!mailbox) {
    return nullptr;
  }
  return {{"messages", value_or_null(mailbox->messages)},
          {"octets", value_or_null(mailbox->octets)},
          {"uid_validity", value_or_null(mailbox->uid_validity)}};
}

/// `remembered` only where there is something: what a run with a remembered refusal says besides.
Json auth_json(const ShownAuth& auth) {
  Json out = {{"attempted", auth.attempted}, {"mechanism", text_or_null(auth.mechanism)}, {"accepted", auth.accepted}};
  if (auth.remembered) {
    const RefusalTimes& times = *auth.remembered;
    out["remembered"] = {{"refused_at", report_time(std::chrono::floor<std::chrono::seconds>(times.refused_at))},
                         {"next_try", report_time(std::chrono::ceil<std::chrono::seconds>(times.next_try))},
                         {"refusals", times.count}};
  }
  return out;
}

Json dialogue_json(const ShownService& service) {
  Json entries = Json::array();
  for (const TranscriptEntry& entry : service.dialogue) {
    entries.push_back({{"kind", to_string(entry.kind)},
                       {"encrypted", entry.encrypted},
                       {"at_ms", milliseconds(entry.at)},
                       {"text", entry.text}});
  }
  return {{"entries", std::move(entries)}, {"dropped", service.dialogue_dropped}};
}

Json service_json(const ShownService& service, DialogueInJson dialogue) {
  Json out = {{"protocol", to_string(service.endpoint.protocol)},
              {"direction", to_string(direction_of(service.endpoint.protocol))},
              {"verdict", to_string(service.verdict)},
              {"endpoint", endpoint_json(service)},
              {"diagnosis", diagnosis_json(service.diagnosis)},
              {"warnings", warnings_json(service.warnings)},
              {"alerts", service.alerts},
              {"auth", auth_json(service.auth)},
              {"capabilities",
               {{"before_tls", service.capabilities.before_tls},
                {"after_tls", service.capabilities.after_tls},
                {"after_login", service.capabilities.after_login}}},
              {"mailbox", mailbox_json(service.mailbox)},
              {"steps", steps_json(service.steps)},
              {"tls", tls_json(service.tls)},
              {"round_trips", service.round_trips},
              {"elapsed_ms", std::chrono::round<std::chrono::milliseconds>(service.elapsed).count()}};
  if (dialogue == DialogueInJson::kept && !service.dialogue.empty()) {
    out["dialogue"] = dialogue_json(service);
  }
  return out;
}

Json password_json(const std::optional<ShownPassword>& password) {
  if (!password) {
    return nullptr;
  }
  return {{"issued", date_or_null(password->dates.issued)},
          {"expires", date_or_null(password->dates.expires)},
          {"extendable_from", date_or_null(password->dates.extendable_from)},
          {"deactivated", date_or_null(password->dates.deactivated)},
          {"phase", to_string(password->state.phase)},
          {"days_left", value_or_null(password->state.days_left)}};
}

}  // namespace

Json account_json(const ShownAccount& account, DialogueInJson dialogue) {
  Json services = Json::array();
  for (const ShownService& service : account.services) {
    services.push_back(service_json(service, dialogue));
  }
  return {{"address", account.address},
          {"login", account.login},
          {"kind", to_string(account.kind)},
          {"provider", text_or_null(account.provider)},
          {"verdict", to_string(account.verdict)},
          {"password", password_json(account.password)},
          {"warnings", warnings_json(account.warnings)},
          {"services", std::move(services)}};
}

}  // namespace pecprobe
