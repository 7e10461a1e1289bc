#include "protocols/sasl/lower_hex.hpp"
#include "protocols/sasl/mechanisms.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace pecprobe {

namespace {

/// RFC 2195 §2: `user SP hex(HMAC-MD5(password, challenge))`. The bytes of both are used as given.
class CramMd5 final : public SaslMechanism {
 public:
  explicit CramMd5(const Credentials& credentials) : m_credentials(credentials) {}
  [[nodiscard]] std::string_view name() const noexcept override { return "CRAM-MD5"; }
  [[nodiscard]] bool client_first() const noexcept override { return false; }
  [[nodiscard]] bool password_sent() const noexcept override { return m_sent; }

  [[nodiscard]] tl::expected<Secret, std::string> respond(std::string_view challenge) override {
    if (m_sent) {
      return tl::unexpected<std::string>("the server asks for more after the CRAM-MD5 response");
    }
    if (challenge.empty()) {
      return tl::unexpected<std::string>("the CRAM-MD5 challenge is empty");
    }
    const std::string_view password = m_credentials.password.reveal();
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(challenge.data());
    if (HMAC(EVP_md5(), password.data(), static_cast<int>(password.size()), data, challenge.size(), digest.data(),
             &size) == nullptr) {
      return tl::unexpected<std::string>("this computer's OpenSSL does not offer MD5");
    }
    m_sent = true;
    return Secret{m_credentials.login}.append(" ").append(lower_hex({digest.data(), size}));
  }

 private:
  const Credentials& m_credentials;
  bool m_sent = false;
};

}  // namespace

std::unique_ptr<SaslMechanism> make_cram_md5(const Credentials& credentials) {
  return std::make_unique<CramMd5>(credentials);
}

}  // namespace pecprobe
