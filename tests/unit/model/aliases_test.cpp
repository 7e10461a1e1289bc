#include "probe/model/aliases.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

TEST(MaskedText, OrdinaryWordsOfTheProtocolsStay) {
  Aliases aliases;
  for (const char* text :
       {"* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=SCRAM-SHA-256-PLUS LOGINDISABLED", "250-ENHANCEDSTATUSCODES",
        "-ERR [AUTHENTICATIONFAILED] failed.", "535 5.7.8 Error", "X509_V_ERR_CERT_HAS_EXPIRED at depth 0",
        "error:0A000086:SSL routines::certificate verify failed", "/etc/ssl/certs/ca-certificates.crt",
        "12:30:45 on 2026-11-22", "TLSv1.3", "<password>"}) {
    EXPECT_EQ(aliases.mask(text), text);
  }
}

TEST(MaskedText, AddressesNumbersAndIdentifiersAreFoundByTheirShape) {
  Aliases aliases;
  EXPECT_EQ(aliases.mask("MAIL FROM:<a.b@c.example>."), "MAIL FROM:<account-1>.");
  EXPECT_EQ(aliases.mask("user=a.b@c.example, rip=192.0.2.1."), "user=account-1, rip=ip-1.");
  EXPECT_EQ(aliases.mask("::1: refused; [fe80::1%eth0]; 192.0.2.1:993"), "ip-2: refused; [ip-3%eth0]; ip-1:993");
  EXPECT_EQ(aliases.mask("id 0123456789abcdef, 550e8400-e29b-41d4-a716-446655440000"), "id id-1, id-2");
  EXPECT_EQ(aliases.mask("+OK <QWxhZGRpbjpvcGVuIHNlc2FtZQ==>"), "+OK <id-3>");
}

TEST(MaskedText, AKnownValueIsReplacedAsAWholeWordOnly) {
  Aliases aliases;
  static_cast<void>(aliases.alias(AliasKind::login, "anna"));
  EXPECT_EQ(aliases.mask("anna ANNA annamaria susanna \"anna\""), "login-1 login-1 annamaria susanna \"login-1\"");
}

TEST(MaskedText, TheEscapeOfAnUnsafeCharacterPartsWords) {
  Aliases aliases;
  static_cast<void>(aliases.alias(AliasKind::login, "M1234567"));
  static_cast<void>(aliases.alias(AliasKind::login, "perch\\xe8"));
  EXPECT_EQ(aliases.mask("\\x1bM1234567\\u{202e}M1234567\\x00"), "\\x1blogin-1\\u{202e}login-1\\x00");
  EXPECT_EQ(aliases.mask("\\x1ba.b@c.example"), "\\x1baccount-1");
  EXPECT_EQ(aliases.mask("user perch\\xe8 unknown"), "user login-2 unknown");
  EXPECT_EQ(aliases.mask("\\xM1234567 \\u{}M1234567"), "\\xM1234567 \\u{}login-1");
}

}  // namespace
}  // namespace pecprobe
