#include "protocols/imap/quoting.hpp"

#include "protocols/imap/capabilities.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe::imap {

namespace {

/// TEXT-CHAR = CHAR except CR and LF; CHAR = %x01-7F (RFC 9051 §9).
bool is_text_char(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte != 0 && byte < 0x80 && c != '\r' && c != '\n';
}

}  // namespace

ArgumentForm form_of(std::string_view value, const std::vector<std::string>& capabilities) {
  if (value.size() <= k_longest_quoted && std::all_of(value.begin(), value.end(), is_text_char)) {
    return ArgumentForm::quoted;
  }
  const bool may_follow_at_once =
      offers(capabilities, "LITERAL+") || (offers(capabilities, "LITERAL-") && value.size() <= k_longest_literal_minus);
  return may_follow_at_once ? ArgumentForm::non_synchronising_literal : ArgumentForm::synchronising_literal;
}

Secret quoted(std::string_view value) {
  Secret out{"\""};
  for (const char& c : value) {
    if (c == '"' || c == '\\') {
      out.append("\\");
    }
    out.append(std::string_view(&c, 1));
  }
  return out.append("\"");
}

std::string literal_header(std::size_t size, ArgumentForm form) {
  return fmt::format("{{{}{}}}\r\n", size, form == ArgumentForm::non_synchronising_literal ? "+" : "");
}

}  // namespace pecprobe::imap
