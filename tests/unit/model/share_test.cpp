#include "probe/model/share.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;

Reply reply(std::string line) {
  Reply reply;
  reply.text = line;
  reply.lines = {std::move(line)};
  return reply;
}

AccountResult result() {
  const Endpoint endpoint{Protocol::imap, "imap.ditta-rossi.example", 993, TlsMode::implicit};
  AccountResult result;
  result.account.address = "mario.rossi@pec.example";
  result.account.login = "M1234567";
  result.account.provider = "aruba";
  result.account.endpoints = {endpoint};
  result.services.resize(1);
  ServiceFacts& facts = result.services[0].facts;
  facts.endpoint = endpoint;
  facts.resolve.addresses = {"192.0.2.7", "2001:db8::7"};
  facts.connect.attempts = {
      {"2001:db8::7", ConnectOutcome::refused, 111, "connect to 2001:db8::7 port 993: refused", 1ms}};
  facts.connect.address = "192.0.2.7";
  facts.dialogue.greeting = reply("* OK be17.ditta-rossi.example ready <sTx8Kd0kXIJAAAB3Q>");
  facts.dialogue.auth.reply = reply("NO user Mario.Rossi@PEC.example from [198.51.100.9] refused");
  return result;
}

TEST(Share, ReplacesWhatIdentifiesThePersonAndTheMachines) {
  Aliases aliases;
  const AccountResult shared = share(result(), aliases);
  EXPECT_EQ(shared.account.address, "account-1");
  EXPECT_EQ(shared.account.login, "login-1");
  EXPECT_EQ(shared.account.endpoints[0].host, "host-2");  // host-1 is the domain of the address
  const ServiceFacts& facts = shared.services[0].facts;
  EXPECT_EQ(facts.endpoint.host, "host-2");
  EXPECT_EQ(facts.resolve.addresses, (std::vector<std::string>{"ip-1", "ip-2"}));
  EXPECT_EQ(facts.connect.address, "ip-1");
  EXPECT_EQ(facts.connect.attempts[0].error, "connect to ip-2 port 993: refused");
}

TEST(Share, MasksTheServersLinesWhereverTheyStand) {
  Aliases aliases;
  const AccountResult shared = share(result(), aliases);
  const DialogueFacts& dialogue = shared.services[0].facts.dialogue;
  EXPECT_EQ(dialogue.greeting->text, "* OK host-3 ready <id-1>");
  EXPECT_EQ(dialogue.greeting->lines[0], "* OK host-3 ready <id-1>");
  EXPECT_EQ(dialogue.auth.reply->text, "NO user account-1 from [ip-3] refused");
}

TEST(Share, KeepsWhatTellsNothingAboutThePerson) {
  Aliases aliases;
  AccountResult before = result();
  before.services[0].diagnosis.code = Code::auth_rejected;
  before.password.issued = std::chrono::sys_days{2026y / 8 / 1};
  const AccountResult shared = share(before, aliases);
  EXPECT_EQ(shared.account.provider, "aruba");
  EXPECT_EQ(shared.account.endpoints[0].port, 993);
  EXPECT_EQ(shared.services[0].diagnosis.code, Code::auth_rejected);
  EXPECT_EQ(shared.password.issued, before.password.issued);
}

TEST(Share, CoversCertificatesTranscriptEvidenceAndWarnings) {
  AccountResult before = result();
  ServiceResult& service = before.services[0];
  TlsFacts tls;
  CertificateFacts certificate;
  certificate.subject = "CN=www.rossi.example,O=Rossi";
  certificate.names = {"www.rossi.example", "*.rossi.example"};
  certificate.sha256 = std::string(64, 'a');
  tls.chain = {certificate};
  tls.verify_errors = {{CertificateProblem::wrong_host, 0, 62, "hostname mismatch for imap.ditta-rossi.example"}};
  service.facts.tls = tls;
  service.facts.transcript.add({TranscriptEntry::Kind::sent, true, 0ms, "a1 LOGIN M1234567 <password>"});
  service.facts.transcript.add({TranscriptEntry::Kind::sent, true, 0ms, "TTEyMzQ1Njc="});
  service.diagnosis.evidence = {{Evidence::Kind::server_line, "NO mario.rossi unknown"}};
  service.diagnosis.detail = "imap.ditta-rossi.example";
  before.warnings = {{WarningCode::address_family_broken, "2001:db8::7"}};

  Aliases aliases;
  const AccountResult shared = share(before, aliases);
  const ServiceResult& masked = shared.services[0];
  EXPECT_EQ(masked.facts.tls->chain[0].subject, "CN=host-3,O=Rossi");
  EXPECT_EQ(masked.facts.tls->chain[0].names, (std::vector<std::string>{"host-3", "host-4"}));
  EXPECT_EQ(masked.facts.tls->chain[0].sha256, "id-1");
  EXPECT_EQ(masked.facts.tls->verify_errors[0].text, "hostname mismatch for host-2");
  EXPECT_EQ(masked.facts.transcript.entries()[0].text, "a1 LOGIN login-1 <password>");
  EXPECT_EQ(masked.facts.transcript.entries()[1].text, "login-1");
  EXPECT_EQ(masked.diagnosis.evidence[0].text, "NO account-1 unknown");
  EXPECT_EQ(masked.diagnosis.detail, "host-2");
  EXPECT_EQ(shared.warnings[0].detail, "ip-2");
}

TEST(Share, GivesTheSameAliasInEveryAccountOfARun) {
  Aliases aliases;
  static_cast<void>(share(result(), aliases));
  AccountResult other = result();
  other.account.address = "anna@pec.example";
  other.account.login = "anna@pec.example";
  const AccountResult shared = share(other, aliases);
  EXPECT_EQ(shared.account.address, "account-2");
  EXPECT_EQ(shared.account.login, "account-2");
  EXPECT_EQ(shared.services[0].facts.endpoint.host, "host-2");
}

TEST(Share, CountsDroppedTranscriptLinesAsBefore) {
  AccountResult before = result();
  for (int i = 0; i < 600; ++i) {
    before.services[0].facts.transcript.add({TranscriptEntry::Kind::received, true, 0ms, "x"});
  }
  Aliases aliases;
  const AccountResult shared = share(before, aliases);
  EXPECT_GT(shared.services[0].facts.transcript.dropped(), 0U);
  EXPECT_EQ(shared.services[0].facts.transcript.dropped(), before.services[0].facts.transcript.dropped());
}

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

}  // namespace
}  // namespace pecprobe
