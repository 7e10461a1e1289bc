#include "probe/report/shown_account.hpp"

#include "probe/report/diagnosis_text.hpp"
#include "probe/report/names.hpp"
#include "probe/report/step_detail.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <set>

namespace pecprobe {

namespace {

std::vector<std::string> printable_list(const std::vector<std::string>& items) {
  std::vector<std::string> out;
  out.reserve(items.size());
  std::transform(items.begin(), items.end(), std::back_inserter(out),
                 [](const std::string& item) { return printable(item); });
  return out;
}

std::vector<ShownWarning> shown(const std::vector<Warning>& warnings, const Wording& wording) {
  std::vector<ShownWarning> out;
  out.reserve(warnings.size());
  for (const Warning& warning : warnings) {
    out.push_back({warning.code, describe(warning, wording)});
  }
  return out;
}

ShownDiagnosis shown(const ServiceResult& service, const AccountResult& result, const Wording& wording) {
  const Diagnosis& diagnosis = service.diagnosis;
  const Provider* provider = result.provider ? &*result.provider : nullptr;
  ShownDiagnosis out{
      diagnosis.code,
      diagnosis.certainty,
      diagnosis.retry,
      describe(diagnosis, subject_of(result.account, service.facts.endpoint, provider, wording), wording),
      {}};
  for (const Evidence& fact : diagnosis.evidence) {
    out.evidence.push_back({fact.kind, printable(fact.text)});
  }
  return out;
}

CertificateFacts shown(const CertificateFacts& certificate) {
  return {printable(certificate.subject), printable(certificate.issuer),   printable_list(certificate.names),
          certificate.not_before,         certificate.not_after,           printable(certificate.sha256),
          printable(certificate.key),     printable(certificate.signature)};
}

std::optional<bool> matches(HostMatch match) {
  switch (match) {
    case HostMatch::unchecked: return std::nullopt;
    case HostMatch::matched:
    case HostMatch::matched_common_name_only: return true;
    case HostMatch::mismatched: return false;
  }
  return std::nullopt;
}

ShownTls shown(const TlsFacts& tls, std::chrono::sys_days today) {
  ShownTls out;
  out.version = printable(tls.version);
  out.cipher = printable(tls.cipher);
  out.resumed = tls.resumed;
  for (const CertificateFacts& certificate : tls.chain) {
    out.chain.push_back(shown(certificate));
  }
  out.days_left = certificate_days_left(tls, today);
  const auto problem = certificate_problem(tls);
  out.verify = problem ? to_string(*problem) : tls.verified() ? "ok" : "";
  out.host_match = matches(tls.host_match);
  return out;
}

std::optional<ShownMailbox> shown(const MailboxFacts& mailbox) {
  if (!mailbox.messages && !mailbox.octets && !mailbox.uid_validity) {
    return std::nullopt;
  }
  return ShownMailbox{mailbox.messages, mailbox.octets, mailbox.uid_validity};
}

std::vector<ShownStep> shown_steps(const ServiceFacts& facts, const Wording& wording, std::chrono::sys_days today) {
  std::vector<ShownStep> out;
  out.reserve(facts.steps.size());
  for (const StepRecord& step : facts.steps) {
    StepDetail detail = step_detail(step, facts, wording, today);
    out.push_back({step.step, step.status, step.began, step.took, std::move(detail.text), detail.is_quote});
  }
  return out;
}

std::vector<TranscriptEntry> shown(const Transcript& transcript) {
  std::vector<TranscriptEntry> out = transcript.entries();
  for (TranscriptEntry& entry : out) {
    entry.text = printable(entry.text);
  }
  return out;
}

ShownService shown(const ServiceResult& service, const AccountResult& result, const Wording& wording,
                   std::chrono::sys_days today) {
  const ServiceFacts& facts = service.facts;
  const DialogueFacts& dialogue = facts.dialogue;
  ShownService out;
  out.endpoint = facts.endpoint;
  out.endpoint.host = printable(facts.endpoint.host);
  out.address = printable(facts.connect.address.value_or(""));
  out.verdict = service.verdict();
  out.diagnosis = shown(service, result, wording);
  out.warnings = shown(service.warnings, wording);
  out.alerts = printable_list(dialogue.alerts);
  out.auth = {dialogue.auth.attempted, printable(dialogue.auth.mechanism), dialogue.auth.accepted, service.remembered};
  out.capabilities = {printable_list(dialogue.before_tls), printable_list(dialogue.after_tls),
                      printable_list(dialogue.after_login)};
  out.mailbox = shown(dialogue.mailbox);
  out.steps = shown_steps(facts, wording, today);
  if (facts.tls) {
    out.tls = shown(*facts.tls, today);
  }
  out.round_trips = facts.round_trips;
  out.elapsed = facts.elapsed;
  out.dialogue = shown(facts.transcript);
  out.dialogue_dropped = facts.transcript.dropped();
  return out;
}

}  // namespace

void label_services(std::vector<ShownService>& services) {
  std::set<std::string> taken;
  for (ShownService& service : services) {
    const auto is_same = [&](const ShownService& other) {
      return other.endpoint.protocol == service.endpoint.protocol;
    };
    const bool is_only = std::count_if(services.begin(), services.end(), is_same) < 2;
    const std::string name = service_name(service.endpoint.protocol);
    const std::string base = is_only || service.address.empty() ? name : name + " " + service.address;
    service.label = base;
    for (int number = 2; !taken.insert(service.label).second; ++number) {
      service.label = fmt::format("{} #{}", base, number);
    }
  }
}

ShownAccount shown(const AccountResult& result, const Wording& wording, std::chrono::sys_days today) {
  ShownAccount out;
  out.address = printable(result.account.address);
  out.login = printable(result.account.login);
  out.kind = result.account.kind;
  out.provider = printable(result.account.provider);
  out.verdict = result.verdict();
  if (const auto state = password_state(result.password, today)) {
    out.password = ShownPassword{result.password, *state};
  }
  out.warnings = shown(result.warnings, wording);
  for (const ServiceResult& service : result.services) {
    out.services.push_back(shown(service, result, wording, today));
  }
  label_services(out.services);
  return out;
}

}  // namespace pecprobe
