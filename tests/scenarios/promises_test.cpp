// The checks themselves: each fault must be seen.
#include "tests/scenarios/promises.hpp"

#include "fixtures/mock/mail/encoding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

using pecmock::JournalEntry;
using pecmock::ProbeMode;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = JournalEntry::Kind;

enum class Tls { none, inside };

JournalEntry entry(Kind kind, Tls tls, std::string text = {}, Protocol protocol = Protocol::imap) {
  JournalEntry made;
  made.connection = 1;
  made.protocol = protocol;
  made.encrypted = tls == Tls::inside;
  made.kind = kind;
  made.text = std::move(text);
  return made;
}

ClientRun run_of(std::vector<JournalEntry> journal, const char* verify = "ok") {
  ClientRun run;
  run.journal = std::move(journal);
  run.report = {
      {"accounts", {{{"services", {{{"protocol", "imap"}, {"tls", {{"verify", verify}, {"host_match", true}}}}}}}}}};
  return run;
}

std::vector<std::string> faults(std::vector<JournalEntry> journal, const char* verify = "ok",
                                ProbeMode mode = ProbeMode::implicit) {
  return broken_promises(run_of(std::move(journal), verify), mode);
}

TEST(BrokenPromises, AreNoneInAnOrdinaryLogin) {
  EXPECT_THAT(faults({entry(Kind::connected, Tls::none), entry(Kind::handshake, Tls::inside),
                      entry(Kind::command, Tls::inside, "a1 AUTHENTICATE PLAIN <48 bytes>"),
                      entry(Kind::login, Tls::inside), entry(Kind::command, Tls::inside, "a2 EXAMINE INBOX"),
                      entry(Kind::command, Tls::inside, "a3 LOGOUT"), entry(Kind::disconnected, Tls::inside)}),
              IsEmpty());
}

TEST(BrokenPromises, AreASecondConnectionAndASecondLogin) {
  EXPECT_THAT(faults({entry(Kind::connected, Tls::none), entry(Kind::connected, Tls::none)}),
              Contains(HasSubstr("connected again")));
  EXPECT_THAT(faults({entry(Kind::login, Tls::inside), entry(Kind::login, Tls::inside)}),
              Contains(HasSubstr("second login")));
}

TEST(BrokenPromises, AreLoginsOutsideVerifiedTls) {
  EXPECT_THAT(faults({entry(Kind::login, Tls::none)}), Contains(HasSubstr("outside verified TLS")));
  EXPECT_THAT(faults({entry(Kind::login, Tls::inside)}, "expired"), Contains(HasSubstr("outside verified TLS")));
  EXPECT_THAT(faults({entry(Kind::command, Tls::none, "a1 LOGIN casella@pec.example")}),
              Contains(HasSubstr("outside verified TLS")));
  EXPECT_THAT(faults({entry(Kind::command, Tls::none, "USER casella@pec.example", Protocol::pop3)}),
              Contains(HasSubstr("outside verified TLS")));
  EXPECT_THAT(faults({entry(Kind::command, Tls::inside, "a1 CAPABILITY")}, "untrusted"),
              Contains(HasSubstr("outside verified TLS")));
}

TEST(BrokenPromises, AllowALoginInClearWhereTheUserDid) {
  EXPECT_THAT(faults({entry(Kind::login, Tls::none)}, "ok", ProbeMode::cleartext), IsEmpty());
  EXPECT_THAT(faults({entry(Kind::login, Tls::inside)}, "expired", ProbeMode::cleartext), testing::SizeIs(1));
}

TEST(BrokenPromises, AreCommandsThatACheckDoesNotNeed) {
  for (const auto& [protocol, command] : {std::pair{Protocol::imap, "a2 SELECT INBOX"},
                                          {Protocol::imap, "a2 STORE 1 FLAGS ()"},
                                          {Protocol::imap, "a2 FETCH 1 BODY[]"},
                                          {Protocol::pop3, "RETR 1"},
                                          {Protocol::pop3, "DELE 1"},
                                          {Protocol::smtp, "DATA"},
                                          {Protocol::smtp, "XFOO <3 bytes>"}}) {
    EXPECT_THAT(faults({entry(Kind::command, Tls::inside, command, protocol)}),
                Contains(HasSubstr("not a command of a check")))
        << command;
  }
  EXPECT_THAT(faults({entry(Kind::command, Tls::inside, "<48 bytes>")}), Contains(HasSubstr("not a command")));
  EXPECT_THAT(faults({entry(Kind::message, Tls::inside)}), Contains(HasSubstr("a message was submitted")));
}

TEST(BrokenPromises, AreBytesInClearBehindStarttls) {
  EXPECT_THAT(faults({entry(Kind::discarded, Tls::none)}), Contains(HasSubstr("in clear behind STARTTLS")));
}

std::vector<std::string> betrayals_by(const std::string& output) {
  ClientRun run;
  run.writings = {{"report.text", output}};
  pecmock::ProbeSpec probe;
  probe.password = "s3gr\"eta&7%";
  return betrayals(run, probe);
}

TEST(Betrayals, AreNoneInAnOrdinaryReport) { EXPECT_THAT(betrayals_by("Accesso ok <password>"), IsEmpty()); }

TEST(Betrayals, AreThePasswordInEveryForm) {
  for (const std::string& form :
       {std::string("s3gr\"eta&7%"), std::string("s3gr\\\"eta&7%"), std::string("s3gr&quot;eta&amp;7%"),
        std::string("s3gr\"eta&amp;7%"), std::string("s3gr\"\"eta&7%"), std::string("s3gr%22eta%267%25"),
        std::string("s3gr\\u0022eta\\u00267%"), std::string("s3gr&#34;eta&#38;7%"),
        std::string("s3gr&#x22;eta&#x26;7%"), pecmock::to_hexadecimal("s3gr\"eta&7%"),
        pecmock::to_base64("s3gr\"eta&7%"), pecmock::to_base64("one s3gr\"eta&7% more"),
        pecmock::to_base64("two: s3gr\"eta&7% more"),
        pecmock::to_base64(std::string("\0casella@pec.example\0s3gr\"eta&7%", 32))}) {
    EXPECT_THAT(betrayals_by("what was sent: " + form + "."), Contains(HasSubstr("report.text holds the password")))
        << form;
  }
}

TEST(Betrayals, AreWhatWasMadeOfThePassword) {
  const std::string login = "casella@pec.example";
  const std::string digest = "b913a602c7eda7a495b4e6e7334d3890";
  const std::string cram = pecmock::to_base64(login + " " + digest);
  const std::string scram = pecmock::to_base64("c=biws,r=abc,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
  const std::string name = pecmock::to_base64(login);
  ClientRun run;
  run.responses = {name, cram, scram};
  for (const std::string& sent : {cram, digest, scram, std::string("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=")}) {
    run.writings = {{"report.text", "C: " + sent}};
    EXPECT_THAT(betrayals(run, {}), Contains(HasSubstr("report.text holds the password"))) << sent;
  }
  run.writings = {{"report.text", "C: " + name}};
  EXPECT_THAT(betrayals(run, {}), IsEmpty());
}

}  // namespace
}  // namespace pecprobe::test
