#include "probe/diagnosis/evidence.hpp"

#include "probe/model/iso_date.hpp"
#include "protocols/wire/step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace pecprobe {

namespace {

using Kind = Evidence::Kind;

std::string_view words_for(ConnectOutcome outcome) noexcept {
  switch (outcome) {
    case ConnectOutcome::connected: return "connected";
    case ConnectOutcome::refused: return "connection refused";
    case ConnectOutcome::timed_out: return "no answer in time";
    case ConnectOutcome::unreachable: return "unreachable";
    case ConnectOutcome::local_failure: return "this computer lacked a resource";
    case ConnectOutcome::proxy_failed: return "the proxy did not connect";
    case ConnectOutcome::other: return "failed";
    case ConnectOutcome::abandoned: return "not waited for";
  }
  return "";
}

std::string_view words_for(Stop stop) noexcept {
  return stop == Stop::timed_out ? "no answer in time"
         : stop == Stop::reset   ? "connection reset"
         : stop == Stop::closed  ? "connection closed by the server"
                                 : "interrupted";
}

void append_lines(std::vector<Evidence>& evidence, const Reply& reply) {
  for (std::string& line : lines_of(reply)) {
    evidence.push_back({Kind::server_line, std::move(line)});
  }
}

std::vector<Evidence> lines_as_evidence(const std::optional<Reply>& reply) {
  std::vector<Evidence> evidence;
  if (reply) {
    append_lines(evidence, *reply);
  }
  return evidence;
}

}  // namespace

std::string referred_host(const Sighting& seen) {
  std::string_view url = seen.refusal->response_arguments;
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) {
    return {};
  }
  url = url.substr(scheme + 3);
  url = url.substr(0, url.find('/'));
  const auto at = url.rfind('@');
  return std::string(at == std::string_view::npos ? url : url.substr(at + 1));
}

std::vector<std::string> lines_of(const Reply& reply) {
  if (!reply.lines.empty()) {
    return reply.lines;
  }
  std::string line = reply.keyword;
  for (const std::string& part :
       {reply.enhanced, reply.response_code.empty() ? "" : "[" + reply.response_code + "]", reply.text}) {
    if (!part.empty()) {
      line += (line.empty() ? "" : " ") + part;
    }
  }
  return {line};
}

std::string described(const CertificateFacts& certificate) {
  using std::chrono::days;
  using std::chrono::floor;
  return fmt::format("subject {}; issuer {}; valid from {} to {}", certificate.subject, certificate.issuer,
                     iso_date(floor<days>(certificate.not_before)), iso_date(floor<days>(certificate.not_after)));
}

std::vector<Evidence> no_evidence(const Sighting& /*seen*/) { return {}; }

std::vector<Evidence> resolver_error(const Sighting& seen) {
  const std::string& error = seen.facts.resolve.error;
  return {{Kind::system_error,
           fmt::format("{}: {}", seen.facts.endpoint.host, error.empty() ? "no address was found" : error)}};
}

std::vector<Evidence> failed_addresses(const Sighting& seen) {
  std::vector<Evidence> evidence;
  for (const AddressAttempt& attempt : seen.facts.connect.attempts) {
    if (attempt.outcome == ConnectOutcome::abandoned || attempt.outcome == ConnectOutcome::connected) {
      continue;
    }
    const std::string_view words = attempt.error.empty() ? words_for(attempt.outcome) : attempt.error;
    evidence.push_back({Kind::system_error, fmt::format("{}: {}", attempt.address, words)});
  }
  return evidence;
}

std::vector<Evidence> tls_failure(const Sighting& seen) {
  std::vector<Evidence> evidence;
  if (!seen.facts.tls) {
    return interrupted_step(seen);
  }
  if (!seen.facts.tls->failure_text.empty()) {
    evidence.push_back({Kind::tls_error, seen.facts.tls->failure_text});
  }
  if (!seen.facts.tls->not_tls_bytes.empty()) {
    evidence.push_back({Kind::server_line, seen.facts.tls->not_tls_bytes});
  }
  return evidence;
}

std::vector<Evidence> certificate_errors(const Sighting& seen) {
  std::vector<Evidence> evidence;
  if (!seen.facts.tls) {
    return evidence;
  }
  const TlsFacts& tls = *seen.facts.tls;
  for (const VerifyError& error : tls.verify_errors) {
    evidence.push_back(
        {Kind::verify_error, fmt::format("{} (error {}) at depth {}", error.text, error.number, error.depth)});
  }
  const bool says_host = std::any_of(tls.verify_errors.begin(), tls.verify_errors.end(), [](const VerifyError& error) {
    return error.problem == CertificateProblem::wrong_host;
  });
  if (tls.host_match == HostMatch::mismatched && !says_host) {
    evidence.push_back(
        {Kind::verify_error, fmt::format("{} is not a name of the certificate", seen.facts.endpoint.host)});
  }
  if (!tls.chain.empty()) {
    evidence.push_back({Kind::certificate, described(tls.chain.front())});
  }
  return evidence;
}

std::vector<Evidence> refusal_lines(const Sighting& seen) {
  std::vector<Evidence> evidence;
  if (seen.refusal != nullptr) {
    append_lines(evidence, *seen.refusal);
  }
  return evidence;
}

std::vector<Evidence> alerts_and_refusal(const Sighting& seen) {
  std::vector<Evidence> evidence;
  for (const std::string& alert : seen.dialogue.alerts) {
    evidence.push_back({Kind::server_line, "[ALERT] " + alert});
  }
  for (Evidence& line : refusal_lines(seen)) {
    evidence.push_back(std::move(line));
  }
  return evidence;
}

std::vector<Evidence> accepted_lines(const Sighting& seen) { return lines_as_evidence(seen.dialogue.auth.reply); }

std::vector<Evidence> early_acceptance(const Sighting& seen) {
  return lines_as_evidence(seen.dialogue.auth.reply ? seen.dialogue.auth.reply : seen.dialogue.greeting);
}

std::vector<Evidence> unexpected_bytes(const Sighting& seen) {
  if (seen.dialogue.unexpected.empty()) {
    return {};
  }
  return {{Kind::server_line, seen.dialogue.unexpected}};
}

std::vector<Evidence> broken_rule(const Sighting& seen) {
  std::vector<Evidence> evidence;
  if (!seen.dialogue.protocol_error.empty()) {
    evidence.push_back({Kind::limit, seen.dialogue.protocol_error});
  }
  for (auto* const build : {unexpected_bytes, refusal_lines}) {
    for (Evidence& line : build(seen)) {
      evidence.push_back(std::move(line));
    }
  }
  return evidence;
}

std::vector<Evidence> capabilities(const Sighting& seen) {
  const DialogueFacts& d = seen.dialogue;
  const std::vector<std::string>& list = d.after_tls.empty() ? d.before_tls : d.after_tls;
  std::vector<Evidence> evidence = refusal_lines(seen);
  if (!list.empty()) {
    evidence.push_back({Kind::server_line, fmt::format("{}", fmt::join(list, " "))});
  }
  return evidence;
}

std::vector<Evidence> interrupted_step(const Sighting& seen) {
  std::vector<Evidence> evidence = refusal_lines(seen);
  evidence.push_back(
      {Kind::system_error, fmt::format("{}: {}", to_string(seen.dialogue.stopped_at), words_for(seen.dialogue.stop))});
  return evidence;
}

}  // namespace pecprobe
