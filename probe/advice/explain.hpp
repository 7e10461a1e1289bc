// What a code, a server's line or a mail program's message means, without connecting anywhere.
#pragma once

#include "probe/advice/known_replies.hpp"
#include "probe/advice/pasted_line.hpp"
#include "probe/model/diagnosis.hpp"
#include "probe/model/provider.hpp"
#include "probe/report/report_sink.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

struct Explanation {
  enum class Basis {
    code,             // a diagnosis was asked for by its id
    warning,          // `warning`, by its id
    server_line,      // `line` at `step` was judged by the rules of a check
    question,         // `line` asks for more (SMTP 3yz): nothing was decided yet
    consent,          // `line` says yes, and not by itself to what
    program_message,  // `known`
    unknown,          // neither a server's line nor a message that is known
  };

  Basis basis = Basis::unknown;
  std::string asked;  // as it was typed
  std::optional<PastedLine> line;
  std::optional<Step> step;
  const KnownReply* known = nullptr;
  std::optional<WarningCode> warning;
  const Provider* provider = nullptr;  // whose menus the advice names
  /// Likeliest first. What is certain of them is so for a server's line only.
  std::vector<Diagnosis> diagnoses;
};

[[nodiscard]] Explanation explain_code(Code code);
[[nodiscard]] Explanation explain_warning(WarningCode warning);

/// Server's lines go through the dialogue and the rules of a check; a mail program's code or sentence is looked up.
/// With `protocol` a text without a status (`Authentication failed`) counts as that protocol's refusal. Without `step`
/// the line is the answer to the login, unless its code belongs to MAIL and RCPT (RFC 5321 §4.3.2) and its words name a
/// sender or a rate, or mean nothing as the answer to a login.
[[nodiscard]] Explanation explain_reply(std::string_view text, std::optional<Protocol> protocol,
                                        std::optional<Step> step);

/// Every id that explain_id() knows: diagnoses, then warnings.
[[nodiscard]] std::vector<std::string> explained_ids();
/// Nothing when no diagnosis and no warning has this id; ASCII case does not count.
[[nodiscard]] std::optional<Explanation> explain_id(std::string_view id);

[[nodiscard]] std::string explanation_text(const Explanation& explanation, Language language);
[[nodiscard]] std::string explanation_json(const Explanation& explanation, Language language);

/// Every diagnosis with its title, then every warning.
[[nodiscard]] std::string code_list_text(Language language);
[[nodiscard]] std::string code_list_json(Language language);

}  // namespace pecprobe
