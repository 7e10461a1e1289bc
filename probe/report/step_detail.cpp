#include "probe/report/step_detail.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/names.hpp"
#include "protocols/base/text.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace pecprobe {

namespace {

constexpr std::size_t k_shown_attempts = 3;
constexpr std::size_t k_shown_noise = 60;  // bytes of what should have been TLS or a greeting, or of an error's words

/// The line of a reply that says most: the first of an SMTP reply (the others go on with it), the last of the others
/// (untagged lines stand before the tagged one).
StepDetail quoted(const Reply& reply) {
  if (reply.lines.empty()) {
    return {printable(reply.text), true};
  }
  return {printable(reply.code != 0 ? reply.lines.front() : reply.lines.back()), true};
}

std::string with_reason(const std::string& words, const std::string& reason) {
  return reason.empty() ? words : words + ": " + printable(reason, k_shown_noise);
}

StepDetail resolve_detail(const ServiceFacts& facts, const Wording& wording) {
  const ResolveFacts& resolve = facts.resolve;
  switch (resolve.outcome) {
    case ResolveOutcome::not_found: return {wording.text("detail.not_found")};
    case ResolveOutcome::failed: return {with_reason(wording.text("detail.resolver_failed"), resolve.error)};
    case ResolveOutcome::local_failure: return {with_reason(wording.text("detail.resources"), resolve.error)};
    case ResolveOutcome::found: break;
  }
  if (resolve.addresses.empty()) {
    return {};
  }
  const std::string first = printable(resolve.addresses.front());
  const std::size_t count = resolve.addresses.size();
  return {count == 1 ? first
                     : wording.text("detail.addresses", fmt::arg("count", wording.count("count.addresses", count)),
                                    fmt::arg("first", first))};
}

bool has_ended_badly(const AddressAttempt& attempt) {
  return attempt.outcome != ConnectOutcome::connected && attempt.outcome != ConnectOutcome::abandoned;
}

/// "192.0.2.1: refused, 192.0.2.2: no answer"; empty when no address failed.
std::string failed_attempts(const ConnectFacts& connect, const Wording& wording) {
  std::vector<std::string> ends;
  for (const AddressAttempt& attempt : connect.attempts) {
    if (has_ended_badly(attempt)) {
      std::string outcome = wording.text(fmt::format("connect_outcome.{}", to_string(attempt.outcome)));
      const bool words_help =
          attempt.outcome == ConnectOutcome::proxy_failed || attempt.outcome == ConnectOutcome::other;
      ends.push_back(wording.text("detail.attempt", fmt::arg("address", printable(attempt.address)),
                                  fmt::arg("outcome", words_help ? with_reason(outcome, attempt.error) : outcome)));
    }
  }
  if (ends.size() > k_shown_attempts) {
    const std::size_t hidden = ends.size() - k_shown_attempts;
    ends.resize(k_shown_attempts);
    ends.push_back(wording.text("detail.attempts_more", fmt::arg("count", hidden)));
  }
  return fmt::format("{}", fmt::join(ends, ", "));
}

StepDetail connect_detail(const ServiceFacts& facts, const Wording& wording) {
  const std::string failed = failed_attempts(facts.connect, wording);
  if (!facts.connect.address) {
    return {failed};
  }
  const std::string address = printable(*facts.connect.address);
  return {failed.empty()
              ? address
              : wording.text("report.with_detail", fmt::arg("text", address),
                             fmt::arg("detail", wording.text("detail.attempts_failed", fmt::arg("attempts", failed))))};
}

StepDetail tls_detail(const TlsFacts& tls, const Wording& wording, std::chrono::sys_days today) {
  if (const auto problem = certificate_problem(tls)) {
    return {wording.text(fmt::format("certificate_problem.{}", to_string(*problem)))};
  }
  if (tls.failure != TlsFailure::none) {
    const std::string reason = tls.failure == TlsFailure::not_tls ? tls.not_tls_bytes : tls.failure_text;
    return {with_reason(wording.text(fmt::format("tls_failure.{}", to_string(tls.failure))), reason), true};
  }
  const std::string version = printable(tls.version);
  const auto days = certificate_days_left(tls, today);
  if (!days || *days < 0) {
    return {version};
  }
  if (*days == 0) {
    return {wording.text("detail.certificate_ends_today", fmt::arg("version", version))};
  }
  return {wording.text("detail.certificate_valid", fmt::arg("version", version),
                       fmt::arg("days", wording.count("count.days", static_cast<std::uint64_t>(*days))))};
}

std::string offered_methods(const AuthFacts& auth) {
  std::vector<std::string> methods;
  std::transform(auth.offered.begin(), auth.offered.end(), std::back_inserter(methods),
                 [](const std::string& method) { return printable(method); });
  return fmt::format("{}", fmt::join(methods, " "));
}

const std::optional<Reply>& reply_of(Step step, const DialogueFacts& dialogue) {
  static const std::optional<Reply> k_none;
  switch (step) {
    case Step::greeting: return dialogue.greeting;
    case Step::capabilities: return dialogue.capability_reply;
    case Step::starttls: return dialogue.starttls_reply;
    case Step::authenticate: return dialogue.auth.reply;
    case Step::mailbox: return dialogue.mailbox_reply;
    case Step::sender: return dialogue.sender_reply;
    case Step::recipient: return dialogue.recipient_reply;
    case Step::resolve:
    case Step::connect:
    case Step::tls:
    case Step::logout: break;
  }
  return k_none;
}

/// How a dialogue stopped where no reply decided.
StepDetail stop_detail(const DialogueFacts& dialogue, const Wording& wording) {
  switch (dialogue.stop) {
    case Stop::not_this_protocol: {
      const std::string what = wording.text(fmt::format("lookalike.{}", to_string(dialogue.looks_like)));
      const std::string bytes = printable(dialogue.unexpected, k_shown_noise);
      return {wording.text("detail.looks_like", fmt::arg("what", what), fmt::arg("bytes", bytes)), true};
    }
    case Stop::starttls_not_offered: return {wording.text("detail.starttls_not_offered")};
    case Stop::starttls_injection: return {wording.text("detail.injected")};
    case Stop::auth_not_offered: return {wording.text("detail.not_offered")};
    case Stop::auth_needs_tls: return {wording.text("detail.needs_tls")};
    case Stop::auth_mechanism_unsupported:
      return {wording.text("detail.no_common_mechanism", fmt::arg("mechanisms", offered_methods(dialogue.auth)))};
    case Stop::preauthenticated: return {wording.text("detail.preauthenticated")};
    case Stop::protocol_error: return {printable(dialogue.protocol_error), true};
    case Stop::closed: return {wording.text("detail.closed")};
    case Stop::reset: return {wording.text("detail.reset")};
    case Stop::timed_out: return {wording.text("detail.timed_out")};
    case Stop::cancelled: return {wording.text("detail.cancelled")};
    case Stop::none:
    case Stop::greeting_refused:
    case Stop::starttls_refused:
    case Stop::commands_refused:
    case Stop::auth_refused:
    case Stop::mailbox_refused:
    case Stop::sender_refused:
    case Stop::recipient_refused:
    case Stop::tls_failed: break;
  }
  return {};
}

StepDetail failed_detail(Step step, const DialogueFacts& dialogue, const Wording& wording) {
  if (step == Step::logout) {
    return {wording.text("detail.no_answer")};
  }
  if (const auto& reply = reply_of(step, dialogue)) {
    return quoted(*reply);
  }
  if (step == Step::authenticate && dialogue.auth.cancelled) {
    return {wording.text("detail.broken_off")};
  }
  return dialogue.farewell ? quoted(*dialogue.farewell) : stop_detail(dialogue, wording);
}

StepDetail passed_detail(Step step, const DialogueFacts& dialogue, const Wording& wording) {
  switch (step) {
    case Step::greeting:
    case Step::sender:
    case Step::recipient: {
      const auto& reply = reply_of(step, dialogue);
      return reply ? quoted(*reply) : StepDetail{};
    }
    case Step::capabilities:
      return {dialogue.auth.offered.empty()
                  ? std::string{}
                  : wording.text("detail.mechanisms_offered", fmt::arg("mechanisms", offered_methods(dialogue.auth)))};
    case Step::authenticate: return {printable(dialogue.auth.mechanism)};
    case Step::mailbox:
      return {dialogue.mailbox.messages ? wording.count("count.messages", *dialogue.mailbox.messages) : std::string{}};
    case Step::starttls:
    case Step::logout:
    case Step::resolve:
    case Step::connect:
    case Step::tls: break;
  }
  return {};
}

}  // namespace

StepDetail step_detail(const StepRecord& step, const ServiceFacts& facts, const Wording& wording,
                       std::chrono::sys_days today) {
  if (step.status == StepStatus::skip) {
    return {};
  }
  if (step.status == StepStatus::fail) {
    switch (facts.local) {
      case LocalStop::resources: return {wording.text("detail.resources")};
      case LocalStop::cancelled: return {wording.text("detail.cancelled")};
      case LocalStop::none: break;
    }
  }
  switch (step.step) {
    case Step::resolve: return resolve_detail(facts, wording);
    case Step::connect: return connect_detail(facts, wording);
    case Step::tls: return facts.tls ? tls_detail(*facts.tls, wording, today) : StepDetail{};
    case Step::greeting:
    case Step::capabilities:
    case Step::starttls:
    case Step::authenticate:
    case Step::mailbox:
    case Step::sender:
    case Step::recipient:
    case Step::logout: break;
  }
  return step.status == StepStatus::pass ? passed_detail(step.step, facts.dialogue, wording)
                                         : failed_detail(step.step, facts.dialogue, wording);
}

}  // namespace pecprobe
