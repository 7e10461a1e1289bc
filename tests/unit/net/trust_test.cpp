// What a hello offers.
#include "protocols/net/trust.hpp"

#include "tests/unit/net/tls_peer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pecprobe {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::Ge;
using testing::HasSubstr;
using testing::Not;

class OfferedCiphers : public testing::Test {
 protected:
  OfferedCiphers() {
    const STACK_OF(SSL_CIPHER)* all = SSL_CTX_get_ciphers(m_context.get());
    for (int i = 0; i < sk_SSL_CIPHER_num(all); ++i) {
      m_ciphers.push_back(sk_SSL_CIPHER_value(all, i));
    }
  }

  SslContext m_context = make_ssl_context(test::test_authority().ca_file(), {}).value();
  std::vector<const SSL_CIPHER*> m_ciphers;
};

TEST_F(OfferedCiphers, EncryptWith128BitsAndProveWhoTheServerIs) {
  ASSERT_FALSE(m_ciphers.empty());
  for (const SSL_CIPHER* cipher : m_ciphers) {
    EXPECT_THAT(SSL_CIPHER_get_bits(cipher, nullptr), Ge(128)) << SSL_CIPHER_get_name(cipher);
    EXPECT_THAT(SSL_CIPHER_get_auth_nid(cipher), AnyOf(NID_auth_any, NID_auth_rsa, NID_auth_ecdsa))
        << SSL_CIPHER_get_name(cipher);
    EXPECT_THAT(SSL_CIPHER_get_name(cipher), Not(AnyOf(HasSubstr("NULL"), HasSubstr("RC4"), HasSubstr("DES-"))));
  }
}

TEST_F(OfferedCiphers, BeginWithTheOneThatEveryServerOfTls13Has) {
  ASSERT_FALSE(m_ciphers.empty());
  EXPECT_STREQ(SSL_CIPHER_get_name(m_ciphers.front()), "TLS_AES_128_GCM_SHA256");
}

/// An old server may have no other (RFC 5246 §9).
TEST_F(OfferedCiphers, HaveTheOneThatEveryServerOfTls12Has) {
  std::vector<std::string> names;
  for (const SSL_CIPHER* cipher : m_ciphers) {
    names.emplace_back(SSL_CIPHER_get_name(cipher));
  }
  EXPECT_THAT(names, Contains("AES128-SHA"));
}

}  // namespace
}  // namespace pecprobe
