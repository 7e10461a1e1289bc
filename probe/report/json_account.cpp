#include "probe/report/json_account.hpp"

#include "probe/model/iso_date.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/names.hpp"

#include <optional>

namespace pecprobe {

namespace {

double milliseconds(Duration duration) { return std::chrono::duration<double, std::milli>(duration).count(); }

std::optional<std::string_view> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

std::optional<std::string> date_or_null(std::optional<std::chrono::sys_days> date) {
  return date ? std::optional(iso_date(*date)) : std::nullopt;
}

/// What `write` makes of each of `values`.
template <typename Values, typename Write>
void write_each(JsonWriter& json, std::string_view name, const Values& values, Write write) {
  json.member(name, [&] {
    json.array([&] {
      for (const auto& value : values) {
        json.object([&] { write(value); });
      }
    });
  });
}

void write_warnings(JsonWriter& json, const std::vector<ShownWarning>& warnings) {
  write_each(json, "warnings", warnings, [&](const ShownWarning& warning) {
    json.member("code", to_string(warning.code));
    json.member("text", warning.text);
  });
}

void write_endpoint(JsonWriter& json, const ShownService& service) {
  json.member("host", service.endpoint.host);
  json.member("port", service.endpoint.port);
  json.member("tls", to_string(service.endpoint.tls));
  json.member("address", text_or_null(service.address));
}

void write_diagnosis(JsonWriter& json, const ShownDiagnosis& diagnosis) {
  const DiagnosisText& text = diagnosis.text;
  json.member("code", to_string(diagnosis.code));
  json.member("certainty", to_string(diagnosis.certainty));
  json.member("retry", to_string(diagnosis.retry));
  json.member("title", text.title);
  json.member("cause", text.cause);
  json.member("advice", text.advice);
  json.member("tell_provider", text_or_null(text.tell_provider));
  write_each(json, "evidence", diagnosis.evidence, [&](const Evidence& fact) {
    json.member("kind", to_string(fact.kind));
    json.member("text", fact.text);
  });
  write_each(json, "hypotheses", text.hypotheses, [&](const HypothesisText& hypothesis) {
    json.member("code", to_string(hypothesis.code));
    json.member("id", hypothesis.id);
    json.member("why", hypothesis.why);
    json.member("settle", hypothesis.settle);
  });
}

void write_steps(JsonWriter& json, const std::vector<ShownStep>& steps) {
  write_each(json, "steps", steps, [&](const ShownStep& step) {
    json.member("name", to_string(step.step));
    json.member("status", to_string(step.status));
    json.member("began_ms", milliseconds(step.began));
    json.member("took_ms", milliseconds(step.took));
    json.member("detail", step.detail);
  });
}

void write_certificate(JsonWriter& json, const CertificateFacts& certificate) {
  json.member("subject", certificate.subject);
  json.member("issuer", certificate.issuer);
  json.member("names", certificate.names);
  json.member("not_before", report_time(certificate.not_before));
  json.member("not_after", report_time(certificate.not_after));
  json.member("sha256", certificate.sha256);
  json.member("key", certificate.key);
  json.member("signature", certificate.signature);
}

void write_tls(JsonWriter& json, const std::optional<ShownTls>& tls) {
  if (!tls) {
    json.value(nullptr);
    return;
  }
  json.object([&] {
    json.member("version", text_or_null(tls->version));
    json.member("cipher", text_or_null(tls->cipher));
    json.member("resumed", tls->resumed);
    write_each(json, "chain", tls->chain,
               [&](const CertificateFacts& certificate) { write_certificate(json, certificate); });
    json.member("days_left", tls->days_left);
    json.member("verify", text_or_null(tls->verify));
    json.member("host_match", tls->host_match);
  });
}

void write_mailbox(JsonWriter& json, const std::optional<ShownMailbox>& mailbox) {
  if (!mailbox) {
    json.value(nullptr);
    return;
  }
  json.object([&] {
    json.member("messages", mailbox->messages);
    json.member("octets", mailbox->octets);
    json.member("uid_validity", mailbox->uid_validity);
  });
}

/// `remembered` only where there is something: what a run with a remembered refusal says besides.
void write_auth(JsonWriter& json, const ShownAuth& auth) {
  json.member("attempted", auth.attempted);
  json.member("mechanism", text_or_null(auth.mechanism));
  json.member("accepted", auth.accepted);
  if (!auth.remembered) {
    return;
  }
  const RefusalTimes& times = *auth.remembered;
  json.member("remembered", [&] {
    json.object([&] {
      json.member("refused_at", report_time(std::chrono::floor<std::chrono::seconds>(times.refused_at)));
      json.member("next_try", report_time(std::chrono::ceil<std::chrono::seconds>(times.next_try)));
      json.member("refusals", times.count);
    });
  });
}

void write_capabilities(JsonWriter& json, const ShownCapabilities& capabilities) {
  json.member("before_tls", capabilities.before_tls);
  json.member("after_tls", capabilities.after_tls);
  json.member("after_login", capabilities.after_login);
}

void write_dialogue(JsonWriter& json, const ShownService& service) {
  write_each(json, "entries", service.dialogue, [&](const TranscriptEntry& entry) {
    json.member("kind", to_string(entry.kind));
    json.member("encrypted", entry.encrypted);
    json.member("at_ms", milliseconds(entry.at));
    json.member("text", entry.text);
  });
  json.member("dropped", service.dialogue_dropped);
}

void write_service(JsonWriter& json, const ShownService& service, DialogueInJson dialogue) {
  const auto object = [&json](std::string_view name, auto write) { json.member(name, [&] { json.object(write); }); };
  json.member("protocol", to_string(service.endpoint.protocol));
  json.member("direction", to_string(direction_of(service.endpoint.protocol)));
  json.member("verdict", to_string(service.verdict));
  object("endpoint", [&] { write_endpoint(json, service); });
  object("diagnosis", [&] { write_diagnosis(json, service.diagnosis); });
  write_warnings(json, service.warnings);
  json.member("alerts", service.alerts);
  object("auth", [&] { write_auth(json, service.auth); });
  object("capabilities", [&] { write_capabilities(json, service.capabilities); });
  json.member("mailbox", [&] { write_mailbox(json, service.mailbox); });
  write_steps(json, service.steps);
  json.member("tls", [&] { write_tls(json, service.tls); });
  json.member("round_trips", service.round_trips);
  json.member("elapsed_ms", std::chrono::round<std::chrono::milliseconds>(service.elapsed).count());
  if (dialogue == DialogueInJson::kept && !service.dialogue.empty()) {
    object("dialogue", [&] { write_dialogue(json, service); });
  }
}

void write_password(JsonWriter& json, const std::optional<ShownPassword>& password) {
  if (!password) {
    json.value(nullptr);
    return;
  }
  json.object([&] {
    json.member("issued", date_or_null(password->dates.issued));
    json.member("expires", date_or_null(password->dates.expires));
    json.member("extendable_from", date_or_null(password->dates.extendable_from));
    json.member("deactivated", date_or_null(password->dates.deactivated));
    json.member("phase", to_string(password->state.phase));
    json.member("days_left", password->state.days_left);
  });
}

}  // namespace

void write_account(JsonWriter& json, const ShownAccount& account, DialogueInJson dialogue) {
  json.object([&] {
    json.member("address", account.address);
    json.member("login", account.login);
    json.member("kind", to_string(account.kind));
    json.member("provider", text_or_null(account.provider));
    json.member("verdict", to_string(account.verdict));
    json.member("password", [&] { write_password(json, account.password); });
    if (!account.rotation.empty()) {
      json.member("rotation", account.rotation);
    }
    write_warnings(json, account.warnings);
    write_each(json, "services", account.services,
               [&](const ShownService& service) { write_service(json, service, dialogue); });
  });
}

std::string account_json(const ShownAccount& account, DialogueInJson dialogue) {
  JsonWriter json(JsonWriter::Layout::one_line);
  write_account(json, account, dialogue);
  return json.take();
}

}  // namespace pecprobe
