#include "probe/roundtrip/conclusion.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe {

namespace {

Diagnosis with_code(Code code, Certainty certainty) {
  Diagnosis diagnosis;
  diagnosis.code = code;
  diagnosis.certainty = certainty;
  diagnosis.retry = info(code).retry;
  return diagnosis;
}

Diagnosis first_of(const ServiceFacts& facts, const Knowledge& knowledge) {
  return diagnose({&facts, 1}, knowledge).front();
}

bool tells_failure(const Arrival& arrival) {
  // A warning after 12 hours is no end: the delivery may still come (RFC 6109 §3.1.6).
  return arrival.meaning == ArrivalMeaning::evidence && arrival.receipt.kind != ReceiptKind::delivery_warning &&
         tells_failure(arrival.receipt.kind);
}

/// "non-accettazione: 5.7.1 …": the kind as the provider calls it, and its reason.
Evidence reason_of(const Arrival& arrival) {
  std::string text(to_string(arrival.receipt.kind));
  if (const auto& data = arrival.receipt.certification) {
    for (const std::string* part : {&data->error, &data->error_detail}) {
      text += part->empty() ? std::string{} : fmt::format(": {}", *part);
    }
  }
  return {Evidence::Kind::server_line, printable(text)};
}

Evidence fault_of(const Arrival& arrival) {
  std::string text(to_string(arrival.receipt.kind));
  for (const Finding& finding : arrival.receipt.findings) {
    if (info(finding.code).weight != FindingWeight::remark) {
      text += fmt::format(": {}", to_string(finding.code));
    }
  }
  if (arrival.mismatch != Mismatch::none) {
    text += fmt::format(": {}", to_string(arrival.mismatch));
  }
  return {Evidence::Kind::verify_error, printable(text)};
}

}  // namespace

bool is_complete(const Roundtrip& roundtrip) {
  const auto& arrivals = roundtrip.arrivals;
  if (std::any_of(arrivals.begin(), arrivals.end(), [](const Arrival& each) { return tells_failure(each); })) {
    return true;
  }
  const auto expected = expected_kinds(roundtrip);
  return std::all_of(expected.begin(), expected.end(), [&](ReceiptKind kind) {
    return std::any_of(arrivals.begin(), arrivals.end(), [&](const Arrival& each) { return each.is_about_ours(kind); });
  });
}

Diagnosis conclude(const Roundtrip& roundtrip) {
  Diagnosis forged = with_code(Code::receipt_not_authentic, Certainty::stated);
  Diagnosis refused = with_code(Code::receipt_refused, Certainty::stated);
  for (const Arrival& arrival : roundtrip.arrivals) {
    if (arrival.meaning == ArrivalMeaning::not_authentic) {
      forged.evidence.push_back(fault_of(arrival));
    } else if (tells_failure(arrival)) {
      refused.evidence.push_back(reason_of(arrival));
    }
  }
  if (!forged.evidence.empty()) {
    return forged;
  }
  if (!refused.evidence.empty()) {
    return refused;
  }
  std::string missing;
  for (const ReceiptKind kind : expected_kinds(roundtrip)) {
    if (roundtrip.evidence_of(kind) == nullptr) {
      missing += fmt::format("{}{}", missing.empty() ? "" : ", ", to_string(kind));
    }
  }
  if (missing.empty()) {
    return with_code(Code::ok, Certainty::stated);
  }
  if (roundtrip.end == WaitEnd::interrupted) {
    return with_code(Code::cancelled, Certainty::stated);
  }
  Diagnosis open = with_code(Code::receipt_not_received, Certainty::stated);
  open.detail = missing;
  return open;
}

Diagnosis diagnose_submission(const smtp::SubmissionOutcome& outcome, const ServiceFacts& session,
                              const Knowledge& knowledge) {
  if (session.dialogue.stop != Stop::none || session.local != LocalStop::none) {
    return first_of(session, knowledge);  // it did not even log in
  }
  ServiceFacts facts = session;
  if (outcome.end != smtp::SubmissionEnd::refused || !outcome.reply) {
    facts.dialogue.stop = Stop::closed;
    facts.dialogue.stopped_at = Step::recipient;
    Diagnosis lost = first_of(facts, knowledge);
    lost.detail = outcome.problem;
    return lost;
  }
  const bool is_about_sender = outcome.stage == smtp::SubmissionStage::sender;
  facts.dialogue.stop = is_about_sender ? Stop::sender_refused : Stop::recipient_refused;
  facts.dialogue.stopped_at = is_about_sender ? Step::sender : Step::recipient;
  (is_about_sender ? facts.dialogue.sender_reply : facts.dialogue.recipient_reply) = outcome.reply;
  Diagnosis diagnosis = first_of(facts, knowledge);
  const bool is_about_message =
      outcome.stage == smtp::SubmissionStage::data || outcome.stage == smtp::SubmissionStage::message;
  if (is_about_message && diagnosis.code == Code::recipient_refused) {
    diagnosis.code = Code::undiagnosed;  // both addresses were taken: it is the message that was refused
    diagnosis.retry = info(Code::undiagnosed).retry;
  }
  return diagnosis;
}

Diagnosis diagnose_watch(const WatchStop& stop, const ServiceFacts& session, const Knowledge& knowledge) {
  if (session.dialogue.stop != Stop::none || session.local != LocalStop::none) {
    return first_of(session, knowledge);
  }
  Code code = Code::connection_lost;
  switch (stop.kind) {
    case WatchStop::Kind::refused: code = Code::mailbox_unavailable; break;
    case WatchStop::Kind::not_understood: code = Code::protocol_error; break;
    case WatchStop::Kind::lost: break;
  }
  Diagnosis diagnosis = with_code(code, Certainty::stated);
  diagnosis.evidence.push_back(
      {stop.kind == WatchStop::Kind::refused ? Evidence::Kind::server_line : Evidence::Kind::limit, stop.text});
  return diagnosis;
}

}  // namespace pecprobe
