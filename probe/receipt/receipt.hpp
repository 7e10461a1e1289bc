// Verifies a saved receipt or envelope of certified mail: everything that can be said of it from its bytes.
#pragma once

#include "probe/receipt/certification.hpp"
#include "probe/receipt/finding.hpp"
#include "probe/receipt/receipt_kind.hpp"
#include "probe/receipt/rem_evidence.hpp"
#include "probe/receipt/signature.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// A complete receipt holds the message, of up to 100 MB, once more in base64.
inline constexpr std::size_t k_max_receipt = std::size_t{256} * 1024 * 1024;  // bytes

/// The message's own headers: nobody signed them.
struct ReceiptHeaders {
  std::string from;  // the one address; empty where there is none or several
  std::vector<std::string> to;
  std::string subject;
  std::string date;
  std::string message_id;
  std::string reference;  // X-Riferimento-Message-ID
  std::string receipt;    // X-Ricevuta
  std::string transport;  // X-Trasporto
  std::string receipt_type;

  bool operator==(const ReceiptHeaders&) const = default;
};

enum class ReceiptVerdict { holds, unverified, does_not_hold, not_a_receipt, unreadable };
[[nodiscard]] std::string_view to_string(ReceiptVerdict verdict) noexcept;

struct Receipt {
  ReceiptKind kind = ReceiptKind::none;
  ReceiptHeaders headers;
  std::optional<Certification> certification;
  std::optional<Signature> signature;
  std::vector<RemEvidence> rem;
  std::vector<Finding> findings;

  /// The gravest of the findings.
  [[nodiscard]] ReceiptVerdict verdict() const noexcept;
};

/// Total: any bytes give a result. Only the message's own headers say what it is; an embedded message is never opened.
[[nodiscard]] Receipt verify_receipt(std::string_view message, X509_STORE* authorities, std::chrono::sys_seconds now);

}  // namespace pecprobe
