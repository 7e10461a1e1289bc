#include "tests/unit/diagnosis/facts.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe::test {

namespace {

std::string_view take_word(std::string_view& rest) {
  const auto end = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

ReplyStatus status_of(std::string_view keyword) {
  if (const auto code = parse_number(keyword)) {
    return *code == 421       ? ReplyStatus::farewell
           : *code / 100 == 5 ? ReplyStatus::negative
           : *code / 100 == 4 ? ReplyStatus::temporary
           : *code / 100 == 3 ? ReplyStatus::continuation
                              : ReplyStatus::positive;
  }
  return keyword == "OK" || keyword == "+OK" ? ReplyStatus::positive
         : keyword == "BYE"                  ? ReplyStatus::farewell
         : keyword == "PREAUTH"              ? ReplyStatus::preauth
                                             : ReplyStatus::negative;
}

bool is_enhanced(std::string_view word) {
  return word.size() >= 5 && (word[0] == '2' || word[0] == '4' || word[0] == '5') && word[1] == '.';
}

Step step_of(Stop stop) {
  switch (stop) {
    case Stop::greeting_refused: return Step::greeting;
    case Stop::commands_refused: return Step::capabilities;
    case Stop::starttls_refused: return Step::starttls;
    case Stop::mailbox_refused: return Step::mailbox;
    case Stop::sender_refused: return Step::sender;
    case Stop::recipient_refused: return Step::recipient;
    default: return Step::authenticate;
  }
}

}  // namespace

Reply reply(std::string_view line) {
  Reply r;
  r.lines = {std::string(line)};
  std::string_view rest = line;
  if (rest.starts_with("* ")) {
    rest.remove_prefix(2);
  }
  r.keyword = std::string(take_word(rest));
  r.status = status_of(r.keyword);
  r.code = static_cast<int>(parse_number(r.keyword).value_or(0));
  if (r.code != 0) {
    std::string_view after = rest;
    if (const auto word = take_word(after); is_enhanced(word)) {
      r.enhanced = std::string(word);
      rest = after;
    }
  } else if (rest.starts_with('[') && rest.find(']') != std::string_view::npos) {
    std::string_view inside = rest.substr(1, rest.find(']') - 1);
    r.response_code = std::string(take_word(inside));
    r.response_arguments = std::string(inside);
    rest.remove_prefix(rest.find(']') + 1);
  }
  r.text = std::string(trimmed(rest));
  return r;
}

ServiceFacts connected_in_clear(Protocol protocol) {
  ServiceFacts facts;
  facts.endpoint = {protocol, "mail.pec.example", default_port(protocol, TlsMode::starttls),
                    TlsMode::starttls_if_offered};
  facts.resolve.addresses = {"192.0.2.1"};
  facts.connect.attempts = {{"192.0.2.1", ConnectOutcome::connected, 0, "", Duration{}}};
  facts.connect.address = "192.0.2.1";
  return facts;
}

ServiceFacts connected(Protocol protocol) {
  ServiceFacts facts = connected_in_clear(protocol);
  facts.endpoint.tls = TlsMode::implicit;
  facts.endpoint.port = default_port(protocol, TlsMode::implicit);
  facts.tls = TlsFacts{};
  facts.tls->version = "TLSv1.3";
  facts.tls->host_match = HostMatch::matched;
  return facts;
}

ServiceFacts passed(Protocol protocol) {
  ServiceFacts facts = connected(protocol);
  facts.dialogue.stopped_at = Step::logout;
  facts.dialogue.auth.mechanism = "PLAIN";
  facts.dialogue.auth.attempted = true;
  facts.dialogue.auth.accepted = true;
  facts.dialogue.auth.reply = reply(protocol == Protocol::smtp   ? "235 2.7.0 Authentication successful"
                                    : protocol == Protocol::pop3 ? "+OK Logged in."
                                                                 : "OK Logged in");
  facts.dialogue.farewell_answered = true;
  return facts;
}

ServiceFacts stopped_by(Protocol protocol, Stop stop, std::string_view line) {
  const bool logged_in =
      stop == Stop::mailbox_refused || stop == Stop::sender_refused || stop == Stop::recipient_refused;
  ServiceFacts facts = logged_in ? passed(protocol) : connected(protocol);
  DialogueFacts& d = facts.dialogue;
  d.stop = stop;
  d.stopped_at = step_of(stop);
  d.farewell_answered = false;
  const Reply r = reply(line);
  switch (stop) {
    case Stop::greeting_refused: d.greeting = r; break;
    case Stop::commands_refused: d.capability_reply = r; break;
    case Stop::starttls_refused: d.starttls_reply = r; break;
    case Stop::mailbox_refused: d.mailbox_reply = r; break;
    case Stop::sender_refused: d.sender_reply = r; break;
    case Stop::recipient_refused: d.recipient_reply = r; break;
    default:
      d.auth.mechanism = "PLAIN";
      d.auth.attempted = true;
      d.auth.reply = r;
      break;
  }
  return facts;
}

ServiceFacts lost(Protocol protocol, Stop stop, Step step, std::string_view farewell) {
  ServiceFacts facts = step > Step::authenticate ? passed(protocol) : connected(protocol);
  facts.dialogue.stop = stop;
  facts.dialogue.stopped_at = step;
  if (!farewell.empty()) {
    facts.dialogue.farewell = reply(farewell);
  }
  return facts;
}

ServiceFacts tls_failed(TlsFailure failure, TlsMode mode) {
  ServiceFacts facts = connected(Protocol::imap);
  facts.endpoint.tls = mode;
  facts.tls = TlsFacts{};
  facts.tls->failure = failure;
  return facts;
}

ServiceFacts certificate_failed(const std::vector<CertificateProblem>& problems, std::string issuer) {
  using std::chrono::days;
  const bool is_early =
      std::find(problems.begin(), problems.end(), CertificateProblem::not_yet_valid) != problems.end();
  const std::chrono::sys_days start = std::chrono::year{is_early ? 2027 : 2026} / 1 / 1;
  ServiceFacts facts = tls_failed(TlsFailure::certificate);
  facts.tls->host_match = HostMatch::matched;
  facts.tls->chain = {
      {"CN=mail.pec.example", std::move(issuer), {"mail.pec.example"}, start, start + days{365}, "", "", ""}};
  for (const CertificateProblem problem : problems) {
    facts.tls->verify_errors.push_back({problem, 0, 1, "does not hold"});
  }
  return facts;
}

ServiceFacts not_connected(const std::vector<ConnectOutcome>& outcomes) {
  ServiceFacts facts = connected(Protocol::imap);
  facts.tls.reset();
  facts.connect.address.reset();
  facts.connect.attempts.clear();
  for (const ConnectOutcome outcome : outcomes) {
    facts.connect.attempts.push_back({"192.0.2.1", outcome, 0, "", Duration{}});
  }
  return facts;
}

ServiceFacts with(ServiceFacts facts, const std::function<void(ServiceFacts&)>& change) {
  change(facts);
  return facts;
}

Diagnosis diagnosis_of(const ServiceFacts& facts, const Knowledge& knowledge) {
  return diagnose({&facts, 1}, knowledge).front();
}

Code code_of(const ServiceFacts& facts, const Knowledge& knowledge) { return diagnosis_of(facts, knowledge).code; }

}  // namespace pecprobe::test
