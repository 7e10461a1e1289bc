// A verification for programs, `pecprobe.rotation/1`, and the record of it that is kept as evidence.
#include "probe/diagnosis/evidence.hpp"
#include "probe/model/iso_date.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/wording.hpp"
#include "probe/rotation/verify/evidence_record.hpp"
#include "probe/rotation/verify/sentences.hpp"
#include "probe/rotation/verify/verification_report.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view k_schema = "pecprobe.rotation/1";

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(printable(text)); }

Json date_or_null(std::optional<std::chrono::sys_days> date) { return date ? Json(iso_date(*date)) : Json(nullptr); }

Json tool_json(const ToolInfo& tool) {
  return {{"name", "pecprobe"},
          {"version", printable(tool.version)},
          {"libcurl", printable(tool.libcurl)},
          {"openssl", printable(tool.openssl)}};
}

std::string time_json(Timestamp time) { return report_time(std::chrono::floor<std::chrono::seconds>(time)); }

Json account_json(const Account& account) {
  return {{"address", printable(account.address)},
          {"login", printable(account.login)},
          {"account_kind", to_string(account.kind)},
          {"provider", text_or_null(account.provider)}};
}

Json endpoint_json(const ServiceFacts& facts) {
  return {{"host", printable(facts.endpoint.host)},
          {"port", facts.endpoint.port},
          {"tls", to_string(facts.endpoint.tls)},
          {"address", text_or_null(facts.connect.address.value_or(""))}};
}

/// Of the whole chain, the server's own certificate first.
Json fingerprints(const ServiceFacts& facts) {
  Json out = Json::array();
  if (facts.tls) {
    for (const CertificateFacts& certificate : facts.tls->chain) {
      out.push_back(printable(certificate.sha256));
    }
  }
  return out;
}

Json remembered_json(const std::optional<RefusalTimes>& remembered) {
  if (!remembered) {
    return nullptr;
  }
  return {{"refused_at", time_json(remembered->refused_at)},
          {"next_try", report_time(std::chrono::ceil<std::chrono::seconds>(remembered->next_try))}};
}

/// What one service said to one password.
Json answer_json(const ServiceResult& service) {
  return {{"protocol", to_string(service.facts.endpoint.protocol)},
          {"direction", to_string(direction_of(service.facts.endpoint.protocol))},
          {"endpoint", endpoint_json(service.facts)},
          {"certificates_sha256", fingerprints(service.facts)},
          {"answer", to_string(answer_of(service))},
          {"code", to_string(service.diagnosis.code)},
          {"certainty", to_string(service.diagnosis.certainty)},
          {"said", text_or_null(said_by(service))},
          {"remembered", remembered_json(service.remembered)}};
}

Json services_json(const Verification& done) {
  Json out = Json::array();
  for (std::size_t i = 0; i < done.account.services.size(); ++i) {
    Json service = answer_json(done.account.services[i]);
    service["logins"] = done.tries[i].logins;
    service["waited_ms"] = done.tries[i].waited.count();
    out.push_back(std::move(service));
  }
  return out;
}

Json old_password_json(const Verification& done) {
  return done.old_password ? answer_json(*done.old_password) : Json(nullptr);
}

Json half_json(const VerificationOutcome& outcome) {
  if (outcome.result != VerificationResult::half_done) {
    return nullptr;
  }
  Json lagging = Json::array();
  for (const Protocol protocol : outcome.lagging) {
    lagging.push_back(to_string(protocol));
  }
  return {{"lagging", std::move(lagging)}, {"half", outcome.half ? Json(to_string(*outcome.half)) : Json(nullptr)}};
}

Json logins_json(const Verification& done) {
  return {{"new_password", done.logins_with_new_password()}, {"old_password", done.logins_with_old_password()}};
}

Json recorded_json(const std::optional<RecordedDates>& recorded) {
  if (!recorded) {
    return nullptr;
  }
  return {{"issued", iso_date(recorded->issued)},
          {"expires", date_or_null(recorded->expires)},
          {"extendable_from", date_or_null(recorded->extendable_from)},
          {"deactivated", date_or_null(recorded->deactivated)}};
}

Json programs_json(const VerificationReport& report, Language language) {
  Json out = Json::array();
  for (const ChecklistItem& item : checklist(report.programs, report.settings, language)) {
    Json fields = Json::array();
    for (const PasswordField& field : item.fields) {
      fields.push_back({{"direction", to_string(field.direction)}, {"tab", field.tab}, {"label", field.label}});
    }
    out.push_back({{"name", printable(item.program.name)},
                   {"updated", item.program.updated == Updated::yes},
                   {"where", text_or_null(item.where)},
                   {"fields", std::move(fields)}});
  }
  return out;
}

Json evidence_json(const std::optional<EvidenceFile>& evidence) {
  return evidence ? Json{{"file", printable(evidence->path)}, {"sha256", evidence->sha256}} : Json(nullptr);
}

}  // namespace

std::string said_by(const ServiceResult& service) {
  const auto& reply = service.facts.dialogue.auth.reply;
  return reply ? printable(fmt::format("{}", fmt::join(lines_of(*reply), " "))) : std::string{};
}

std::string verification_json(const VerificationReport& report, Language language) {
  const Verification& done = report.verification;
  Json out = {{"schema", k_schema},
              {"kind", "verification"},
              {"lang", language.tag()},
              {"tool", tool_json(report.tool)},
              {"started_at", time_json(report.started_at)},
              {"elapsed_ms", std::chrono::round<std::chrono::milliseconds>(report.elapsed).count()}};
  out.update(account_json(done.account.account));
  out.update(Json{{"of", to_string(done.kind)},
                  {"result", to_string(done.outcome.result)},
                  {"text", result_sentence(report, language)},
                  {"half_done", half_json(done.outcome)},
                  {"services", services_json(done)},
                  {"old_password", old_password_json(done)},
                  {"logins", logins_json(done)},
                  {"recorded", recorded_json(report.recorded)},
                  {"programs", programs_json(report, language)},
                  {"evidence", evidence_json(report.evidence)}});
  return out.dump(2) + '\n';
}

std::string evidence_record(const Verification& done, const EvidenceContext& context) {
  Json out = {{"schema", k_schema},
              {"kind", "evidence"},
              {"tool", tool_json(context.tool)},
              {"run_by", {{"user", text_or_null(context.user)}, {"host", text_or_null(context.host)}}},
              {"started_at", time_json(context.started_at)},
              {"ended_at", time_json(context.ended_at)}};
  out.update(account_json(done.account.account));
  out.update(Json{{"of", to_string(done.kind)},
                  {"result", to_string(done.outcome.result)},
                  {"issued", date_or_null(context.issued)},
                  {"half_done", half_json(done.outcome)},
                  {"services", services_json(done)},
                  {"old_password", old_password_json(done)},
                  {"logins", logins_json(done)}});
  return out.dump(2) + '\n';
}

}  // namespace pecprobe
