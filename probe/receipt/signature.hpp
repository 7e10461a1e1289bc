// The S/MIME signature of a receipt, verified by OpenSSL (RFC 5652, RFC 8551).
#pragma once

#include "probe/receipt/finding.hpp"
#include "protocols/net/trust_store.hpp"
#include "protocols/wire/tls_facts.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

inline constexpr std::size_t k_max_signature = std::size_t{1024} * 1024;  // bytes; with its chain it has about 6,000

struct Signature {
  std::string digest;  // "SHA256", OpenSSL's short name
  std::optional<CertificateFacts> signer;
  std::vector<std::string> signer_addresses;  // mail addresses of the certificate
  std::optional<std::chrono::sys_seconds> signed_at;

  bool operator==(const Signature& other) const = default;
};

/// What a signature is held against.
struct SignatureDemand {
  std::string_view content;                                // byte for byte as it was signed
  std::string_view sender;                                 // the address in From; empty: not known
  X509_STORE* authorities;                                 // that may stand behind the signer; not null
  std::chrono::sys_seconds now{};                          // nothing can be signed later
  std::optional<std::chrono::sys_seconds> certified_at{};  // where the signature itself does not say when
};

struct SignatureCheck {
  Signature signature;
  std::vector<Finding> findings;
};

/// `cms` is the content of smime.p7s. The chain is verified as of the time of signing, since receipts are kept for
/// longer than certificates last; whoever signed said that time. Nothing is looked up, revocation neither. Old digests
/// are named and not refused, MD5 and older ones are.
[[nodiscard]] SignatureCheck check_signature(std::string_view cms, const SignatureDemand& demand);

}  // namespace pecprobe
