// What a person pasted, read as a line of a mail server.
#pragma once

#include "protocols/base/endpoint.hpp"
#include "protocols/wire/step.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace pecprobe {

struct PastedLine {
  Protocol protocol = Protocol::imap;
  std::string line;  // without tag and line end; several lines of an SMTP reply are parted by CRLF

  bool operator==(const PastedLine&) const = default;
};

/// The server's line in `text`: as it stands, behind a tag (`a2 NO …`), or behind the words of a mail program that
/// quotes it (`The server responded: 535 …`). With `protocol` only a line of that protocol counts. Nothing when no part
/// of it has the shape of one (RFC 9051 §7.1, RFC 1939 §3, RFC 5321 §4.2).
[[nodiscard]] std::optional<PastedLine> find_server_line(std::string_view text, std::optional<Protocol> protocol);

}  // namespace pecprobe
