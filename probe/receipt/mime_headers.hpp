// The header section of a message or of one of its parts, read by GMime.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

enum class TransferEncoding { identity, base64, quoted_printable };

struct MimeField {
  std::string name;   // lower case
  std::string value;  // unfolded, encoded words decoded (RFC 2047)
};

struct MimeHeaders {
  std::vector<MimeField> fields;  // in their order, repeated ones too
  std::string type;               // "multipart/signed", lower case; text/plain where nothing is said (RFC 2045 §5.2)
  std::string boundary;
  std::string file_name;  // of Content-Disposition, else the name of Content-Type
  TransferEncoding encoding = TransferEncoding::identity;

  /// How often `name` (in lower case) stands there.
  [[nodiscard]] std::size_t count(std::string_view name) const noexcept;
  /// The first one's value without blanks around it; empty where there is none.
  [[nodiscard]] std::string_view value(std::string_view name) const noexcept;
};

/// `section` without the empty line that ends it; any bytes.
[[nodiscard]] MimeHeaders parse_mime_headers(std::string_view section);

/// The mail addresses of an address header's value, without names and groups.
[[nodiscard]] std::vector<std::string> mail_addresses(std::string_view value);

/// `body` without its transfer encoding. Characters that do not belong there are passed over (RFC 2045 §6.8).
[[nodiscard]] std::string decoded(std::string_view body, TransferEncoding encoding);

}  // namespace pecprobe
