#include "protocols/wire/dialogue.hpp"

#include "protocols/base/text.hpp"

namespace pecprobe {

namespace {

/// True when `word` stands at the front and ends there: `+OKnotreally` is no `+OK`.
bool begins_with_word(std::string_view bytes, std::string_view word) noexcept {
  return istarts_with(bytes, word) && (bytes.size() == word.size() ||
                                       std::string_view{" \t\r\n"}.find(bytes[word.size()]) != std::string_view::npos);
}

}  // namespace

Outgoing plain_command(std::string_view line) { return {Secret{line}.append("\r\n"), std::string(line)}; }

Stop stop_of(ConnectionEnd end) noexcept {
  switch (end) {
    case ConnectionEnd::closed: return Stop::closed;
    case ConnectionEnd::reset: return Stop::reset;
    case ConnectionEnd::timed_out: return Stop::timed_out;
    case ConnectionEnd::tls_failed: return Stop::tls_failed;
    case ConnectionEnd::cancelled: return Stop::cancelled;
  }
  return Stop::closed;
}

Lookalike recognise_greeting(std::string_view bytes) noexcept {
  if (bytes.size() >= 2 && bytes[0] >= 0x14 && bytes[0] <= 0x17 && bytes[1] == 0x03) {
    return Lookalike::tls;  // a TLS record: content type, then major version 3 (RFC 8446 §5.1)
  }
  if (istarts_with(bytes, "HTTP/") || istarts_with(bytes, "<!DOCTYPE") || istarts_with(bytes, "<html")) {
    return Lookalike::http;
  }
  if (bytes.starts_with("SSH-")) {
    return Lookalike::ssh;  // RFC 4253 §4.2
  }
  if (begins_with_word(bytes, "* OK") || begins_with_word(bytes, "* PREAUTH") || begins_with_word(bytes, "* BYE")) {
    return Lookalike::imap;
  }
  if (begins_with_word(bytes, "+OK") || begins_with_word(bytes, "-ERR")) {
    return Lookalike::pop3;
  }
  const bool has_reply_code =
      bytes.size() >= 4 && parse_number(bytes.substr(0, 3)) && (bytes[3] == ' ' || bytes[3] == '-');
  if (has_reply_code) {
    const bool is_ftp = icontains(bytes, "FTP") && !icontains(bytes, "SMTP");  // a mail host may be called ftp
    return is_ftp ? Lookalike::ftp : Lookalike::smtp;
  }
  return Lookalike::unknown;
}

}  // namespace pecprobe
