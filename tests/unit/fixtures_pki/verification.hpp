// Judges a server's certificates as a client does: OpenSSL's own verification with security
// level 2.
#pragma once

#include "fixtures/pki/server_identity.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <chrono>
#include <string>

namespace pecmock::test {

using Store = std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>>;
using Memory = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;

inline Memory memory_of(const std::string& bytes) {
  return Memory(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

inline Certificate certificate_from_pem(const std::string& pem) {
  return {PEM_read_bio_X509(memory_of(pem).get(), nullptr, nullptr, nullptr), X509_free};
}

inline std::chrono::sys_seconds now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

struct Judge {
  std::string ca_pem;
  std::string crl_pem;  // empty: nobody looks at a list
  std::string host = "localhost";

  /// The first error, X509_V_OK when there is none.
  [[nodiscard]] int error_of(const ServerIdentity& identity) const {
    const Store store(X509_STORE_new());
    X509_STORE_add_cert(store.get(), certificate_from_pem(ca_pem).get());
    if (!crl_pem.empty()) {
      const std::unique_ptr<X509_CRL, FreeWith<X509_CRL_free>> crl(
          PEM_read_bio_X509_CRL(memory_of(crl_pem).get(), nullptr, nullptr, nullptr));
      X509_STORE_add_crl(store.get(), crl.get());
      X509_STORE_set_flags(store.get(), X509_V_FLAG_CRL_CHECK);
    }
    STACK_OF(X509)* chain = sk_X509_new_null();
    for (const Certificate& certificate : identity.chain) {
      sk_X509_push(chain, certificate.get());
    }
    const StoreContext context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), store.get(), identity.certificate.get(), chain);
    X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_auth_level(parameters, 2);
    X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER);
    X509_VERIFY_PARAM_set1_host(parameters, host.c_str(), 0);
    const int verified = X509_verify_cert(context.get());
    const int error = X509_STORE_CTX_get_error(context.get());
    sk_X509_free(chain);
    return verified == 1 ? X509_V_OK : error;
  }
};

}  // namespace pecmock::test
