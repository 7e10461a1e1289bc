#include "probe/roundtrip/report/roundtrip_sentences.hpp"

#include "probe/report/diagnosis_text.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

namespace pecprobe {

namespace {

/// The service that a diagnosis is about: what was under way when it was made.
const Endpoint& endpoint_of(const Roundtrip& roundtrip, const Account& account) {
  const bool is_sending = roundtrip.sent_at && !roundtrip.may_be_sent();
  const auto found = std::find_if(account.endpoints.begin(), account.endpoints.end(), [&](const Endpoint& endpoint) {
    return (endpoint.protocol == Protocol::smtp) == is_sending;
  });
  return found == account.endpoints.end() ? account.endpoints.front() : *found;
}

/// "Accettazione, Avvenuta consegna"
std::string missing_receipts(const Roundtrip& roundtrip, const Wording& wording) {
  std::vector<std::string> names;
  for (const ReceiptKind kind : expected_kinds(roundtrip)) {
    if (roundtrip.evidence_of(kind) == nullptr) {
      names.push_back(wording.text(fmt::format("roundtrip.event.{}", to_string(kind))));
    }
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

/// Where a code's own words do not fit what has happened: the message is under way, and nothing is to be sent again.
std::optional<std::string_view> situation_after_sending(const Roundtrip& roundtrip) {
  if (!roundtrip.may_be_sent()) {
    return std::nullopt;
  }
  if (roundtrip.diagnosis.code == Code::cancelled) {
    return "interrupted";
  }
  const bool has_all = roundtrip.end == WaitEnd::complete;
  return has_all && roundtrip.diagnosis.code == Code::receipt_not_received
             ? std::optional<std::string_view>("unverified")
             : std::nullopt;
}

}  // namespace

std::vector<std::string> announcement(const Account& account, const std::string& recipient, Cleanup cleanup,
                                      const Provider* provider, const Wording& wording) {
  const bool is_to_itself = iequals(account.address, recipient);
  const bool has_imap = std::any_of(account.endpoints.begin(), account.endpoints.end(),
                                    [](const Endpoint& each) { return each.protocol == Protocol::imap; });
  std::vector<std::string> sentences = {
      wording.text(is_to_itself ? "roundtrip.announce_self" : "roundtrip.announce_other",
                   fmt::arg("from", printable(account.address)), fmt::arg("to", printable(recipient))),
      wording.text("roundtrip.announce_value"),
      wording.text(has_imap ? "roundtrip.announce_logins_imap" : "roundtrip.announce_logins_pop3")};
  if (provider != nullptr && provider->sending_per_minute) {
    sentences.push_back(wording.text("roundtrip.announce_limit", fmt::arg("provider", printable(provider->name)),
                                     fmt::arg("count", *provider->sending_per_minute)));
  }
  if (cleanup == Cleanup::when_verified) {
    sentences.push_back(wording.text(has_imap ? "roundtrip.announce_cleanup" : "roundtrip.announce_cleanup_pop3"));
  }
  return sentences;
}

std::string event_name(const Arrival& arrival, const Wording& wording) {
  const bool is_known = arrival.receipt.kind != ReceiptKind::none;
  return wording.text(is_known ? fmt::format("roundtrip.event.{}", to_string(arrival.receipt.kind))
                               : fmt::format("roundtrip.event.{}", to_string(arrival.meaning)));
}

std::string meaning_sentence(const Arrival& arrival, const Wording& wording) {
  const std::string key = arrival.mismatch == Mismatch::none
                              ? fmt::format("roundtrip.meaning.{}", to_string(arrival.meaning))
                              : fmt::format("roundtrip.mismatch.{}", to_string(arrival.mismatch));
  return wording.text(key);
}

std::string seconds_text(std::chrono::milliseconds time, const Wording& wording) {
  const auto tenths = (std::max<std::int64_t>(time.count(), 0) + 50) / 100;
  return wording.text("roundtrip.seconds", fmt::arg("whole", tenths / 10), fmt::arg("tenth", tenths % 10));
}

std::string sent_sentence(const Roundtrip& roundtrip, const Wording& wording) {
  const auto end = roundtrip.submission ? roundtrip.submission->end : smtp::SubmissionEnd::lost;
  const auto key = [&] {
    switch (end) {
      case smtp::SubmissionEnd::taken: return "roundtrip.sent";
      case smtp::SubmissionEnd::unknown: return "roundtrip.sent_unknown";
      case smtp::SubmissionEnd::refused:
      case smtp::SubmissionEnd::lost: break;
    }
    return "roundtrip.not_sent";
  };
  return wording.text(key(), fmt::arg("subject", roundtrip.sent.message.subject),
                      fmt::arg("to", printable(roundtrip.sent.recipient)),
                      fmt::arg("took", seconds_text(roundtrip.took, wording)));
}

std::string waiting_end_sentence(const Roundtrip& roundtrip, const Wording& wording) {
  return wording.text(fmt::format("roundtrip.end.{}", to_string(roundtrip.end)),
                      fmt::arg("waited", seconds_text(roundtrip.waited, wording))) +
         ' ' +
         wording.text(fmt::format("roundtrip.method.{}", to_string(roundtrip.method)),
                      fmt::arg("logins", roundtrip.logins));
}

std::string cleanup_sentence(const Roundtrip& roundtrip, const Wording& wording) {
  if (!roundtrip.cleanup) {
    return wording.text("roundtrip.left", fmt::arg("count", roundtrip.arrivals.size()));
  }
  return wording.text("roundtrip.cleanup." + cleanup_name(roundtrip), fmt::arg("count", roundtrip.cleanup->messages));
}

std::string cleanup_name(const Roundtrip& roundtrip) {
  if (roundtrip.method == WatchMethod::uidl) {
    return "pop3";
  }
  return roundtrip.cleanup->messages == 0 ? "nothing" : std::string(imap::to_string(roundtrip.cleanup->move));
}

DiagnosisText describe(const Roundtrip& roundtrip, const AccountResult& check, const Wording& wording) {
  const Provider* const provider = check.provider ? &*check.provider : nullptr;
  Diagnosis diagnosis = roundtrip.diagnosis;
  if (diagnosis.code == Code::receipt_not_received) {
    diagnosis.detail = missing_receipts(roundtrip, wording);
  }
  DiagnosisText text =
      describe(diagnosis, subject_of(check.account, endpoint_of(roundtrip, check.account), provider, wording), wording);
  if (const auto situation = situation_after_sending(roundtrip)) {
    const auto sentence = [&](std::string_view name) {
      return wording.text(fmt::format("roundtrip.finding.{}_{}", *situation, name));
    };
    text.title = sentence("title");
    text.cause = sentence("cause");
    text.advice = {sentence("advice")};
  }
  return text;
}

}  // namespace pecprobe
