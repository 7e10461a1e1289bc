// What kinds of messages a provider of certified mail signs.
#pragma once

#include <optional>
#include <string_view>

namespace pecprobe {

enum class ReceiptKind {
  acceptance,
  non_acceptance,
  taken_in_charge,
  delivery,
  delivery_warning,  // not delivered within 12 hours
  delivery_error,
  virus,
  envelope,  // the message itself as the recipient gets it
  anomaly,   // ordinary mail, handed on in an envelope
  rem,       // evidence of European registered mail
  none,
};
[[nodiscard]] std::string_view to_string(ReceiptKind kind) noexcept;

/// Of a value of `X-Ricevuta`, ASCII case ignored (RFC 6109 §3; seen: every provider). "mancata-consegna" is none: the
/// header of that notice says "errore-consegna".
[[nodiscard]] std::optional<ReceiptKind> kind_of_receipt(std::string_view value) noexcept;
/// Of a value of `X-Trasporto`.
[[nodiscard]] std::optional<ReceiptKind> kind_of_transport(std::string_view value) noexcept;
/// Of the attribute `tipo` of daticert.xml.
[[nodiscard]] std::optional<ReceiptKind> kind_of_certification(std::string_view value) noexcept;

/// Whether it says that the message did not get through.
[[nodiscard]] bool tells_failure(ReceiptKind kind) noexcept;

}  // namespace pecprobe
