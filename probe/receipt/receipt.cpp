#include "probe/receipt/receipt.hpp"

#include "probe/receipt/consistency.hpp"
#include "probe/receipt/mime_part.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

FindingCode finding_of(MimeProblem problem) noexcept {
  switch (problem) {
    case MimeProblem::headers_too_large: return FindingCode::message_unreadable;
    case MimeProblem::too_deep: return FindingCode::nested_too_deep;
    case MimeProblem::too_many_parts: return FindingCode::too_many_parts;
  }
  return FindingCode::message_unreadable;
}

ReceiptHeaders receipt_headers(const MimeHeaders& fields) {
  ReceiptHeaders headers;
  const std::vector<std::string> senders = mail_addresses(fields.value("from"));
  headers.from = fields.count("from") == 1 && senders.size() == 1 ? senders.front() : std::string{};
  headers.to = mail_addresses(fields.value("to"));
  headers.subject = fields.value("subject");
  headers.date = fields.value("date");
  headers.message_id = fields.value("message-id");
  headers.reference = fields.value("x-riferimento-message-id");
  headers.receipt = fields.value("x-ricevuta");
  headers.transport = fields.value("x-trasporto");
  headers.receipt_type = fields.value("x-tiporicevuta");
  return headers;
}

std::vector<Finding> header_findings(const MimeHeaders& fields, const ReceiptHeaders& headers) {
  std::vector<Finding> findings;
  for (const char* name : {"x-ricevuta", "x-trasporto", "x-riferimento-message-id", "from", "content-type"}) {
    if (fields.count(name) > 1) {
      findings.push_back({FindingCode::header_repeated, name});
    }
  }
  if (!headers.receipt.empty() && !headers.transport.empty()) {
    findings.push_back({FindingCode::header_repeated, "x-ricevuta / x-trasporto"});
  }
  if (headers.from.empty()) {
    findings.push_back({FindingCode::sender_unclear, std::string(fields.value("from"))});
  }
  return findings;
}

/// A clear-signed message: exactly what was signed, and its signature (RFC 1847 §2.1, RFC 8551 §3.5.3).
struct SignedParts {
  MimePart content;
  MimePart signature;
};

bool is_signature(const MimePart& part) {
  return part.headers.type == "application/pkcs7-signature" || part.headers.type == "application/x-pkcs7-signature";
}

tl::expected<std::optional<SignedParts>, MimeProblem> signed_parts(const MimePart& message) {
  if (message.headers.type != "multipart/signed") {
    return std::nullopt;
  }
  auto parts = parts_of(message);
  if (!parts) {
    return tl::unexpected(parts.error());
  }
  return parts->size() == 2 && is_signature(parts->back())
             ? std::optional(SignedParts{std::move(parts->front()), std::move(parts->back())})
             : std::nullopt;
}

bool is_xml(const MimePart& part) {
  return part.headers.type == "application/xml" || part.headers.type == "text/xml" ||
         ascii_lower(part.headers.file_name).ends_with(".xml");
}

bool names_a_receipt(const MimeHeaders& headers) {
  return headers.count("x-ricevuta") + headers.count("x-trasporto") > 0;
}

/// Somebody passed a receipt on as an attachment: the sentence that helps is which file to save.
bool has_receipt_inside(const std::vector<MimePart>& leaves) {
  return std::any_of(leaves.begin(), leaves.end(), [](const MimePart& leaf) {
    const auto inside = leaf.headers.type == "message/rfc822" ? read_part(leaf.body) : tl::unexpected(MimeProblem{});
    return inside && names_a_receipt(inside->headers);
  });
}

/// Lines ended by LF alone made into those that were signed (RFC 8551 §3.1.1): programs save messages either way.
std::string with_restored_line_ends(std::string_view content) {
  std::string restored;
  restored.reserve(content.size() + content.size() / 32);
  char before = '\0';
  for (const char c : content) {
    if (c == '\n' && before != '\r') {
      restored += '\r';
    }
    restored += c;
    before = c;
  }
  return restored;
}

bool finds(const std::vector<Finding>& findings, FindingCode code) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) { return finding.code == code; });
}

/// Puts the receipt together step by step.
class Verification {
 public:
  Verification(X509_STORE* authorities, std::chrono::sys_seconds now) : m_authorities(authorities), m_now(now) {}

  Receipt run(std::string_view bytes) {
    if (bytes.size() > k_max_receipt) {
      note(FindingCode::message_too_large);
      return std::move(m_receipt);
    }
    const auto message = read_part(bytes);
    if (!message || message->headers.fields.empty()) {
      note(message ? FindingCode::message_unreadable : finding_of(message.error()));
      return std::move(m_receipt);
    }
    m_receipt.headers = receipt_headers(message->headers);
    const auto parts = signed_parts(*message);
    const auto leaves = parts ? leaves_of(*parts ? (*parts)->content : *message) : tl::unexpected(parts.error());
    if (!leaves) {
      note(finding_of(leaves.error()));
      return std::move(m_receipt);
    }
    recognise(*leaves);
    if (m_receipt.kind == ReceiptKind::none && !finds(m_receipt.findings, FindingCode::kind_unknown)) {
      note(FindingCode::not_a_receipt);
      if (has_receipt_inside(*leaves)) {
        note(FindingCode::receipt_inside);
      }
      return std::move(m_receipt);
    }
    append(header_findings(message->headers, m_receipt.headers));
    read_certification(*leaves);
    verify_signature(*parts);
    return std::move(m_receipt);
  }

 private:
  void note(FindingCode code, std::string detail = {}) { m_receipt.findings.push_back({code, std::move(detail)}); }
  void append(std::vector<Finding> findings) {
    std::move(findings.begin(), findings.end(), std::back_inserter(m_receipt.findings));
  }

  /// Top-level headers alone say what it is; European evidence says it in its own part.
  void recognise(const std::vector<MimePart>& leaves) {
    const ReceiptHeaders& headers = m_receipt.headers;
    if (!headers.receipt.empty() || !headers.transport.empty()) {
      const auto kind =
          headers.receipt.empty() ? kind_of_transport(headers.transport) : kind_of_receipt(headers.receipt);
      m_receipt.kind = kind.value_or(ReceiptKind::none);
      if (!kind) {
        note(FindingCode::kind_unknown, headers.receipt.empty() ? headers.transport : headers.receipt);
      }
      return;
    }
    for (const MimePart& leaf : leaves) {
      const auto evidence = is_xml(leaf) && leaf.body.size() <= 2 * k_max_certification
                                ? parse_rem_evidence(decoded(leaf.body, leaf.headers.encoding))
                                : std::nullopt;
      if (evidence) {
        m_receipt.kind = ReceiptKind::rem;
        m_receipt.rem.push_back(*evidence);
        note(FindingCode::rem_not_verified, evidence->event);
      }
    }
  }

  void read_certification(const std::vector<MimePart>& leaves) {
    std::vector<const MimePart*> found;
    for (const MimePart& leaf : leaves) {
      if (iequals(leaf.headers.file_name, "daticert.xml")) {
        found.push_back(&leaf);
      }
    }
    if (found.empty()) {
      // An anomaly envelope certifies nothing (RFC 6109 §3.2.2); European evidence has its own form.
      if (m_receipt.kind != ReceiptKind::anomaly && m_receipt.kind != ReceiptKind::rem) {
        note(FindingCode::certification_missing);
      }
      return;
    }
    if (found.size() > 1) {
      note(FindingCode::certification_repeated, std::to_string(found.size()));
      return;
    }
    const MimePart& part = *found.front();
    const auto parsed = part.body.size() > 2 * k_max_certification
                            ? tl::unexpected(CertificationProblem::too_large)
                            : parse_certification(decoded(part.body, part.headers.encoding));
    if (!parsed) {
      note(FindingCode::certification_unreadable, std::string(to_string(parsed.error())));
      return;
    }
    append(consistency_findings(m_receipt, *parsed));
    m_receipt.certification = *parsed;
  }

  void verify_signature(const std::optional<SignedParts>& parts) {
    if (!parts) {
      note(FindingCode::not_signed);
      return;
    }
    if (parts->signature.body.size() > 2 * k_max_signature) {
      note(FindingCode::signature_unreadable);
      return;
    }
    const std::string cms = decoded(parts->signature.body, parts->signature.headers.encoding);
    SignatureDemand demand{parts->content.bytes, m_receipt.headers.from, m_authorities, m_now};
    demand.certified_at = m_receipt.certification ? m_receipt.certification->at : std::nullopt;
    SignatureCheck check = check_signature(cms, demand);
    if (finds(check.findings, FindingCode::content_altered)) {
      const std::string restored = with_restored_line_ends(parts->content.bytes);
      demand.content = restored;
      SignatureCheck again = restored == parts->content.bytes ? check : check_signature(cms, demand);
      if (!finds(again.findings, FindingCode::content_altered)) {
        check = std::move(again);
        check.findings.push_back({FindingCode::line_ends_restored, {}});
      }
    }
    if (!finds(check.findings, FindingCode::signature_unreadable)) {
      m_receipt.signature = std::move(check.signature);
    }
    append(std::move(check.findings));
  }

  X509_STORE* m_authorities;
  std::chrono::sys_seconds m_now;
  Receipt m_receipt;
};

ReceiptVerdict verdict_of(FindingWeight weight) noexcept {
  switch (weight) {
    case FindingWeight::remark: return ReceiptVerdict::holds;
    case FindingWeight::unverified: return ReceiptVerdict::unverified;
    case FindingWeight::not_a_receipt: return ReceiptVerdict::not_a_receipt;
    case FindingWeight::fault: return ReceiptVerdict::does_not_hold;
    case FindingWeight::unreadable: return ReceiptVerdict::unreadable;
  }
  return ReceiptVerdict::unreadable;
}

}  // namespace

std::string_view to_string(ReceiptVerdict verdict) noexcept {
  switch (verdict) {
    case ReceiptVerdict::holds: return "holds";
    case ReceiptVerdict::unverified: return "unverified";
    case ReceiptVerdict::does_not_hold: return "does_not_hold";
    case ReceiptVerdict::not_a_receipt: return "not_a_receipt";
    case ReceiptVerdict::unreadable: return "unreadable";
  }
  return "unreadable";
}

ReceiptVerdict Receipt::verdict() const noexcept {
  FindingWeight gravest = FindingWeight::remark;
  for (const Finding& finding : findings) {
    gravest = std::max(gravest, info(finding.code).weight);
  }
  return verdict_of(gravest);
}

Receipt verify_receipt(std::string_view message, X509_STORE* authorities, std::chrono::sys_seconds now) {
  return Verification(authorities, now).run(message);
}

}  // namespace pecprobe
