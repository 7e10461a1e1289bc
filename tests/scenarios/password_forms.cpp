#include "tests/scenarios/password_forms.hpp"

#include "fixtures/mock/mail/encoding.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace pecprobe::test {

namespace {

using pecmock::to_base64;
using pecmock::to_hexadecimal;

std::string replaced(std::string_view text, const std::vector<std::pair<char, std::string_view>>& replacements) {
  std::string out;
  for (const char c : text) {
    const auto found =
        std::find_if(replacements.begin(), replacements.end(), [c](const auto& pair) { return pair.first == c; });
    out += found == replacements.end() ? std::string(1, c) : std::string(found->second);
  }
  return out;
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

/// Letters and digits and what is in `plain` stay, every other byte is written in `format`.
std::string escaped(std::string_view text, std::string_view plain, const char* format) {
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          plain.find(c) != std::string_view::npos;
    out += is_plain ? std::string(1, c) : fmt::format(fmt::runtime(format), static_cast<unsigned char>(c));
  }
  return out;
}

/// The units of ASCII text in UTF-16, little-endian.
std::string utf16(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += {c, '\0'};
  }
  return out;
}

/// The characters of a base64 text that only bytes of the password shape, when `lead` other bytes stand before it.
std::string base64_inside(std::string_view password, std::size_t lead) {
  const std::string encoded = to_base64(std::string(lead, 'x').append(password));
  const std::size_t first = (lead * 8 + 5) / 6;
  const std::size_t end = (lead + password.size()) * 8 / 6;
  return encoded.substr(first, end - first);
}

/// As a JSON string holds it, without the quotes around it.
std::string json_escaped(std::string_view text) {
  std::string quoted = nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

std::vector<PasswordForm> forms_of_password(std::string_view password, std::string_view login) {
  const std::string raw(password);
  const std::string user(login);
  const std::string nul(1, '\0');
  std::vector<PasswordForm> forms = {
      {"raw", raw},
      {"quoted", replaced(raw, {{'"', "\\\""}, {'\\', "\\\\"}})},
      {"JSON", json_escaped(raw)},
      {"HTML", replaced(raw, {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}})},
      {"XML", replaced(raw, {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}})},
      {"CSV", replaced(raw, {{'"', "\"\""}})},
      {"XML with quotes", replaced(raw, {{'&', "&amp;"}, {'<', "&lt;"}, {'"', "&quot;"}, {'\'', "&apos;"}})},
      {"percent-encoded", escaped(raw, "-._~", "%{:02X}")},
      {"percent-encoded, small letters", escaped(raw, "-._~", "%{:02x}")},
      {"percent-encoded path", escaped(raw, "-._~/", "%{:02X}")},
      {"quoted-printable", escaped(raw, " !\"#$%&'()*+,-./:;<>?@[\\]^_`{|}~", "={:02X}")},
      {"hexadecimal", to_hexadecimal(raw)},
      {"hexadecimal, capital letters", upper(to_hexadecimal(raw))},
      {"base64", to_base64(raw)},
      {"response of PLAIN", to_base64(nul + user + nul + raw)},
      {"response of PLAIN that names the user twice", to_base64(user + nul + user + nul + raw)},
  };
  const bool is_ascii =
      std::none_of(raw.begin(), raw.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (is_ascii) {
    forms.push_back({"JSON for HTML", escaped(raw, " !#$%()*+,-.:;=?@[]^_`{|}~", "\\u{:04X}")});
    forms.push_back({"numeric entities", escaped(raw, " !#$%()*+,-./:;=?@[\\]^_`{|}~", "&#{};")});
    forms.push_back({"hexadecimal entities", escaped(raw, " !#$%()*+,-./:;=?@[\\]^_`{|}~", "&#x{:X};")});
    forms.push_back({"base64 of UTF-16", to_base64(utf16(raw))});
  }
  for (const std::size_t lead : {0U, 1U, 2U}) {
    const std::string inside = base64_inside(raw, lead);
    forms.push_back({"inside base64", inside});
    forms.push_back({"inside base64 for URLs", replaced(inside, {{'+', "-"}, {'/', "_"}})});
  }
  return forms;
}

std::vector<PasswordForm> forms_of_response(const std::string& response, std::string_view login) {
  const auto message = pecmock::from_base64(response);
  const bool tells_name_alone = message && (*message == login || message->starts_with("n,,"));
  if (response.empty() || !message || message->empty() || tells_name_alone) {
    return {};
  }
  std::vector<PasswordForm> forms = {{"a response that was sent", response}};
  if (const auto proof = message->find(",p="); proof != std::string::npos) {
    forms.push_back({"the proof of SCRAM", message->substr(proof + 3)});  // RFC 5802 §5.1
  } else if (message->starts_with(std::string(login) + " ")) {
    forms.push_back({"the digest of CRAM-MD5", message->substr(login.size() + 1)});  // RFC 2195 §2
  }
  return forms;
}

}  // namespace pecprobe::test
