// daticert.xml: what the provider certifies, in a form for programs (RFC 6109 §4.4).
#pragma once

#include <tl/expected.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

inline constexpr std::size_t k_max_certification = std::size_t{1024} * 1024;  // bytes
inline constexpr std::size_t k_max_recipients = 1000;                         // providers take 50 to 500

struct CertifiedRecipient {
  std::string address;
  std::string kind;  // "certificato", "esterno"

  bool operator==(const CertifiedRecipient&) const = default;
};

/// Texts as they stand there, without blanks around them; empty where an element is missing.
struct Certification {
  std::string kind;   // @tipo
  std::string error;  // @errore
  std::string sender;
  std::vector<CertifiedRecipient> recipients;
  std::string reply_to;
  std::string subject;
  std::string provider;  // gestore-emittente
  std::optional<std::chrono::sys_seconds> at;
  std::string identifier;
  std::string message_id;    // of the message that it is about; seen missing: Poste 2012
  std::string receipt_type;  // completa, breve, sintetica
  std::string delivered_to;
  std::string error_detail;

  bool operator==(const Certification&) const = default;
};

enum class CertificationProblem { too_large, not_xml, declares_a_document_type, not_postacert, too_many_recipients };
[[nodiscard]] std::string_view to_string(CertificationProblem problem) noexcept;

/// No entity but XML's five is replaced, and a document that could declare some is refused. A msgid whose angle
/// brackets are not escaped is read all the same.
[[nodiscard]] tl::expected<Certification, CertificationProblem> parse_certification(std::string_view xml);

}  // namespace pecprobe
