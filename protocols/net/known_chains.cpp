#include "protocols/net/known_chains.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace pecprobe {

namespace {

std::string sent_bytes(const X509_STORE_CTX* handshake) {
  std::string bytes = encoding(X509_STORE_CTX_get0_cert(handshake));
  const STACK_OF(X509)* sent = X509_STORE_CTX_get0_untrusted(handshake);
  for (int i = 0; sent != nullptr && i < sk_X509_num(sent); ++i) {
    bytes += encoding(sk_X509_value(sent, i));
  }
  return bytes;
}

}  // namespace

void KnownChains::serve(SSL_CTX* context) {
  SSL_CTX_set_cert_verify_callback(
      context, [](X509_STORE_CTX* handshake, void* self) { return static_cast<KnownChains*>(self)->verify(handshake); },
      this);
}

int KnownChains::verify(X509_STORE_CTX* handshake) noexcept {
  std::string sent;
  try {
    sent = sent_bytes(handshake);
  } catch (const std::bad_alloc&) {
    return X509_verify_cert(handshake);
  }
  if (Certificates* verified = known(sent)) {
    X509_STORE_CTX_set0_verified_chain(handshake, verified);
    X509_STORE_CTX_set_error(handshake, X509_V_OK);
    return 1;
  }
  const int result = X509_verify_cert(handshake);
  if (result == 1 && X509_STORE_CTX_get_error(handshake) == X509_V_OK) {
    remember(std::move(sent), Owned(X509_STORE_CTX_get1_chain(handshake)));
  }
  return result;
}

KnownChains::Certificates* KnownChains::known(const std::string& sent) noexcept {
  const auto found =
      std::find_if(m_chains.begin(), m_chains.end(), [&sent](const Chain& chain) { return chain.sent == sent; });
  if (found == m_chains.end()) {
    return nullptr;
  }
  if (holds(*found)) {
    return X509_chain_up_ref(found->verified.get());
  }
  m_chains.erase(found);
  return nullptr;
}

bool KnownChains::holds(const Chain& chain) const {
  const Timestamp now = m_clock.wall_now();
  return chain.validity.not_before <= now && now <= chain.validity.not_after && chain.at <= now &&
         now < chain.at + k_holds;
}

void KnownChains::remember(std::string sent, Owned verified) noexcept {
  if (!verified) {
    return;
  }
  if (m_chains.size() >= k_most) {
    m_chains.clear();
  }
  const CertificateValidity validity = validity_of(verified.get());
  try {
    m_chains.push_back({std::move(sent), std::move(verified), validity, m_clock.wall_now()});
  } catch (const std::bad_alloc&) {
    // then it will be verified again
  }
}

}  // namespace pecprobe
