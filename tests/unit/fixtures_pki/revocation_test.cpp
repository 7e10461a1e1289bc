#include "fixtures/pki/revocation.hpp"

#include "tests/unit/fixtures_pki/verification.hpp"

#include <gtest/gtest.h>

namespace pecmock::test {
namespace {

using Response = std::unique_ptr<OCSP_RESPONSE, FreeWith<OCSP_RESPONSE_free>>;
using BasicResponse = std::unique_ptr<OCSP_BASICRESP, FreeWith<OCSP_BASICRESP_free>>;
using CertificateId = std::unique_ptr<OCSP_CERTID, FreeWith<OCSP_CERTID_free>>;

/// The status in a DER response whose signature holds and that is fresh; -1 otherwise.
int stapled_status(const std::string& der, const Authority& issuer, const Certificate& certificate) {
  const auto* data = reinterpret_cast<const unsigned char*>(der.data());
  const Response response(d2i_OCSP_RESPONSE(nullptr, &data, static_cast<long>(der.size())));
  if (!response) {
    return -1;
  }
  const BasicResponse basic(OCSP_response_get1_basic(response.get()));
  const Store store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), issuer.certificate.get());
  if (!basic || OCSP_basic_verify(basic.get(), nullptr, store.get(), 0) != 1) {
    return -1;
  }
  const CertificateId id(OCSP_cert_to_id(nullptr, certificate.get(), issuer.certificate.get()));
  int status = -1;
  ASN1_GENERALIZEDTIME* begin = nullptr;
  ASN1_GENERALIZEDTIME* end = nullptr;
  if (OCSP_resp_find_status(basic.get(), id.get(), &status, nullptr, nullptr, &begin, &end) != 1 ||
      OCSP_check_validity(begin, end, 0, -1) != 1) {
    return -1;
  }
  return status;
}

Validity today() { return {now() - std::chrono::hours{1}, now() + std::chrono::hours{1}}; }

TEST(AStapledAnswer, SaysRevokedUnderTheIssuersSignature) {
  const Authority root = make_authority({"root", KeyKind::ec_p256, today()});
  LeafOptions options;
  options.validity = today();
  const Leaf leaf = issue(root, options);
  const std::string revoked = make_ocsp_response(root, leaf.certificate, Revocation::revoked, now());
  EXPECT_EQ(stapled_status(revoked, root, leaf.certificate), V_OCSP_CERTSTATUS_REVOKED);
  const std::string good = make_ocsp_response(root, leaf.certificate, Revocation::good, now());
  EXPECT_EQ(stapled_status(good, root, leaf.certificate), V_OCSP_CERTSTATUS_GOOD);
}

TEST(AStapledAnswer, IsNotBelievedUnderAnotherAuthority) {
  const Authority root = make_authority({"root", KeyKind::ec_p256, today()});
  const Authority other = make_authority({"other", KeyKind::ec_p256, today()});
  LeafOptions options;
  options.validity = today();
  const Leaf leaf = issue(root, options);
  const std::string answer = make_ocsp_response(root, leaf.certificate, Revocation::revoked, now());
  EXPECT_EQ(stapled_status(answer, other, leaf.certificate), -1);
}

TEST(ARevokedServer, StaplesAnAnswerAndOthersDoNot) {
  const TestPki pki(now());
  CertificateSpec revoked;
  revoked.kind = CertificateKind::revoked;
  EXPECT_FALSE(pki.make_identity(revoked).ocsp_response.empty());
  EXPECT_TRUE(pki.make_identity({}).ocsp_response.empty());
}

TEST(ARevocationList, TakesBackThoseOnItOnly) {
  const TestPki pki(now());
  const ServerIdentity bad = pki.make_identity({});
  const ServerIdentity good = pki.make_identity({});
  const Judge judge{pki.ca_pem(), pki.crl_pem({bad.certificate})};
  EXPECT_EQ(judge.error_of(bad), X509_V_ERR_CERT_REVOKED);
  EXPECT_EQ(judge.error_of(good), X509_V_OK);
}

}  // namespace
}  // namespace pecmock::test
