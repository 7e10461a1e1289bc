// The one PEC of a round trip: small, without attachments, and marked so that what answers it can be told.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pecprobe {

/// What a receipt of delivery holds of the message: all of it, digests of its attachments, nothing (RFC 6109 §3.3.2).
enum class ReceiptType { complete, brief, short_form };
/// The value of X-TipoRicevuta: "completa", "breve", "sintetica".
[[nodiscard]] std::string_view to_string(ReceiptType type) noexcept;
/// ASCII case ignored; nothing for any other word.
[[nodiscard]] std::optional<ReceiptType> parse_receipt_type(std::string_view word) noexcept;

struct RoundtripMessage {
  std::string token;       // 32 hexadecimal digits, 128 random bits: nobody else can have written them
  std::string message_id;  // without angle brackets
  std::string subject;
  std::string text;  // the whole message, CRLF, ASCII
};

/// From OpenSSL's generator; throws std::runtime_error where it has no randomness.
[[nodiscard]] std::string random_token();

/// Preconditions: both are ASCII mail addresses without control characters and angle brackets.
[[nodiscard]] RoundtripMessage compose(std::string_view sender, std::string_view recipient, ReceiptType type,
                                       const std::string& token, std::chrono::sys_seconds now);

}  // namespace pecprobe
