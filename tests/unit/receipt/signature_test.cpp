// Signatures that no receipt maker makes: put together with OpenSSL itself.
#include "probe/receipt/signature.hpp"

#include "tests/support/pec_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/cms.h>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view k_content = "Content-Type: text/plain\r\n\r\nRicevuta";

/// A signature by each of `signers` with the digest `md`.
std::string signed_by(const std::vector<pecmock::Leaf>& signers, const EVP_MD* md, unsigned flags = 0) {
  const unsigned all = flags | CMS_DETACHED | CMS_BINARY | CMS_PARTIAL;
  const std::unique_ptr<BIO, pecmock::FreeWith<BIO_free_all>> input(
      BIO_new_mem_buf(k_content.data(), static_cast<int>(k_content.size())));
  const std::unique_ptr<CMS_ContentInfo, pecmock::FreeWith<CMS_ContentInfo_free>> cms(
      CMS_sign(nullptr, nullptr, nullptr, nullptr, all));
  for (const pecmock::Leaf& signer : signers) {
    CMS_add1_signer(cms.get(), signer.certificate.get(), signer.key.get(), md, all);
  }
  CMS_add1_cert(cms.get(), pec_world().provider().chain.front().get());
  CMS_final(cms.get(), input.get(), nullptr, all);
  unsigned char* der = nullptr;
  const int size = i2d_CMS_ContentInfo(cms.get(), &der);
  const std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(std::max(size, 0)));
  OPENSSL_free(der);
  return bytes;
}

std::vector<FindingCode> found_in(const std::string& cms, std::string_view content = k_content) {
  SignatureDemand demand{content, "posta-certificata@gestore.example", pec_world().authorities(), k_now};
  demand.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());  // OpenSSL's own time
  std::vector<FindingCode> codes;
  for (const Finding& finding : check_signature(cms, demand).findings) {
    codes.push_back(finding.code);
  }
  return codes;
}

/// One that holds today, whenever that is.
pecmock::Leaf lasting_signer(pecmock::KeyKind key = pecmock::KeyKind::ec_p256) {
  auto options = pec_world().provider_options();
  options.validity.until = std::chrono::sys_days{std::chrono::year{2039} / 1 / 1};
  options.validity.from = std::chrono::sys_days{std::chrono::year{2020} / 1 / 1};
  options.key = key;
  return pec_world().provider_with(options).signer;
}

TEST(ASignature, by_one_signer_holds) { EXPECT_THAT(found_in(signed_by({lasting_signer()}, EVP_sha512())), IsEmpty()); }

TEST(ASignature, by_two_signers_is_none_of_a_provider) {
  const pecmock::Leaf signer = lasting_signer();
  EXPECT_THAT(found_in(signed_by({signer, lasting_signer()}, EVP_sha256())), ElementsAre(FindingCode::several_signers));
}

TEST(ASignature, by_nobody_is_no_signature) {
  EXPECT_THAT(found_in(signed_by({}, EVP_sha256())), ElementsAre(FindingCode::not_signed));
}

TEST(ASignature, without_its_certificate_cannot_be_attributed) {
  EXPECT_THAT(found_in(signed_by({lasting_signer()}, EVP_sha256(), CMS_NOCERTS)),
              ElementsAre(FindingCode::signer_certificate_missing));
}

TEST(ASignature, with_md5_is_worth_nothing) {
  EXPECT_THAT(found_in(signed_by({lasting_signer(pecmock::KeyKind::rsa_2048)}, EVP_md5())),
              ElementsAre(FindingCode::digest_too_weak));
}

TEST(ASignature, of_other_content_does_not_hold) {
  EXPECT_THAT(found_in(signed_by({lasting_signer()}, EVP_sha256()), "Content-Type: text/plain\r\n\r\nricevuta"),
              ElementsAre(FindingCode::content_altered));
}

TEST(ASignature, that_is_junk_is_unreadable) {
  const std::string good = signed_by({lasting_signer()}, EVP_sha256());
  EXPECT_THAT(found_in(""), ElementsAre(FindingCode::signature_unreadable));
  EXPECT_THAT(found_in(good.substr(0, good.size() / 2)), ElementsAre(FindingCode::signature_unreadable));
  EXPECT_THAT(found_in(std::string(k_max_signature + 1, '0')), ElementsAre(FindingCode::signature_unreadable));
}

}  // namespace
}  // namespace pecprobe::test
