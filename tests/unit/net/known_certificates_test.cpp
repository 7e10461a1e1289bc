// What is remembered of certificates must be what a look at the certificate itself gives, whatever came before.
#include "protocols/net/known_certificates.hpp"

#include "fixtures/pki/authority.hpp"
#include "protocols/net/certificate.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace pecprobe {
namespace {

using std::chrono::days;

class AKnownCertificate : public testing::Test {
 protected:
  [[nodiscard]] static pecmock::Validity validity() {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return {now - days{30}, now + days{300}};
  }
  [[nodiscard]] pecmock::Leaf leaf_for(const std::vector<std::string>& names) const {
    pecmock::LeafOptions options;
    options.dns_names = names;
    options.validity = validity();
    return pecmock::issue(m_issuer, options);
  }

  pecmock::Authority m_issuer = pecmock::make_authority({"CA", pecmock::KeyKind::ec_p256, validity()});
  KnownCertificates m_known;
};

TEST_F(AKnownCertificate, IsShownAsItIs) {
  const auto leaf = leaf_for({"imap.example"});
  for (int visit = 0; visit < 2; ++visit) {
    EXPECT_EQ(m_known.facts(leaf.certificate.get()), certificate_facts(leaf.certificate.get()));
  }
  EXPECT_EQ(m_known.size(), 1U);
}

TEST_F(AKnownCertificate, IsKnownAgainAsACopy) {
  const auto leaf = leaf_for({"imap.example"});
  const std::unique_ptr<X509, decltype(&X509_free)> copy(X509_dup(leaf.certificate.get()), &X509_free);
  const CertificateFacts facts = m_known.facts(leaf.certificate.get());
  EXPECT_EQ(m_known.facts(copy.get()), facts);
  EXPECT_EQ(m_known.size(), 1U);
}

TEST_F(AKnownCertificate, IsNotTakenForAnotherOfTheSameSubjectAndIssuer) {
  const auto first = leaf_for({"imap.example"});
  const auto renewed = leaf_for({"imap.example"});
  ASSERT_EQ(m_known.facts(first.certificate.get()).subject, certificate_facts(renewed.certificate.get()).subject);
  EXPECT_EQ(m_known.facts(renewed.certificate.get()), certificate_facts(renewed.certificate.get()));
  EXPECT_EQ(m_known.facts(first.certificate.get()), certificate_facts(first.certificate.get()));
  EXPECT_EQ(m_known.size(), 2U);
}

TEST_F(AKnownCertificate, IsComparedWithEachHostThatIsAskedFor) {
  const auto leaf = leaf_for({"imap.example"});
  for (const char* host : {"imap.example", "imap.example", "pop3.example", "imap.example", "", "127.0.0.1"}) {
    EXPECT_EQ(m_known.match(leaf.certificate.get(), host), match_certificate(leaf.certificate.get(), host)) << host;
  }
  EXPECT_EQ(m_known.match(leaf.certificate.get(), "imap.example"), HostMatch::matched);
  EXPECT_EQ(m_known.match(leaf.certificate.get(), "pop3.example"), HostMatch::mismatched);
}

TEST_F(AKnownCertificate, IsForgottenWhenThereAreTooMany) {
  const auto first = leaf_for({"imap.example"});
  static_cast<void>(m_known.facts(first.certificate.get()));
  for (std::size_t i = 1; i <= KnownCertificates::k_most; ++i) {
    static_cast<void>(m_known.facts(leaf_for({"imap.example"}).certificate.get()));
    EXPECT_LE(m_known.size(), KnownCertificates::k_most);
  }
  EXPECT_EQ(m_known.facts(first.certificate.get()), certificate_facts(first.certificate.get()));
}

TEST_F(AKnownCertificate, BelongsToTheContextThatItServes) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), &SSL_free);
  EXPECT_EQ(KnownCertificates::of(ssl.get()), nullptr);
  m_known.serve(context.get());
  EXPECT_EQ(KnownCertificates::of(ssl.get()), &m_known);
}

}  // namespace
}  // namespace pecprobe
