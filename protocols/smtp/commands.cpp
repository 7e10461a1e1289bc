#include "protocols/smtp/commands.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe::smtp {

bool is_one_word(std::string_view word) noexcept {
  return !word.empty() && !has_control_characters(word) && word.find(' ') == std::string_view::npos;
}

bool fits_a_path(std::string_view address) noexcept {
  return !has_control_characters(address) && address.find_first_of("<>") == std::string_view::npos;
}

bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Outgoing mail_command(std::string_view sender, AddressForm form) {
  return plain_command(fmt::format("MAIL FROM:<{}>{}", sender, form == AddressForm::utf8 ? " SMTPUTF8" : ""));
}

Outgoing rcpt_command(std::string_view recipient) { return plain_command(fmt::format("RCPT TO:<{}>", recipient)); }

}  // namespace pecprobe::smtp
