#include "fixtures/pki/server_identity.hpp"

#include "tests/unit/fixtures_pki/verification.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace pecmock::test {
namespace {

struct Judgement {
  CertificateKind kind;
  int error;
  std::string_view name;
};

class AServerWithACertificate : public testing::TestWithParam<Judgement> {};

TEST_P(AServerWithACertificate, IsJudgedByOpenSslAsItsKindSays) {
  const TestPki pki(now());
  const Judge judge{pki.ca_pem(), {}};
  CertificateSpec spec;
  spec.kind = GetParam().kind;
  spec.issuer = "Example Shield Root";
  EXPECT_EQ(judge.error_of(pki.make_identity(spec)), GetParam().error)
      << X509_verify_cert_error_string(judge.error_of(pki.make_identity(spec)));
}

INSTANTIATE_TEST_SUITE_P(
    Pki, AServerWithACertificate,
    testing::Values(Judgement{CertificateKind::valid, X509_V_OK, "valid"},
                    Judgement{CertificateKind::expired, X509_V_ERR_CERT_HAS_EXPIRED, "expired"},
                    Judgement{CertificateKind::not_yet_valid, X509_V_ERR_CERT_NOT_YET_VALID, "not_yet_valid"},
                    Judgement{CertificateKind::self_signed, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, "self_signed"},
                    Judgement{CertificateKind::unknown_issuer, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, "unknown_issuer"},
                    Judgement{CertificateKind::wrong_host, X509_V_ERR_HOSTNAME_MISMATCH, "wrong_host"},
                    Judgement{CertificateKind::missing_intermediate, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
                              "missing_intermediate"},
                    Judgement{CertificateKind::weak_key, X509_V_ERR_EE_KEY_TOO_SMALL, "weak_key"},
                    Judgement{CertificateKind::sha1, X509_V_ERR_CA_MD_TOO_WEAK, "sha1"},
                    Judgement{CertificateKind::wrong_purpose, X509_V_ERR_INVALID_PURPOSE, "wrong_purpose"},
                    Judgement{CertificateKind::cn_only, X509_V_OK, "cn_only"},
                    Judgement{CertificateKind::revoked, X509_V_OK, "revoked"},
                    Judgement{CertificateKind::resigned, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, "resigned"}),
    [](const auto& parameter) { return std::string(parameter.param.name); });

std::string issuer_of(const Certificate& certificate) {
  std::array<char, 256> name{};
  X509_NAME_get_text_by_NID(X509_get_issuer_name(certificate.get()), NID_commonName, name.data(), name.size());
  return name.data();
}

/// Whole days between now and an end of the certificate's validity.
int days_from_now(const ASN1_TIME* time) {
  int days = 0;
  int seconds = 0;
  EXPECT_EQ(ASN1_TIME_diff(&days, &seconds, nullptr, time), 1);
  return days;
}

TEST(ACertificateResignedByAnAntivirus, NamesItAsItsIssuer) {
  CertificateSpec spec{CertificateKind::resigned, "Example Shield Root", {}, {}, {}};
  const ServerIdentity identity = TestPki(now()).make_identity(spec);
  EXPECT_EQ(issuer_of(identity.certificate), "Example Shield Root");
}

TEST(ACertificateThatEndsInFiveDays, HasFiveWholeDaysLeft) {
  CertificateSpec spec;
  spec.ends_in = std::chrono::days{5};
  const ServerIdentity identity = TestPki(now()).make_identity(spec);
  EXPECT_EQ(days_from_now(X509_get0_notAfter(identity.certificate.get())), 5);
}

TEST(ACertificateThatLastsAHundredYears, IsStillValidAndBeganLongAgo) {
  CertificateSpec spec;
  spec.lasts = std::chrono::days{36'500};
  const TestPki pki(now());
  const ServerIdentity identity = pki.make_identity(spec);
  const X509* certificate = identity.certificate.get();
  int days = 0;
  int seconds = 0;
  ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(certificate), X509_get0_notAfter(certificate));
  EXPECT_EQ(days, 36'500);
  EXPECT_EQ((Judge{pki.ca_pem(), {}}.error_of(identity)), X509_V_OK);
}

TEST(ACertificateForOtherHosts, IsNotForLocalhost) {
  CertificateSpec spec;
  spec.hosts = {"imaps.pec.example"};
  const TestPki pki(now());
  const ServerIdentity identity = pki.make_identity(spec);
  EXPECT_EQ((Judge{pki.ca_pem(), {}, "imaps.pec.example"}.error_of(identity)), X509_V_OK);
  EXPECT_EQ((Judge{pki.ca_pem(), {}, "localhost"}.error_of(identity)), X509_V_ERR_HOSTNAME_MISMATCH);
}

TEST(ACertificateWithTheHostInItsCommonNameOnly, HasNoAlternativeNames) {
  CertificateSpec spec;
  spec.kind = CertificateKind::cn_only;
  const ServerIdentity identity = TestPki(now()).make_identity(spec);
  EXPECT_EQ(X509_get_ext_by_NID(identity.certificate.get(), NID_subject_alt_name, -1), -1);
}

TEST(TwoRuns, HaveAuthoritiesThatDoNotTrustEachOther) {
  const TestPki one(now());
  const TestPki other(now());
  EXPECT_NE((Judge{one.ca_pem(), {}}.error_of(other.make_identity({}))), X509_V_OK);
}

TEST(AnAuthorityWithAnRsaKey, SignsAsWell) {
  const Validity validity{now() - std::chrono::hours{1}, now() + std::chrono::hours{1}};
  const Authority authority = make_authority({"RSA root", KeyKind::rsa_2048, validity});
  LeafOptions options;
  options.validity = validity;
  options.key = KeyKind::rsa_2048;
  const Leaf leaf = issue(authority, options);
  EXPECT_EQ((Judge{to_pem(authority.certificate), {}}.error_of({leaf.key, leaf.certificate, {}, {}})), X509_V_OK);
}

}  // namespace
}  // namespace pecmock::test
