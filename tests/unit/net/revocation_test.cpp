// Certificates that were taken back: stapled OCSP answers and revocation lists, over real handshakes.
#include "protocols/net/revocation.hpp"

#include "fixtures/pki/revocation.hpp"
#include "protocols/net/tls_client.hpp"
#include "protocols/net/trust.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/net/socket_pair.hpp"
#include "tests/unit/net/tls_peer.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>

namespace pecprobe::test {
namespace {

using pecmock::Authority;
using pecmock::Revocation;
using std::chrono::days;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RevocationTest : public testing::Test {
 protected:
  [[nodiscard]] static Authority authority(const std::string& name) {
    return pecmock::make_authority({name, pecmock::KeyKind::ec_p256, {k_now - days{30}, k_now + days{300}}});
  }
  [[nodiscard]] static pecmock::Leaf leaf_of(const Authority& issuer) {
    pecmock::LeafOptions options;
    options.validity = {k_now - days{30}, k_now + days{300}};
    return pecmock::issue(issuer, options);
  }

  /// What a client that trusts the issuer finds; `list` is the PEM text of --crl-file, `stapled` the DER of an answer.
  [[nodiscard]] std::vector<CertificateProblem> problems(const std::string& list, const std::string& stapled) {
    const std::string ca_file = m_folder.file("ca.pem", pecmock::to_pem(m_issuer.certificate));
    const std::string crl_file = list.empty() ? std::string{} : m_folder.file("crl.pem", list);
    const SslContext context = make_ssl_context(ca_file, crl_file).value();
    SocketPair sockets;
    const Socket near = sockets.take_near();
    TlsPeer peer({m_leaf.key, m_leaf.certificate, {}, stapled});
    TlsClient client(context.get(), near.descriptor(), "localhost");
    while (client.shake_hands() != TlsClient::Progress::ended) {
      if (const std::string flight = peer.answer(sockets.received()); !flight.empty()) {
        sockets.send(flight);
      }
    }
    std::vector<CertificateProblem> found;
    const auto& errors = client.facts().verify_errors;
    std::transform(errors.begin(), errors.end(), std::back_inserter(found), [](const auto& e) { return e.problem; });
    EXPECT_EQ(client.facts().verified(), found.empty());
    return found;
  }
  [[nodiscard]] std::vector<CertificateProblem> problems_with_list(const std::string& list) {
    return problems(list, {});
  }
  [[nodiscard]] std::vector<CertificateProblem> problems_with_answer(const std::string& stapled) {
    return problems({}, stapled);
  }

  static inline const std::chrono::sys_seconds k_now =
      std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  TemporaryFolder m_folder;
  Authority m_issuer = authority("Issuer");
  Authority m_stranger = authority("Stranger");
  pecmock::Leaf m_leaf = leaf_of(m_issuer);
  pecmock::Leaf m_other_leaf = leaf_of(m_issuer);
};

TEST_F(RevocationTest, AStapledAnswerThatSaysGoodIsGood) {
  EXPECT_THAT(problems_with_answer(pecmock::make_ocsp_response(m_issuer, m_leaf.certificate, Revocation::good, k_now)),
              IsEmpty());
}

TEST_F(RevocationTest, AStapledAnswerThatSaysRevokedCounts) {
  EXPECT_THAT(
      problems_with_answer(pecmock::make_ocsp_response(m_issuer, m_leaf.certificate, Revocation::revoked, k_now)),
      ElementsAre(CertificateProblem::revoked));
}

TEST_F(RevocationTest, RevokedStaysRevokedAfterTheAnswersDate) {
  EXPECT_THAT(problems_with_answer(
                  pecmock::make_ocsp_response(m_issuer, m_leaf.certificate, Revocation::revoked, k_now - days{60})),
              ElementsAre(CertificateProblem::revoked));
}

TEST_F(RevocationTest, AnOldAnswerThatSaysGoodSaysNothing) {
  EXPECT_THAT(problems_with_answer(
                  pecmock::make_ocsp_response(m_issuer, m_leaf.certificate, Revocation::good, k_now - days{60})),
              IsEmpty());
}

TEST_F(RevocationTest, AnAnswerAboutAnotherCertificateSaysNothing) {
  EXPECT_THAT(
      problems_with_answer(pecmock::make_ocsp_response(m_issuer, m_other_leaf.certificate, Revocation::revoked, k_now)),
      IsEmpty());
}

/// Whoever sits between could take any server out of service otherwise.
TEST_F(RevocationTest, AnAnswerSignedByAnotherAuthoritySaysNothing) {
  EXPECT_THAT(
      problems_with_answer(pecmock::make_ocsp_response(m_stranger, m_leaf.certificate, Revocation::revoked, k_now)),
      IsEmpty());
}

TEST_F(RevocationTest, AnAnswerWithABrokenSignatureSaysNothing) {
  std::string answer = pecmock::make_ocsp_response(m_issuer, m_leaf.certificate, Revocation::revoked, k_now);
  // The issuer's name stands in the answer as the responder's: another one of the same length is not what was signed.
  const auto at = answer.find("Issuer");
  ASSERT_NE(at, std::string::npos);
  answer[at] = 'i';
  EXPECT_THAT(problems_with_answer(answer), IsEmpty());
}

TEST_F(RevocationTest, WhatIsNoAnswerSaysNothing) {
  const std::string whole = pecmock::make_ocsp_response(m_issuer, m_leaf.certificate, Revocation::revoked, k_now);
  for (const std::string& bytes : {std::string("not DER at all"), std::string(1, '\0'), whole.substr(0, 20),
                                   whole.substr(0, whole.size() - 1), std::string("\x30\x03\x0a\x01\x06", 5)}) {
    EXPECT_THAT(problems_with_answer(bytes), IsEmpty());
  }
}

TEST_F(RevocationTest, AListThatNamesTheCertificateCounts) {
  EXPECT_THAT(problems_with_list(pecmock::make_crl_pem(m_issuer, {m_leaf.certificate}, k_now)),
              ElementsAre(CertificateProblem::revoked));
}

TEST_F(RevocationTest, AListThatNamesOthersIsNoFault) {
  EXPECT_THAT(problems_with_list(pecmock::make_crl_pem(m_issuer, {m_other_leaf.certificate}, k_now)), IsEmpty());
  EXPECT_THAT(problems_with_list(pecmock::make_crl_pem(m_issuer, {}, k_now)), IsEmpty());
}

TEST_F(RevocationTest, AListPastItsDateStillNamesWhatWasRevoked) {
  const auto then = k_now - days{60};
  EXPECT_THAT(problems_with_list(pecmock::make_crl_pem(m_issuer, {m_leaf.certificate}, then)),
              ElementsAre(CertificateProblem::revoked));
  EXPECT_THAT(problems_with_list(pecmock::make_crl_pem(m_issuer, {m_other_leaf.certificate}, then)), IsEmpty());
}

TEST_F(RevocationTest, AListOfAnotherAuthoritySaysNothing) {
  EXPECT_THAT(problems_with_list(pecmock::make_crl_pem(m_stranger, {m_leaf.certificate}, k_now)), IsEmpty());
}

TEST_F(RevocationTest, SeveralListsMayStandInOneFile) {
  EXPECT_THAT(problems_with_list(pecmock::make_crl_pem(m_stranger, {}, k_now) +
                                 pecmock::make_crl_pem(m_issuer, {m_leaf.certificate}, k_now)),
              ElementsAre(CertificateProblem::revoked));
}

TEST_F(RevocationTest, AFileWithoutAListIsRefusedWithTheReason) {
  const std::string ca_file = m_folder.file("ca.pem", pecmock::to_pem(m_issuer.certificate));
  const std::string text = m_folder.file("text", "hello\n");
  const std::string broken = m_folder.file("broken", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n");
  const std::string folder = m_folder.path();
  const auto refusal = [&](const std::string& file) { return make_ssl_context(ca_file, file).error(); };
  EXPECT_EQ(refusal(text), (NetworkError{NetworkProblem::no_revocation_list_in_file, text, {}}));
  EXPECT_EQ(refusal(ca_file), (NetworkError{NetworkProblem::no_revocation_list_in_file, ca_file, {}}));
  EXPECT_EQ(refusal(broken).problem, NetworkProblem::no_revocation_list_in_file);
  EXPECT_NE(refusal(broken).detail, "");
  EXPECT_EQ(refusal(folder), (NetworkError{NetworkProblem::file_not_regular, folder, {}}));
  EXPECT_EQ(refusal("/nonexistent"),
            (NetworkError{NetworkProblem::file_unreadable, "/nonexistent", "No such file or directory"}));
}

}  // namespace
}  // namespace pecprobe::test
