#include "protocols/net/revocation.hpp"

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <memory>

namespace pecprobe {

namespace {

struct FreeResponse {
  void operator()(OCSP_RESPONSE* response) const noexcept { OCSP_RESPONSE_free(response); }
};
struct FreeBasic {
  void operator()(OCSP_BASICRESP* basic) const noexcept { OCSP_BASICRESP_free(basic); }
};
struct FreeId {
  void operator()(OCSP_CERTID* id) const noexcept { OCSP_CERTID_free(id); }
};

std::unique_ptr<OCSP_BASICRESP, FreeBasic> stapled_answer(SSL* ssl) {
  const unsigned char* bytes = nullptr;
  const long size = SSL_get_tlsext_status_ocsp_resp(ssl, &bytes);
  if (bytes == nullptr || size <= 0) {
    return nullptr;
  }
  const std::unique_ptr<OCSP_RESPONSE, FreeResponse> response(d2i_OCSP_RESPONSE(nullptr, &bytes, size));
  if (!response || OCSP_response_status(response.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL) {
    return nullptr;
  }
  return std::unique_ptr<OCSP_BASICRESP, FreeBasic>(OCSP_response_get1_basic(response.get()));
}

}  // namespace

tl::expected<void, NetworkError> load_revocation_lists(SSL_CTX* context, const std::string& file) {
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  X509_LOOKUP* lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
  ERR_clear_error();
  if (lookup == nullptr || X509_load_crl_file(lookup, file.c_str(), X509_FILETYPE_PEM) <= 0) {
    const unsigned long error = ERR_get_error();
    const char* reason = ERR_GET_REASON(error) == PEM_R_NO_START_LINE ? nullptr : ERR_reason_error_string(error);
    ERR_clear_error();
    return tl::unexpected(
        NetworkError{NetworkProblem::no_revocation_list_in_file, file, reason != nullptr ? reason : std::string{}});
  }
  X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK);
  return {};
}

bool is_missing_revocation_list(int verify_error) noexcept {
  switch (verify_error) {
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_CRL_NOT_YET_VALID:
    case X509_V_ERR_CRL_HAS_EXPIRED: return true;
    default: return false;
  }
}

void request_stapled_answer(SSL* ssl) { SSL_set_tlsext_status_type(ssl, TLSEXT_STATUSTYPE_ocsp); }

std::optional<VerifyError> stapled_revocation(SSL* ssl) {
  const auto answer = stapled_answer(ssl);
  STACK_OF(X509)* chain = SSL_get0_verified_chain(ssl);
  if (!answer || chain == nullptr || sk_X509_num(chain) < 2) {
    return std::nullopt;
  }
  X509_STORE* store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl));
  if (OCSP_basic_verify(answer.get(), chain, store, 0) <= 0) {
    ERR_clear_error();
    return std::nullopt;
  }
  const std::unique_ptr<OCSP_CERTID, FreeId> id(
      OCSP_cert_to_id(nullptr, sk_X509_value(chain, 0), sk_X509_value(chain, 1)));
  int status = V_OCSP_CERTSTATUS_UNKNOWN;
  if (!id || OCSP_resp_find_status(answer.get(), id.get(), &status, nullptr, nullptr, nullptr, nullptr) != 1 ||
      status != V_OCSP_CERTSTATUS_REVOKED) {
    return std::nullopt;
  }
  return VerifyError{CertificateProblem::revoked, 0, X509_V_ERR_CERT_REVOKED,
                     "certificate revoked (stapled OCSP answer)"};
}

}  // namespace pecprobe
