#include "probe/receipt/signer_chain.hpp"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

namespace pecprobe {

namespace {

struct FreeContext {
  void operator()(X509_STORE_CTX* context) const noexcept { X509_STORE_CTX_free(context); }
};
struct FreeCertificates {
  void operator()(STACK_OF(X509) * certificates) const noexcept { sk_X509_pop_free(certificates, X509_free); }
};

FindingCode finding_of(int error) noexcept {
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED: return FindingCode::signer_expired;
    case X509_V_ERR_CERT_NOT_YET_VALID: return FindingCode::signer_not_yet_valid;
    case X509_V_ERR_INVALID_PURPOSE:
    case X509_V_ERR_CERT_REJECTED: return FindingCode::signer_not_for_mail;
    default: return FindingCode::signer_not_trusted;
  }
}

/// Gathers every error and lets the verification go on, so that all of them are known.
int gather(int holds, X509_STORE_CTX* context) {
  auto* faults = static_cast<std::vector<FindingCode>*>(X509_STORE_CTX_get_app_data(context));
  const FindingCode fault = finding_of(X509_STORE_CTX_get_error(context));
  if (holds != 1 && std::find(faults->begin(), faults->end(), fault) == faults->end()) {
    faults->push_back(fault);
  }
  return 1;
}

}  // namespace

std::vector<FindingCode> chain_faults(CMS_ContentInfo* cms, X509* signer, X509_STORE* authorities,
                                      std::chrono::sys_seconds at) {
  std::vector<FindingCode> faults;
  const std::unique_ptr<STACK_OF(X509), FreeCertificates> sent(CMS_get1_certs(cms));
  const std::unique_ptr<X509_STORE_CTX, FreeContext> context(X509_STORE_CTX_new());
  if (!context || X509_STORE_CTX_init(context.get(), authorities, signer, sent.get()) != 1 ||
      X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SMIME_SIGN) != 1) {
    ERR_clear_error();
    return {FindingCode::signer_not_trusted};
  }
  X509_VERIFY_PARAM* demands = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(demands, at.time_since_epoch().count());
  X509_VERIFY_PARAM_set_flags(demands, X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_auth_level(demands, 0);
  X509_STORE_CTX_set_app_data(context.get(), &faults);
  X509_STORE_CTX_set_verify_cb(context.get(), gather);
  const bool holds = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  if (!holds && faults.empty()) {
    faults.push_back(FindingCode::signer_not_trusted);
  }
  return faults;
}

}  // namespace pecprobe
