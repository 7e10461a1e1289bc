#include "tests/interop/interop_test.hpp"

#include <string>
#include <string_view>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TlsTest : public EveryService {
 protected:
  /// The handshake fails for this reason, and the server is never sent a password.
  void expect_no_login(std::string_view kind, std::string_view code) {
    SCOPED_TRACE(kind);
    const Checked checked = check(lab().account("good"), {at(scheme(), kind)});
    EXPECT_EQ(checked.code(), code);
    EXPECT_EQ(checked.certainty(), "stated");
    EXPECT_EQ(checked.verdict(), "fail");
    EXPECT_EQ(checked.exit_status, 1);
    EXPECT_FALSE(checked.password_was_sent());
    EXPECT_THAT(checked.events.logins, IsEmpty());
    EXPECT_THAT(checked.events.sessions, ElementsAre(session_without_tls(kind)));
  }

  void expect_pass(std::string_view kind) {
    SCOPED_TRACE(kind);
    const LabAccount good = lab().account("good");
    const Checked checked = check(good, {at(scheme(), kind)});
    EXPECT_EQ(checked.code(), "ok");
    EXPECT_EQ(checked.exit_status, 0);
    EXPECT_THAT(checked.events.logins, ElementsAre(login(good, "ok", kind)));
    EXPECT_THAT(checked.events.sessions, ElementsAre(passed_session(kind)));
  }
};
PECPROBE_FOR_EVERY_SERVICE(TlsTest);

TEST_P(TlsTest, AcceptsAnIntermediateAnEllipticCurveAndANameInTheSubjectOnly) {
  expect_pass("chain");
  expect_pass("ecdsa");
  expect_pass("cn_only");
}

TEST_P(TlsTest, WarnsOfANameInTheSubjectOnly) {
  const Checked checked = check(lab().account("good"), {at(scheme(), "cn_only")});
  ASSERT_EQ(checked.service().at("warnings").size(), 1U);
  EXPECT_EQ(checked.service().at("warnings").at(0).at("code"), "cert_cn_only");
}

TEST_P(TlsTest, SendsNoPasswordToAnExpiredCertificate) { expect_no_login("expired", "tls_cert_expired"); }
TEST_P(TlsTest, SendsNoPasswordBeforeACertificateBegins) { expect_no_login("not_yet_valid", "tls_cert_not_yet_valid"); }
TEST_P(TlsTest, SendsNoPasswordToASelfSignedCertificate) { expect_no_login("self_signed", "tls_cert_self_signed"); }
TEST_P(TlsTest, SendsNoPasswordToAnotherHost) { expect_no_login("wrong_host", "tls_cert_wrong_host"); }
TEST_P(TlsTest, SendsNoPasswordUnderAnUnknownIssuer) { expect_no_login("unknown_issuer", "tls_cert_untrusted"); }
TEST_P(TlsTest, SendsNoPasswordWhereAnIntermediateIsMissing) {
  expect_no_login("missing_intermediate", "tls_cert_chain_incomplete");
}
TEST_P(TlsTest, SendsNoPasswordUnderAShortKey) { expect_no_login("weak_key", "tls_cert_weak"); }
TEST_P(TlsTest, SendsNoPasswordUnderAnOldSignature) { expect_no_login("weak_signature", "tls_cert_weak"); }
TEST_P(TlsTest, SendsNoPasswordToAClientsCertificate) { expect_no_login("wrong_purpose", "tls_cert_wrong_purpose"); }
TEST_P(TlsTest, SpeaksNoOldVersion) {
  // Postfix sends the alert; Dovecot closes without a word, and nothing may be read into that.
  expect_no_login("tls_old", protocol() == "smtp" ? "tls_version_unsupported" : "tls_handshake_failed");
}

TEST_P(TlsTest, SpeaksBothNewVersionsAndSaysWhich) {
  expect_pass("tls12");
  EXPECT_EQ(check(lab().account("good"), {at(scheme(), "tls12")}).service().at("tls").at("version"), "TLSv1.2");
  expect_pass("tls13");
  EXPECT_EQ(check(lab().account("good"), {at(scheme(), "tls13")}).service().at("tls").at("version"), "TLSv1.3");
}

// Dovecot names the certificate in its refusal of the login, Postfix instead of its greeting or of
// its answer to EHLO.
TEST_P(TlsTest, SaysThatAClientCertificateIsRequired) {
  const Checked checked = check(lab().account("good"), {at(scheme(), "client_certificate")});
  EXPECT_EQ(checked.code(), "tls_client_certificate_required");
  EXPECT_EQ(checked.certainty(), "deduced");
  EXPECT_EQ(checked.exit_status, 1);
  EXPECT_THAT(checked.events.logins, IsEmpty());
}

class StarttlsTest : public InteropTest, public testing::WithParamInterface<std::string> {
 protected:
  void SetUp() override {
    InteropTest::SetUp();
    if (!IsSkipped() && !lab().port(GetParam())) {
      GTEST_SKIP() << lab().no_smtp_because();
    }
  }
};
INSTANTIATE_TEST_SUITE_P(, StarttlsTest, testing::Values("imap", "pop3", "smtp"), scheme_name);

TEST_P(StarttlsTest, IsRequired) {
  const Checked checked = check(lab().account("good"), {at(GetParam(), "no_starttls")});
  EXPECT_EQ(checked.code(), "starttls_not_offered");
  EXPECT_EQ(checked.exit_status, 1);
  EXPECT_FALSE(checked.password_was_sent());
  EXPECT_THAT(checked.events.logins, IsEmpty());
}

/// The same server under its number: --allow-cleartext takes no name that only --resolve makes this computer's.
Target by_number(Target target) {
  target.host = target.address;
  return target;
}

TEST_P(StarttlsTest, MayBeLeftOutOnLoopbackWhenAskedFor) {
  const Checked checked =
      check(lab().account("good"), {by_number(at(GetParam(), "no_starttls"))}, {"--allow-cleartext"});
  EXPECT_EQ(checked.code(), "ok");
  EXPECT_EQ(checked.events.logins.size(), 1U);
}

TEST_P(StarttlsTest, IsUsedWhereItIsOfferedAlthoughTheLoginIsOfferedWithout) {
  for (const std::vector<std::string>& options : {std::vector<std::string>{}, {"--allow-cleartext"}}) {
    const Checked checked = check(lab().account("good"), {by_number(at(GetParam(), "same_address"))}, options);
    EXPECT_EQ(checked.code(), "ok");
    EXPECT_TRUE(checked.service().at("tls").is_object());
  }
}

TEST_P(StarttlsTest, KeepsThePasswordBackWhereNoLoginIsOffered) {
  const Checked checked = check(lab().account("good"), {by_number(at(GetParam(), "no_login"))}, {"--allow-cleartext"});
  EXPECT_EQ(checked.code(), "auth_needs_tls");
  EXPECT_FALSE(checked.password_was_sent());
  EXPECT_THAT(checked.events.logins, IsEmpty());
}

}  // namespace
}  // namespace pecprobe::test
