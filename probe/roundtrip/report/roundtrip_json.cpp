// A round trip for programs, `pecprobe.roundtrip/1`.
#include "probe/receipt/report/receipt_sentences.hpp"
#include "probe/report/dates.hpp"
#include "probe/roundtrip/report/roundtrip_report.hpp"
#include "probe/roundtrip/report/roundtrip_sentences.hpp"
#include "protocols/base/text.hpp"

#include <nlohmann/json.hpp>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(printable(text)); }

template <typename Time>
Json time_json(Time time) {
  return report_time(std::chrono::floor<std::chrono::seconds>(time));
}

Json check_json(const AccountResult& check) {
  Json services = Json::array();
  for (const ServiceResult& service : check.services) {
    services.push_back({{"protocol", to_string(service.facts.endpoint.protocol)},
                        {"host", printable(service.facts.endpoint.host)},
                        {"port", service.facts.endpoint.port},
                        {"verdict", to_string(service.verdict())},
                        {"code", to_string(service.diagnosis.code)}});
  }
  return {{"verdict", to_string(check.verdict())}, {"services", std::move(services)}};
}

Json diagnosis_json(const RoundtripReport& report, const Wording& wording) {
  const Diagnosis& diagnosis = report.roundtrip->diagnosis;
  const DiagnosisText text = describe(*report.roundtrip, report.check, wording);
  Json evidence = Json::array();
  for (const Evidence& each : diagnosis.evidence) {
    evidence.push_back({{"kind", to_string(each.kind)}, {"text", printable(each.text)}});
  }
  return {{"code", to_string(diagnosis.code)},
          {"certainty", to_string(diagnosis.certainty)},
          {"retry", to_string(diagnosis.retry)},
          {"title", text.title},
          {"cause", text.cause},
          {"advice", text.advice},
          {"evidence", std::move(evidence)}};
}

std::string_view name_of(smtp::SubmissionEnd end) noexcept {
  switch (end) {
    case smtp::SubmissionEnd::taken: return "taken";
    case smtp::SubmissionEnd::refused: return "refused";
    case smtp::SubmissionEnd::lost: return "lost";
    case smtp::SubmissionEnd::unknown: return "unknown";
  }
  return "";
}

Json sending_json(const Roundtrip& trip) {
  if (!trip.submission || !trip.sent_at) {
    return nullptr;
  }
  const auto& reply = trip.submission->reply;
  return {{"result", name_of(trip.submission->end)},
          {"stage", smtp::to_string(trip.submission->stage)},
          {"reply", reply && !reply->lines.empty() ? text_or_null(reply->lines.back()) : Json(nullptr)},
          {"problem", text_or_null(trip.submission->problem)},
          {"began_at", time_json(*trip.sent_at)},
          {"took_ms", trip.took.count()}};
}

Json message_json(const Roundtrip& trip) {
  const Sent& sent = trip.sent;
  return {{"from", printable(sent.sender)},  {"to", printable(sent.recipient)},
          {"subject", sent.message.subject}, {"message_id", printable(sent.message.message_id)},
          {"token", sent.message.token},     {"receipt_type", to_string(trip.type)}};
}

Json waiting_json(const Roundtrip& trip) {
  return {{"end", to_string(trip.end)},
          {"method", to_string(trip.method)},
          {"limit_ms", trip.wait.count()},
          {"waited_ms", trip.waited.count()},
          {"looks", trip.looks},
          {"logins", trip.logins},
          {"problem", trip.stop ? text_or_null(trip.stop->text) : Json(nullptr)}};
}

Json expected_json(const Roundtrip& trip) {
  Json events = Json::array();
  for (const ReceiptKind kind : expected_kinds(trip)) {
    const Arrival* const arrival = trip.evidence_of(kind);
    const auto certified =
        arrival == nullptr ? std::optional<std::chrono::sys_seconds>{} : arrival->receipt.certification->at;
    events.push_back({{"kind", to_string(kind)},
                      {"came", arrival != nullptr},
                      {"after_ms", arrival == nullptr ? Json(nullptr) : Json(arrival->after.count())},
                      {"certified_at", certified ? time_json(*certified) : Json(nullptr)}});
  }
  return events;
}

Json arrival_json(const Arrival& arrival, const Wording& wording) {
  const Receipt& receipt = arrival.receipt;
  Json findings = Json::array();
  for (const Finding& finding : receipt.findings) {
    findings.push_back({{"code", to_string(finding.code)},
                        {"weight", to_string(info(finding.code).weight)},
                        {"text", finding_sentence(finding, wording)}});
  }
  const auto& data = receipt.certification;
  const auto& signature = receipt.signature;
  return {{"id", arrival.id},
          {"bytes", arrival.size},
          {"at", time_json(arrival.at)},
          {"after_ms", arrival.after.count()},
          {"kind", to_string(receipt.kind)},
          {"meaning", to_string(arrival.meaning)},
          {"mismatch", to_string(arrival.mismatch)},
          {"text", meaning_sentence(arrival, wording)},
          {"verdict", to_string(receipt.verdict())},
          {"findings", std::move(findings)},
          {"provider", data ? text_or_null(data->provider) : Json(nullptr)},
          {"certified_at", data && data->at ? time_json(*data->at) : Json(nullptr)},
          {"error", data ? text_or_null(data->error) : Json(nullptr)},
          {"error_detail", data ? text_or_null(data->error_detail) : Json(nullptr)},
          {"signer", signature && signature->signer ? text_or_null(signature->signer->subject) : Json(nullptr)},
          {"digest", signature ? text_or_null(signature->digest) : Json(nullptr)}};
}

Json trip_json(const RoundtripReport& report, const Wording& wording) {
  if (!report.roundtrip) {
    return nullptr;
  }
  const Roundtrip& trip = *report.roundtrip;
  Json arrivals = Json::array();
  for (const Arrival& arrival : trip.arrivals) {
    arrivals.push_back(arrival_json(arrival, wording));
  }
  const auto delay = trip.delivery_delay();
  Json cleanup = nullptr;
  if (trip.cleanup) {
    cleanup = {{"result", cleanup_name(trip)}, {"messages", trip.cleanup->messages}};
  }
  return {{"diagnosis", diagnosis_json(report, wording)},
          {"message", message_json(trip)},
          {"sending", sending_json(trip)},
          {"waiting", waiting_json(trip)},
          {"expected", expected_json(trip)},
          {"delivery_delay_s", delay ? Json(delay->count()) : Json(nullptr)},
          {"arrivals", std::move(arrivals)},
          {"cleanup", std::move(cleanup)}};
}

}  // namespace

std::string roundtrip_json(const RoundtripReport& report, Language language) {
  const Wording& wording = Wording::of(language);
  const Json document = {{"schema", "pecprobe.roundtrip/1"},
                         {"lang", language.tag()},
                         {"tool",
                          {{"name", "pecprobe"},
                           {"version", report.tool.version},
                           {"libcurl", report.tool.libcurl},
                           {"openssl", report.tool.openssl}}},
                         {"started_at", time_json(report.started_at)},
                         {"elapsed_ms", std::chrono::round<std::chrono::milliseconds>(report.elapsed).count()},
                         {"address", printable(report.check.account.address)},
                         {"login", printable(report.check.account.login)},
                         {"provider", text_or_null(report.check.account.provider)},
                         {"verdict", to_string(report.verdict())},
                         {"check", check_json(report.check)},
                         {"roundtrip", trip_json(report, wording)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace pecprobe
