#include "probe/report/step_detail.hpp"

#include "tests/support/sample_results.hpp"

#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

using namespace std::chrono_literals;

std::string detail(Step step, const ServiceFacts& facts, StepStatus status = StepStatus::pass) {
  return step_detail({step, status, {}, {}}, facts, Wording::of(Language::english), sample_day()).text;
}

std::string failure(Step step, const ServiceFacts& facts) { return detail(step, facts, StepStatus::fail); }

ServiceFacts good() { return passed_service(Protocol::imap).facts; }

ServiceFacts stopped(Stop stop) {
  ServiceFacts facts = good();
  facts.dialogue = {};
  facts.dialogue.stop = stop;
  return facts;
}

TEST(StepDetail, counts_addresses_and_gives_the_first) {
  EXPECT_EQ(detail(Step::resolve, good()), "2 addresses: 192.0.2.10");
}

TEST(StepDetail, gives_a_single_address_alone) {
  ServiceFacts facts = good();
  facts.resolve.addresses.resize(1);
  EXPECT_EQ(detail(Step::resolve, facts), "192.0.2.10");
}

TEST(StepDetail, tells_a_name_that_does_not_exist_from_a_resolver_that_does_not_answer) {
  ServiceFacts facts;
  facts.resolve = {ResolveOutcome::not_found, {}, "Name or service not known"};
  EXPECT_EQ(failure(Step::resolve, facts), "the name does not exist or has no address");
  facts.resolve = {ResolveOutcome::failed, {}, "Temporary failure in name resolution"};
  EXPECT_EQ(failure(Step::resolve, facts), "the DNS did not answer: Temporary failure in name resolution");
}

TEST(StepDetail, says_how_each_address_before_the_good_one_ended) {
  ServiceFacts facts = good();
  facts.connect.attempts = {{"2001:db8::1", ConnectOutcome::unreachable, 101, "Network is unreachable", 1ms},
                            {"192.0.2.9", ConnectOutcome::abandoned, 0, "", 1ms},
                            {"192.0.2.10", ConnectOutcome::connected, 0, "", 1ms}};
  EXPECT_EQ(detail(Step::connect, facts), "192.0.2.10 (before: 2001:db8::1: unreachable)");
}

TEST(StepDetail, says_how_every_address_ended_when_none_answered_but_not_endlessly) {
  ServiceFacts facts;
  facts.connect.attempts.assign(6, {"192.0.2.1", ConnectOutcome::refused, 111, "Connection refused", 1ms});
  facts.connect.attempts.front().outcome = ConnectOutcome::timed_out;
  EXPECT_EQ(failure(Step::connect, facts), "192.0.2.1: no answer, 192.0.2.1: refused, 192.0.2.1: refused, 3 more");
}

TEST(StepDetail, quotes_the_proxy) {
  ServiceFacts facts;
  facts.connect.attempts = {{"192.0.2.1", ConnectOutcome::proxy_failed, 0, "CONNECT answered 403", 1ms}};
  EXPECT_EQ(failure(Step::connect, facts), "192.0.2.1: the proxy did not connect: CONNECT answered 403");
}

TEST(StepDetail, says_how_long_the_certificate_lasts) {
  ServiceFacts facts = good();
  EXPECT_EQ(detail(Step::tls, facts), "TLSv1.3, certificate ends in 143 days");
  facts.tls->chain.front().not_after = sample_day() + 23h;
  EXPECT_EQ(detail(Step::tls, facts), "TLSv1.3, the certificate ends today");
}

TEST(StepDetail, names_the_gravest_problem_of_a_certificate) {
  ServiceFacts facts = good();
  facts.tls->failure = TlsFailure::certificate;
  facts.tls->verify_errors = {{CertificateProblem::untrusted, 1, 19, ""}, {CertificateProblem::expired, 0, 10, ""}};
  EXPECT_EQ(failure(Step::tls, facts), "certificate expired");
}

TEST(StepDetail, names_a_wrong_host_where_that_is_all_that_is_wrong) {
  ServiceFacts facts = good();
  facts.tls->failure = TlsFailure::certificate;
  facts.tls->host_match = HostMatch::mismatched;
  EXPECT_EQ(failure(Step::tls, facts), "another server's certificate");
}

TEST(StepDetail, shows_what_came_instead_of_tls) {
  ServiceFacts facts;
  facts.tls = TlsFacts{};
  facts.tls->failure = TlsFailure::not_tls;
  facts.tls->not_tls_bytes = "* OK ready\r\n";
  EXPECT_EQ(failure(Step::tls, facts), "the answer is not TLS: * OK ready\\x0d\\x0a");
}

TEST(StepDetail, gives_the_alert_that_ended_a_handshake) {
  ServiceFacts facts;
  facts.tls = TlsFacts{};
  facts.tls->failure = TlsFailure::alert;
  facts.tls->failure_text = "handshake failure";
  EXPECT_EQ(failure(Step::tls, facts), "refused by the server: handshake failure");
}

TEST(StepDetail, quotes_the_greeting) {
  EXPECT_EQ(detail(Step::greeting, good()), "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] gestore.example ready");
}

TEST(StepDetail, gives_mechanisms_and_the_message_count) {
  EXPECT_EQ(detail(Step::capabilities, good()), "AUTH PLAIN LOGIN");
  EXPECT_EQ(detail(Step::authenticate, good()), "PLAIN");
  EXPECT_EQ(detail(Step::mailbox, good()), "37 messages");
}

TEST(StepDetail, quotes_the_tagged_line_of_imap_and_the_first_line_of_smtp) {
  ServiceFacts facts = stopped(Stop::auth_refused);
  facts.dialogue.auth.reply = Reply{};
  facts.dialogue.auth.reply->lines = {"* NO hint", "a2 NO refused"};
  EXPECT_EQ(failure(Step::authenticate, facts), "a2 NO refused");
  facts.dialogue.auth.reply->code = 535;
  facts.dialogue.auth.reply->lines = {"535-5.7.8 refused", "535 5.7.8 see the guide"};
  EXPECT_EQ(failure(Step::authenticate, facts), "535-5.7.8 refused");
}

TEST(StepDetail, says_how_the_connection_ended_where_no_reply_did) {
  EXPECT_EQ(failure(Step::greeting, stopped(Stop::timed_out)), "no answer in time");
  EXPECT_EQ(failure(Step::authenticate, stopped(Stop::closed)), "connection closed");
  EXPECT_EQ(failure(Step::authenticate, stopped(Stop::reset)), "connection broken");
  EXPECT_EQ(failure(Step::starttls, stopped(Stop::starttls_not_offered)), "not offered");
  EXPECT_EQ(failure(Step::authenticate, stopped(Stop::preauthenticated)), "logged in without a password");
}

TEST(StepDetail, prefers_the_servers_last_words_to_the_way_it_closed) {
  ServiceFacts facts = stopped(Stop::closed);
  facts.dialogue.farewell = Reply{};
  facts.dialogue.farewell->lines = {"* BYE shutting down"};
  EXPECT_EQ(failure(Step::authenticate, facts), "* BYE shutting down");
}

TEST(StepDetail, says_what_a_foreign_greeting_looks_like) {
  ServiceFacts facts = stopped(Stop::not_this_protocol);
  facts.dialogue.looks_like = Lookalike::http;
  facts.dialogue.unexpected = "HTTP/1.1 400 Bad Request";
  EXPECT_EQ(failure(Step::greeting, facts), "looks like HTTP: HTTP/1.1 400 Bad Request");
}

TEST(StepDetail, lists_the_methods_that_we_do_not_have) {
  ServiceFacts facts = stopped(Stop::auth_mechanism_unsupported);
  facts.dialogue.auth.offered = {"GSSAPI", "XOAUTH2"};
  EXPECT_EQ(failure(Step::authenticate, facts), "only GSSAPI XOAUTH2 offered");
}

TEST(StepDetail, says_nothing_about_a_skipped_step) { EXPECT_EQ(detail(Step::mailbox, good(), StepStatus::skip), ""); }

TEST(StepDetail, blames_this_computer_where_it_lacked_resources) {
  ServiceFacts facts;
  facts.local = LocalStop::resources;
  EXPECT_EQ(failure(Step::connect, facts), "this computer lacks resources");
}

}  // namespace
}  // namespace pecprobe::test
