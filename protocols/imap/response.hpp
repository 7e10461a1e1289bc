// What an IMAP server says, as values: one response per value, any bytes read (RFC 9051 §7 and §9).
#pragma once

#include "protocols/base/redactor.hpp"
#include "protocols/wire/limits.hpp"
#include "protocols/wire/reply.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::imap {

enum class ResponseKind {
  continuation,  // "+ …", the server waits for more of a command (RFC 9051 §7.6)
  untagged,      // "* …" (RFC 9051 §7)
  tagged,        // "<tag> …", whoever's tag it is (RFC 9051 §2.2.2)
  malformed,     // none of these; an empty line too
};

/// One response. RFC 3501 and RFC 9051 write alike what is read here. Texts are the server's own
/// bytes, not redacted.
struct Response {
  ResponseKind kind = ResponseKind::malformed;
  std::string tag;                      // of a tagged response, as it stood: tags are compared byte by byte
  std::string keyword;                  // upper case: "OK", "BYE", "CAPABILITY", "EXISTS"
  std::optional<ReplyStatus> status;    // set for OK, NO, BAD, BYE and PREAUTH only
  std::optional<std::uint64_t> number;  // of "* 23 EXISTS" and kin
  std::string code;                     // response code as it stood, without its brackets
  std::string code_arguments;
  std::string text;                // what follows: the human-readable text, or the data of the response
  std::vector<std::string> lines;  // as received: lines without their ends, each literal an item of its own

  bool operator==(const Response&) const = default;
};

/// Reads the parts of one response, the first of them its first line. Total: whatever is not
/// understood is kept in `text` and `lines`.
[[nodiscard]] Response parse_response(std::vector<std::string> lines);

/// The length of the literal that a line of a response announces at its end, `{n}` or `{n+}` (RFC
/// 9051 §4.3); nothing when it announces none. An error, in English, for a negative length or one
/// above `most` bytes.
[[nodiscard]] tl::expected<std::optional<std::size_t>, std::string> announced_literal(std::string_view line,
                                                                                      std::size_t most = k_max_literal);

/// The response code is `name`, whatever its case (RFC 9051 §9, rule 1).
[[nodiscard]] bool has_code(const Response& response, std::string_view name) noexcept;

/// A status response (OK, NO, BAD, BYE, PREAUTH) as it is recorded: redacted, capped, the code in
/// upper case.
[[nodiscard]] Reply to_reply(const Response& response, const Redactor& redactor);

/// Redacted text in upper case; where a password was masked it stays as it is, since the case of
/// what stood around it no longer matters.
[[nodiscard]] std::string upper_unless_masked(std::string_view redacted);

}  // namespace pecprobe::imap
