#include "probe/advice/explain.hpp"

#include "probe/advice/pretended_server.hpp"
#include "probe/diagnosis/diagnose.hpp"
#include "probe/diagnosis/hypotheses.hpp"
#include "probe/diagnosis/words.hpp"
#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace pecprobe {

namespace {

constexpr WarningCode k_last_warning = WarningCode::environment_ignored;

std::vector<WarningCode> all_warnings() {
  std::vector<WarningCode> warnings;
  for (int number = 0; number <= static_cast<int>(k_last_warning); ++number) {
    warnings.push_back(static_cast<WarningCode>(number));
  }
  return warnings;
}

/// The diagnosis where nothing but the code is known, with every cause that it can have.
Diagnosis bare(Code code) {
  Diagnosis diagnosis;
  diagnosis.code = code;
  diagnosis.certainty = Certainty::possible;
  diagnosis.retry = info(code).retry;
  diagnosis.hypotheses = hypotheses(diagnosis);
  return diagnosis;
}

int smtp_code(const PastedLine& pasted) {
  return pasted.protocol == Protocol::smtp ? static_cast<int>(parse_number(pasted.line.substr(0, 3)).value_or(0)) : 0;
}

Diagnosis diagnosis_of(const PastedLine& pasted, Step step) {
  const ServiceFacts facts = facts_of(pasted, step);
  return diagnose(std::span(&facts, 1), Knowledge{}).front();
}

/// RFC 5321 §4.3.2: what MAIL and RCPT are answered with, and RFC 4954 §6 does not name for AUTH.
bool may_answer_an_envelope(int code) {
  constexpr std::array k_codes = {450, 451, 452, 550, 551, 552, 553, 554};
  return std::find(k_codes.begin(), k_codes.end(), code) != k_codes.end();
}

Step likely_step(const PastedLine& pasted) {
  if (!may_answer_an_envelope(smtp_code(pasted))) {
    return Step::authenticate;
  }
  const Words words{pasted.line};
  if (words.say(Saying::sender) || words.say(Saying::rate)) {
    return Step::recipient;  // where Postfix says it; the rules tell the sender from the recipient
  }
  const Code as_login = diagnosis_of(pasted, Step::authenticate).code;
  return as_login == Code::undiagnosed ? Step::recipient : Step::authenticate;
}

/// A refusal in the words of `text`, where a protocol was named and no status stands in them.
std::optional<PastedLine> as_refusal(std::string_view text, Protocol protocol) {
  const std::string words = printable(trimmed(text.substr(0, text.find_first_of("\r\n"))));
  switch (protocol) {
    case Protocol::imap: return PastedLine{protocol, "NO " + words};
    case Protocol::pop3: return PastedLine{protocol, "-ERR " + words};
    case Protocol::smtp: break;
  }
  const bool has_enhanced_code = words.size() > 2 && words[1] == '.' && (words[0] == '4' || words[0] == '5');
  return has_enhanced_code ? std::optional(PastedLine{protocol, (words[0] == '4' ? "450 " : "550 ") + words})
                           : std::nullopt;
}

Explanation::Basis basis_of(const PastedLine& line, std::optional<Step> step) {
  constexpr int k_accepted = 235;  // RFC 4954 §6: said of a login and of nothing else
  const int code = smtp_code(line);
  if (code / 100 == 3) {
    return Explanation::Basis::question;
  }
  const bool is_consent = code / 100 == 2 || istarts_with(line.line, "OK") || istarts_with(line.line, "+OK");
  return is_consent && !step && code != k_accepted ? Explanation::Basis::consent : Explanation::Basis::server_line;
}

Explanation explain_line(std::string_view text, PastedLine line, std::optional<Step> step) {
  Explanation explanation;
  explanation.asked = text;
  explanation.basis = basis_of(line, step);
  if (explanation.basis == Explanation::Basis::server_line) {
    explanation.step = step ? *step : likely_step(line);
    explanation.diagnoses.push_back(diagnosis_of(line, *explanation.step));
  }
  explanation.line = std::move(line);
  return explanation;
}

}  // namespace

Explanation explain_code(Code code) {
  Explanation explanation;
  explanation.basis = Explanation::Basis::code;
  explanation.asked = to_string(code);
  explanation.diagnoses.push_back(bare(code));
  return explanation;
}

Explanation explain_warning(WarningCode warning) {
  Explanation explanation;
  explanation.basis = Explanation::Basis::warning;
  explanation.asked = to_string(warning);
  explanation.warning = warning;
  return explanation;
}

Explanation explain_reply(std::string_view text, std::optional<Protocol> protocol, std::optional<Step> step) {
  text = text.substr(0, k_max_line);
  if (auto line = find_server_line(text, protocol)) {
    return explain_line(text, std::move(*line), step);
  }
  Explanation explanation;
  explanation.asked = text;
  if (const KnownReply* known = KnownReplies::built_in().find(text)) {
    explanation.basis = Explanation::Basis::program_message;
    explanation.known = known;
    std::transform(known->means.begin(), known->means.end(), std::back_inserter(explanation.diagnoses), bare);
    return explanation;
  }
  if (protocol) {
    if (auto line = as_refusal(text, *protocol)) {
      return explain_line(text, std::move(*line), step);
    }
  }
  explanation.diagnoses.push_back(bare(Code::undiagnosed));
  return explanation;
}

std::vector<std::string> explained_ids() {
  std::vector<std::string> ids;
  for (const CodeInfo& code : all_codes()) {
    ids.emplace_back(code.id);
  }
  for (const WarningCode warning : all_warnings()) {
    ids.emplace_back(to_string(warning));
  }
  return ids;
}

std::optional<Explanation> explain_id(std::string_view id) {
  const std::string wanted = ascii_lower(id);
  if (const auto code = code_from_id(wanted)) {
    return explain_code(*code);
  }
  for (const WarningCode warning : all_warnings()) {
    if (to_string(warning) == wanted) {
      return explain_warning(warning);
    }
  }
  return std::nullopt;
}

}  // namespace pecprobe
