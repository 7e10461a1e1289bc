#include "probe/report/shown_share.hpp"

#include "probe/report/wording.hpp"
#include "tests/support/sample_results.hpp"

#include <gtest/gtest.h>

namespace pecprobe::test {
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
  facts.connect.address = "192.0.2.7";
  facts.dialogue.greeting = reply("* OK be17.ditta-rossi.example ready <sTx8Kd0kXIJAAAB3Q>");
  facts.dialogue.alerts = {"user Mario.Rossi@PEC.example from [198.51.100.9] is locked"};
  facts.steps = {{Step::greeting, StepStatus::pass, 0ms, 1ms}};
  return result;
}

ShownAccount open_account(const AccountResult& result) {
  return shown(result, Wording::of(Language::english), sample_day());
}

ShownAccount shared(const AccountResult& result) {
  Aliases aliases;
  return share(open_account(result), aliases);
}

TEST(Share, replaces_what_identifies_the_person_and_the_machines) {
  const ShownAccount account = shared(result());
  EXPECT_EQ(account.address, "account-1");
  EXPECT_EQ(account.login, "login-1");
  EXPECT_EQ(account.services[0].endpoint.host, "host-2");  // host-1 is the domain of the address
  EXPECT_EQ(account.services[0].address, "ip-1");
}

TEST(Share, masks_the_servers_lines_wherever_they_stand) {
  const ShownAccount account = shared(result());
  EXPECT_EQ(account.services[0].steps[0].detail, "* OK host-3 ready <id-1>");
  EXPECT_EQ(account.services[0].alerts, (std::vector<std::string>{"user account-1 from [ip-2] is locked"}));
}

TEST(Share, keeps_what_tells_nothing_about_the_person) {
  AccountResult before = result();
  before.services[0].diagnosis.code = Code::auth_rejected;
  before.password.issued = sample_day();
  const ShownAccount account = shared(before);
  EXPECT_EQ(account.provider, "aruba");
  EXPECT_EQ(account.services[0].endpoint.port, 993);
  EXPECT_EQ(account.services[0].diagnosis.code, Code::auth_rejected);
  EXPECT_EQ(account.password, open_account(before).password);
}

TEST(Share, covers_certificates_dialogue_evidence_and_warnings) {
  AccountResult before = result();
  ServiceResult& service = before.services[0];
  TlsFacts tls;
  CertificateFacts certificate;
  certificate.subject = "CN=www.rossi.example,O=Rossi";
  certificate.names = {"www.rossi.example", "*.rossi.example"};
  certificate.sha256 = std::string(64, 'a');
  tls.chain = {certificate};
  service.facts.tls = tls;
  service.facts.transcript.add({TranscriptEntry::Kind::sent, true, 0ms, "a1 LOGIN M1234567 <password>"});
  service.facts.transcript.add({TranscriptEntry::Kind::sent, true, 0ms, "TTEyMzQ1Njc="});
  service.diagnosis.evidence = {{Evidence::Kind::server_line, "NO mario.rossi unknown"}};
  service.diagnosis.detail = "imap.ditta-rossi.example";
  before.warnings = {{WarningCode::address_family_broken, "2001:db8::7"}};

  const ShownAccount account = shared(before);
  const ShownService& masked = account.services[0];
  EXPECT_EQ(masked.tls->chain[0].subject, "CN=host-3,O=Rossi");
  EXPECT_EQ(masked.tls->chain[0].names, (std::vector<std::string>{"host-3", "host-4"}));
  EXPECT_EQ(masked.tls->chain[0].sha256, "id-2");  // id-1 stands in the greeting
  EXPECT_EQ(masked.dialogue[0].text, "a1 LOGIN login-1 <password>");
  EXPECT_EQ(masked.dialogue[1].text, "login-1");
  EXPECT_EQ(masked.diagnosis.evidence[0].text, "NO account-1 unknown");
  EXPECT_NE(masked.diagnosis.text.title.find("host-2"), std::string::npos) << masked.diagnosis.text.title;
  EXPECT_NE(account.warnings[0].text.find("ip-2"), std::string::npos) << account.warnings[0].text;
}

TEST(Share, drops_what_a_cut_has_left_of_a_word) {
  for (std::size_t room = 0; room < 60; ++room) {
    AccountResult before = result();
    before.services[0].diagnosis.detail =
        std::string(room, '.') + " mario.rossi@pec.example at imap.ditta-rossi.example";
    const std::string title = shared(before).services[0].diagnosis.text.title;
    for (const char* part : {"mario", "mari", "rossi", "pec.ex", "ditta", "imap.d"}) {
      EXPECT_EQ(title.find(part), std::string::npos) << title;
    }
  }
}

TEST(Share, gives_the_same_alias_in_every_account_of_a_run) {
  Aliases aliases;
  static_cast<void>(share(open_account(result()), aliases));
  AccountResult other = result();
  other.account.address = other.account.login = "anna@pec.example";
  const ShownAccount account = share(open_account(other), aliases);
  EXPECT_EQ(account.address, "account-2");
  EXPECT_EQ(account.login, "account-2");
  EXPECT_EQ(account.services[0].endpoint.host, "host-2");
}

TEST(Share, counts_dropped_lines_of_the_dialogue_as_before) {
  AccountResult before = result();
  for (int i = 0; i < 600; ++i) {
    before.services[0].facts.transcript.add({TranscriptEntry::Kind::received, true, 0ms, "x"});
  }
  EXPECT_GT(open_account(before).services[0].dialogue_dropped, 0U);
  EXPECT_EQ(shared(before).services[0].dialogue_dropped, open_account(before).services[0].dialogue_dropped);
}

}  // namespace
}  // namespace pecprobe::test
