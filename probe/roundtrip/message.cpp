#include "probe/roundtrip/message.hpp"

#include "protocols/base/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace pecprobe {

namespace {

constexpr std::array k_types = {ReceiptType::complete, ReceiptType::brief, ReceiptType::short_form};

/// RFC 5322 §3.3, in English whatever the locale is.
std::string mail_date(std::chrono::sys_seconds now) {
  constexpr std::array k_days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array k_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{now - day};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", k_days[std::chrono::weekday{day}.c_encoding()],
                     static_cast<unsigned>(date.day()), k_months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

}  // namespace

std::string_view to_string(ReceiptType type) noexcept {
  switch (type) {
    case ReceiptType::complete: return "completa";
    case ReceiptType::brief: return "breve";
    case ReceiptType::short_form: return "sintetica";
  }
  return "";
}

std::optional<ReceiptType> parse_receipt_type(std::string_view word) noexcept {
  for (const ReceiptType type : k_types) {
    if (iequals(word, to_string(type))) {
      return type;
    }
  }
  return std::nullopt;
}

std::string random_token() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("OpenSSL has no random bytes");
  }
  std::string token;
  for (const unsigned char byte : bytes) {
    token += fmt::format("{:02x}", byte);
  }
  return token;
}

RoundtripMessage compose(std::string_view sender, std::string_view recipient, ReceiptType type,
                         const std::string& token, std::chrono::sys_seconds now) {
  RoundtripMessage message;
  message.token = token;
  message.message_id = fmt::format("pecprobe.{}@{}", token, sender.substr(sender.rfind('@') + 1));
  message.subject = fmt::format("Prova PEC {}", token);
  message.text = fmt::format(
      "Date: {}\r\nFrom: <{}>\r\nTo: <{}>\r\nSubject: {}\r\nMessage-ID: <{}>\r\nX-TipoRicevuta: {}\r\n"
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
      "Messaggio di prova di pecprobe: verifica che questa casella spedisca e riceva.\r\n"
      "Non richiede risposta.\r\n\r\n"
      "A test message of pecprobe: it verifies that this mailbox sends and receives.\r\n"
      "No answer is needed.\r\n",
      mail_date(now), sender, recipient, message.subject, message.message_id, to_string(type));
  return message;
}

}  // namespace pecprobe
