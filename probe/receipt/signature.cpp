#include "probe/receipt/signature.hpp"

#include "probe/receipt/signer_chain.hpp"
#include "protocols/base/text.hpp"
#include "protocols/net/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <limits>
#include <memory>

namespace pecprobe {

namespace {

template <auto Function>
struct Free {
  template <typename T>
  void operator()(T* object) const noexcept {
    Function(object);
  }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Free<CMS_ContentInfo_free>>;

struct FreeAddresses {
  void operator()(STACK_OF(OPENSSL_STRING) * addresses) const noexcept { X509_email_free(addresses); }
};

/// A view of `bytes` for OpenSSL.
Bio reader_of(std::string_view bytes) {
  return bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())
             ? nullptr
             : Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

Cms read_cms(std::string_view bytes) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  if (bytes.size() > k_max_signature) {
    return nullptr;
  }
  Cms cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(bytes.size())));
  return cms && OBJ_obj2nid(CMS_get0_type(cms.get())) == NID_pkcs7_signed ? std::move(cms) : nullptr;
}

std::vector<std::string> addresses_of(X509* certificate) {
  const std::unique_ptr<STACK_OF(OPENSSL_STRING), FreeAddresses> found(X509_get1_email(certificate));
  std::vector<std::string> addresses;
  for (int i = 0; found && i < sk_OPENSSL_STRING_num(found.get()); ++i) {
    addresses.emplace_back(sk_OPENSSL_STRING_value(found.get(), i));
  }
  return addresses;
}

int digest_of(CMS_SignerInfo* signer) {
  X509_ALGOR* digest = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, digest);
  return OBJ_obj2nid(object);
}

std::optional<std::chrono::sys_seconds> signing_time(CMS_SignerInfo* signer) {
  const int at = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
  X509_ATTRIBUTE* attribute = at < 0 ? nullptr : CMS_signed_get_attr(signer, at);
  const ASN1_TYPE* value = attribute == nullptr ? nullptr : X509_ATTRIBUTE_get0_type(attribute, 0);
  if (value == nullptr || (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME)) {
    return std::nullopt;
  }
  const ASN1_TIME* time = value->type == V_ASN1_UTCTIME ? value->value.utctime : value->value.generalizedtime;
  return ASN1_TIME_check(time) == 1 ? std::optional(certificate_time(time)) : std::nullopt;
}

std::optional<FindingCode> verdict_on_digest(int digest) {
  switch (digest) {
    case NID_sha224:
    case NID_sha256:
    case NID_sha384:
    case NID_sha512:
    case NID_sha3_256:
    case NID_sha3_384:
    case NID_sha3_512: return std::nullopt;
    case NID_sha1: return FindingCode::digest_sha1;
    default: return FindingCode::digest_too_weak;
  }
}

/// Whether the one signer's key signed exactly this content; the certificate behind the key is another matter.
std::optional<FindingCode> verdict_on_content(CMS_ContentInfo* cms, std::string_view content) {
  const Bio reader = reader_of(content);
  if (!reader) {
    return FindingCode::message_too_large;
  }
  ERR_clear_error();
  const int holds =
      CMS_verify(cms, nullptr, nullptr, reader.get(), nullptr, CMS_BINARY | CMS_DETACHED | CMS_NO_SIGNER_CERT_VERIFY);
  const int reason = ERR_GET_REASON(ERR_peek_error());
  ERR_clear_error();
  if (holds == 1) {
    return std::nullopt;
  }
  return reason == CMS_R_SIGNER_CERTIFICATE_NOT_FOUND ? FindingCode::signer_certificate_missing
                                                      : FindingCode::content_altered;
}

/// Looks at signature, signer and chain one after the other.
class Examination {
 public:
  Examination(CMS_ContentInfo* cms, const SignatureDemand& demand) : m_cms(cms), m_demand(demand) {}

  SignatureCheck run() {
    STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(m_cms);
    const int count = signers == nullptr ? 0 : sk_CMS_SignerInfo_num(signers);
    if (count != 1) {
      note(count == 0 ? FindingCode::not_signed : FindingCode::several_signers, std::to_string(count));
      return std::move(m_check);
    }
    CMS_SignerInfo* signer = sk_CMS_SignerInfo_value(signers, 0);
    look_at_digest(signer);
    if (const auto fault = verdict_on_content(m_cms, m_demand.content)) {
      note(*fault);
    }
    X509* certificate = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, &certificate, nullptr, nullptr);
    if (certificate != nullptr) {
      look_at_signer(certificate);
    }
    return std::move(m_check);
  }

 private:
  void note(FindingCode code, std::string detail = {}) { m_check.findings.push_back({code, std::move(detail)}); }

  void look_at_digest(CMS_SignerInfo* signer) {
    const int digest = digest_of(signer);
    const char* name = OBJ_nid2sn(digest);
    m_check.signature.digest = name == nullptr ? "" : name;
    m_check.signature.signed_at = signing_time(signer);
    if (const auto code = verdict_on_digest(digest)) {
      note(*code, m_check.signature.digest);
    }
    if (m_check.signature.signed_at > m_demand.now + std::chrono::days{1}) {  // a clock may be wrong by a zone
      note(FindingCode::signed_in_the_future);
    }
  }

  void look_at_signer(X509* certificate) {
    Signature& signature = m_check.signature;
    signature.signer = certificate_facts(certificate);
    signature.signer_addresses = addresses_of(certificate);
    const bool is_sender = std::any_of(signature.signer_addresses.begin(), signature.signer_addresses.end(),
                                       [&](const std::string& address) { return iequals(address, m_demand.sender); });
    if (!m_demand.sender.empty() && !is_sender) {
      note(FindingCode::signer_is_not_sender,
           signature.signer_addresses.empty() ? signature.signer->subject : signature.signer_addresses.front());
    }
    const auto at = signature.signed_at.value_or(m_demand.certified_at.value_or(m_demand.now));
    const std::vector<FindingCode> faults = chain_faults(m_cms, certificate, m_demand.authorities, at);
    for (const FindingCode fault : faults) {
      note(fault, fault == FindingCode::signer_not_trusted ? signature.signer->issuer : signature.signer->subject);
    }
    if (signature.signer->not_after < m_demand.now && faults.empty()) {
      note(FindingCode::signer_expired_since);
    }
  }

  CMS_ContentInfo* m_cms;
  const SignatureDemand& m_demand;
  SignatureCheck m_check;
};

}  // namespace

SignatureCheck check_signature(std::string_view cms, const SignatureDemand& demand) {
  const Cms read = read_cms(cms);
  ERR_clear_error();
  if (!read) {
    return {{}, {{FindingCode::signature_unreadable, {}}}};
  }
  return Examination(read.get(), demand).run();
}

}  // namespace pecprobe
