#include "probe/receipt/receipt_kind.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

struct NamedKind {
  std::string_view name;
  ReceiptKind kind;
};

constexpr std::array k_receipts = {
    NamedKind{"accettazione", ReceiptKind::acceptance},
    NamedKind{"non-accettazione", ReceiptKind::non_acceptance},
    NamedKind{"presa-in-carico", ReceiptKind::taken_in_charge},
    NamedKind{"avvenuta-consegna", ReceiptKind::delivery},
    NamedKind{"preavviso-errore-consegna", ReceiptKind::delivery_warning},
    NamedKind{"errore-consegna", ReceiptKind::delivery_error},
    NamedKind{"rilevazione-virus", ReceiptKind::virus},
};
constexpr NamedKind k_envelope = {"posta-certificata", ReceiptKind::envelope};
constexpr NamedKind k_anomaly = {"errore", ReceiptKind::anomaly};

}  // namespace

std::string_view to_string(ReceiptKind kind) noexcept {
  switch (kind) {
    case ReceiptKind::acceptance: return "acceptance";
    case ReceiptKind::non_acceptance: return "non_acceptance";
    case ReceiptKind::taken_in_charge: return "taken_in_charge";
    case ReceiptKind::delivery: return "delivery";
    case ReceiptKind::delivery_warning: return "delivery_warning";
    case ReceiptKind::delivery_error: return "delivery_error";
    case ReceiptKind::virus: return "virus";
    case ReceiptKind::envelope: return "envelope";
    case ReceiptKind::anomaly: return "anomaly";
    case ReceiptKind::rem: return "rem";
    case ReceiptKind::none: return "none";
  }
  return "none";
}

std::optional<ReceiptKind> kind_of_receipt(std::string_view value) noexcept {
  const auto* found = std::find_if(k_receipts.begin(), k_receipts.end(),
                                   [&](const NamedKind& known) { return iequals(known.name, value); });
  return found == k_receipts.end() ? std::nullopt : std::optional(found->kind);
}

std::optional<ReceiptKind> kind_of_transport(std::string_view value) noexcept {
  if (iequals(value, k_envelope.name)) {
    return k_envelope.kind;
  }
  return iequals(value, k_anomaly.name) ? std::optional(k_anomaly.kind) : std::nullopt;
}

std::optional<ReceiptKind> kind_of_certification(std::string_view value) noexcept {
  return iequals(value, k_envelope.name) ? std::optional(k_envelope.kind) : kind_of_receipt(value);
}

bool tells_failure(ReceiptKind kind) noexcept {
  switch (kind) {
    case ReceiptKind::non_acceptance:
    case ReceiptKind::delivery_warning:
    case ReceiptKind::delivery_error:
    case ReceiptKind::virus: return true;
    case ReceiptKind::acceptance:
    case ReceiptKind::taken_in_charge:
    case ReceiptKind::delivery:
    case ReceiptKind::envelope:
    case ReceiptKind::anomaly:
    case ReceiptKind::rem:
    case ReceiptKind::none: break;
  }
  return false;
}

}  // namespace pecprobe
