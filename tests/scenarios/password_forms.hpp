// Every form in which a password could stand in an output by accident.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

struct PasswordForm {
  std::string name;
  std::string bytes;
};

/// Raw, as IMAP, JSON, HTML and XML quote it, percent-encoded, quoted-printable, hexadecimal, and base64: alone, of
/// UTF-16, inside the response of PLAIN, and what every longer base64 text that holds it has in common. Made with the
/// fixtures' own encoders, none of the client's.
[[nodiscard]] std::vector<PasswordForm> forms_of_password(std::string_view password, std::string_view login);

/// The same of a response that was sent: the line itself, the digest of CRAM-MD5, the proof of SCRAM. None where the
/// response tells the user name alone.
[[nodiscard]] std::vector<PasswordForm> forms_of_response(const std::string& response, std::string_view login);

}  // namespace pecprobe::test
