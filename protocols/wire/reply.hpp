// One answer of a server, reduced to what IMAP, POP3 and SMTP have in common.
#pragma once

#include "protocols/base/redactor.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

enum class ReplyStatus {
  positive,      // IMAP OK, POP3 +OK, SMTP 2yz
  continuation,  // IMAP +, POP3 + , SMTP 3yz
  temporary,     // SMTP 4yz; the other two say it in a response code
  negative,      // IMAP NO and BAD, POP3 -ERR, SMTP 5yz
  farewell,      // IMAP * BYE, SMTP 421: the server closes after it
  preauth,       // IMAP * PREAUTH
};

/// All texts are redacted and capped, but otherwise the server's own bytes: whoever shows them escapes them.
struct Reply {
  ReplyStatus status = ReplyStatus::negative;
  std::string keyword;   // as it stood, upper case: "OK" "NO" "BAD" "BYE" "PREAUTH" "+OK" "-ERR" "535"
  int code = 0;          // SMTP reply code; 0 elsewhere
  std::string enhanced;  // enhanced status code such as "5.7.8" (RFC 2034), or empty
  std::string
      response_code;  // IMAP or POP3 response code, upper case, without arguments: "AUTHENTICATIONFAILED", "SYS/TEMP"
  std::string response_arguments;  // what followed it inside the brackets
  std::string text;                // the human-readable rest; lines of a multi-line reply joined by a blank
  std::vector<std::string> lines;  // the reply as it stood on the wire, without line ends (at most k_kept_lines)

  bool operator==(const Reply&) const = default;
};

/// Cuts a line to `k_kept_line_bytes`.
[[nodiscard]] std::string kept_line(std::string_view line);

/// Applies `redactor` to every text of `reply` and caps what is kept of it. Called when a reply is recorded,
/// so that no later code ever holds the unredacted text.
[[nodiscard]] Reply recorded(Reply reply, const Redactor& redactor);

}  // namespace pecprobe
