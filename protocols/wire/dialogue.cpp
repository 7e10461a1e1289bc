#include "protocols/wire/dialogue.hpp"

#include "protocols/base/text.hpp"

namespace pecprobe {

Outgoing plain_command(std::string_view line) { return {Secret{line}.append("\r\n"), std::string(line)}; }

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
  if (istarts_with(bytes, "* OK") || istarts_with(bytes, "* PREAUTH") || istarts_with(bytes, "* BYE")) {
    return Lookalike::imap;
  }
  if (istarts_with(bytes, "+OK") || istarts_with(bytes, "-ERR")) {
    return Lookalike::pop3;
  }
  const bool has_reply_code =
      bytes.size() >= 4 && parse_number(bytes.substr(0, 3)) && (bytes[3] == ' ' || bytes[3] == '-');
  if (has_reply_code) {
    return icontains(bytes, "FTP") ? Lookalike::ftp : Lookalike::smtp;
  }
  return Lookalike::unknown;
}

}  // namespace pecprobe
