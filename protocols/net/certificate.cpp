#include "protocols/net/certificate.hpp"

#include "protocols/net/host_name.hpp"
#include "protocols/net/known_certificates.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

namespace pecprobe {

namespace {

constexpr std::size_t k_max_name = 512;
constexpr int k_max_alternative_names = 64;

template <auto Function>
struct Free {
  template <typename T>
  void operator()(T* object) const noexcept {
    Function(object);
  }
};
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;

std::string name_text(const X509_NAME* name) {
  const Bio bio(BIO_new(BIO_s_mem()));
  // RFC 2253 order and escaping; UTF-8 stays readable, control characters are escaped.
  X509_NAME_print_ex(bio.get(), name, 0, (XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) | ASN1_STRFLGS_ESC_CTRL);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return size > 0 ? std::string(data, std::min(static_cast<std::size_t>(size), k_max_name)) : std::string{};
}

std::string ip_text(const ASN1_OCTET_STRING* address) {
  const unsigned char* bytes = ASN1_STRING_get0_data(address);
  std::string text;
  if (ASN1_STRING_length(address) == 4) {
    for (int i = 0; i < 4; ++i) {
      text += (i == 0 ? "" : ".") + std::to_string(bytes[i]);
    }
    return text;
  }
  if (ASN1_STRING_length(address) == 16) {
    constexpr std::string_view k_digits = "0123456789abcdef";
    for (int i = 0; i < 16; ++i) {
      text += i > 0 && i % 2 == 0 ? ":" : "";
      text += k_digits[bytes[i] >> 4U];
      text += k_digits[bytes[i] & 0xFU];
    }
  }
  return text;
}

struct FreeNames {
  void operator()(GENERAL_NAMES* names) const noexcept { GENERAL_NAMES_free(names); }
};
using Names = std::unique_ptr<GENERAL_NAMES, FreeNames>;

Names alternative_names(const X509* certificate) {
  return Names(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
}

std::vector<std::string> alternative_name_texts(const X509* certificate) {
  std::vector<std::string> texts;
  const Names names = alternative_names(certificate);
  const int count = names ? std::min(sk_GENERAL_NAME_num(names.get()), k_max_alternative_names) : 0;
  for (int i = 0; i < count; ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type == GEN_DNS) {
      const auto* data = ASN1_STRING_get0_data(name->d.dNSName);
      const auto size = std::min(static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)), k_max_name);
      texts.emplace_back(data, data + size);
    } else if (name->type == GEN_IPADD) {
      texts.push_back(ip_text(name->d.iPAddress));
    }
  }
  return texts;
}

bool has_dns_names(const X509* certificate) {
  const Names names = alternative_names(certificate);
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    if (sk_GENERAL_NAME_value(names.get(), i)->type == GEN_DNS) {
      return true;
    }
  }
  return false;
}

std::string fingerprint(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) {
    return {};
  }
  constexpr std::string_view k_digits = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += k_digits[digest.at(i) >> 4U];
    text += k_digits[digest.at(i) & 0xFU];
  }
  return text;
}

std::string key_text(const X509* certificate) {
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) {
    return {};
  }
  std::array<char, 64> curve{};
  std::size_t length = 0;
  if (EVP_PKEY_get_group_name(key, curve.data(), curve.size(), &length) == 1 && EVP_PKEY_is_a(key, "EC") == 1) {
    return "EC " + std::string(curve.data(), length);
  }
  const char* type = EVP_PKEY_get0_type_name(key);
  return std::string(type != nullptr ? type : "?") + " " + std::to_string(EVP_PKEY_get_bits(key));
}

}  // namespace

std::chrono::sys_seconds certificate_time(const ASN1_TIME* time) {
  std::tm utc{};
  if (ASN1_TIME_to_tm(time, &utc) != 1) {
    return {};
  }
  const std::chrono::year_month_day date{std::chrono::year{utc.tm_year + 1900},
                                         std::chrono::month{static_cast<unsigned>(utc.tm_mon + 1)},
                                         std::chrono::day{static_cast<unsigned>(utc.tm_mday)}};
  return std::chrono::sys_days{date} + std::chrono::hours{utc.tm_hour} + std::chrono::minutes{utc.tm_min} +
         std::chrono::seconds{utc.tm_sec};
}

std::string encoding(const X509* certificate) {
  const int size = i2d_X509(certificate, nullptr);
  std::string bytes(static_cast<std::size_t>(std::max(size, 0)), '\0');
  auto* end = reinterpret_cast<unsigned char*>(bytes.data());
  if (size <= 0 || i2d_X509(certificate, &end) != size) {
    throw std::bad_alloc();  // nothing else can fail of one that was read
  }
  return bytes;
}

CertificateFacts certificate_facts(const X509* certificate) {
  CertificateFacts facts;
  facts.subject = name_text(X509_get_subject_name(certificate));
  facts.issuer = name_text(X509_get_issuer_name(certificate));
  facts.names = alternative_name_texts(certificate);
  facts.not_before = certificate_time(X509_get0_notBefore(certificate));
  facts.not_after = certificate_time(X509_get0_notAfter(certificate));
  facts.sha256 = fingerprint(certificate);
  facts.key = key_text(certificate);
  const char* signature = OBJ_nid2ln(X509_get_signature_nid(certificate));
  facts.signature = signature != nullptr ? signature : "";
  return facts;
}

std::vector<CertificateFacts> chain_facts(const SSL* ssl) {
  std::vector<CertificateFacts> facts;
  const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(ssl);
  const int count = chain == nullptr ? 0 : std::clamp(sk_X509_num(chain), 0, k_max_chain);
  facts.reserve(static_cast<std::size_t>(count));
  KnownCertificates* known = KnownCertificates::of(ssl);
  for (int i = 0; i < count; ++i) {
    X509* certificate = sk_X509_value(chain, i);
    facts.push_back(known != nullptr ? known->facts(certificate) : certificate_facts(certificate));
  }
  return facts;
}

CertificateValidity validity_of(const STACK_OF(X509) * verified) {
  CertificateValidity validity;
  for (int i = 0; verified != nullptr && i < sk_X509_num(verified); ++i) {
    const X509* certificate = sk_X509_value(verified, i);
    validity.not_before = std::max(validity.not_before, certificate_time(X509_get0_notBefore(certificate)));
    validity.not_after = std::min(validity.not_after, certificate_time(X509_get0_notAfter(certificate)));
  }
  return validity;
}

HostMatch match_host(const SSL* ssl, const std::string& host) {
  X509* certificate = SSL_get0_peer_certificate(ssl);
  if (certificate == nullptr) {
    return HostMatch::mismatched;
  }
  KnownCertificates* known = KnownCertificates::of(ssl);
  return known != nullptr ? known->match(certificate, host) : match_certificate(certificate, host);
}

HostMatch match_certificate(X509* certificate, const std::string& host) {
  const std::string name = without_trailing_dot(host);
  if (X509_check_ip_asc(certificate, name.c_str(), 0) == 1) {
    return HostMatch::matched;
  }
  if (X509_check_host(certificate, name.data(), name.size(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr) != 1) {
    return HostMatch::mismatched;
  }
  return has_dns_names(certificate) ? HostMatch::matched : HostMatch::matched_common_name_only;
}

CertificateProblem problem_of(int verify_error, int depth, std::size_t certificates_sent) noexcept {
  switch (verify_error) {
    case X509_V_ERR_CERT_HAS_EXPIRED: return CertificateProblem::expired;
    case X509_V_ERR_CERT_NOT_YET_VALID: return CertificateProblem::not_yet_valid;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK: return CertificateProblem::weak;
    case X509_V_ERR_INVALID_PURPOSE:  // above the server's own: not one to sign with
      return depth == 0 ? CertificateProblem::wrong_purpose : CertificateProblem::untrusted;
    case X509_V_ERR_CERT_REJECTED:
    case X509_V_ERR_CERT_UNTRUSTED: return CertificateProblem::wrong_purpose;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return CertificateProblem::self_signed;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return certificates_sent <= 1 ? CertificateProblem::chain_incomplete : CertificateProblem::untrusted;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN: return CertificateProblem::untrusted;
    case X509_V_ERR_CERT_REVOKED: return CertificateProblem::revoked;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return CertificateProblem::wrong_host;
    default: return CertificateProblem::other;
  }
}

}  // namespace pecprobe
