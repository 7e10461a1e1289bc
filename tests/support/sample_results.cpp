#include "tests/support/sample_results.hpp"

#include <algorithm>

namespace pecprobe::test {

namespace {

using namespace std::chrono_literals;

std::string host_of(Protocol protocol) { return std::string(to_string(protocol)) + ".gestore.example"; }

Reply reply(ReplyStatus status, std::string keyword, std::string line, int code = 0) {
  Reply out;
  out.status = status;
  out.keyword = std::move(keyword);
  out.code = code;
  out.text = line;
  out.lines = {std::move(line)};
  return out;
}

CertificateFacts certificate(const std::string& name) {
  CertificateFacts out;
  out.subject = "CN=" + name;
  out.issuer = "CN=Autorità di prova,O=Esempio,C=IT";
  out.names = {name};
  out.not_before = std::chrono::sys_days{2026y / 4 / 14} + 8h;
  out.not_after = std::chrono::sys_days{2027y / 4 / 14} + 8h + 30min;
  out.sha256 = std::string(64, 'a');
  out.key = "EC prime256v1";
  out.signature = "ecdsa-with-SHA256";
  return out;
}

TlsFacts good_tls(const std::string& host) {
  TlsFacts tls;
  tls.version = "TLSv1.3";
  tls.cipher = "TLS_AES_256_GCM_SHA384";
  tls.handshake_round_trips = 1;
  tls.host_match = HostMatch::matched;
  tls.chain = {certificate(host)};
  return tls;
}

/// Steps one after another, the last of them ended as `last` and the rest passed.
std::vector<StepRecord> steps(const std::vector<Step>& names, StepStatus last = StepStatus::pass) {
  std::vector<StepRecord> out;
  Duration at{};
  Duration took = 1200us;
  for (const Step name : names) {
    out.push_back({name, StepStatus::pass, at, took});
    at += took;
    took += 7300us;
  }
  out.back().status = last;
  return out;
}

std::string greeting_of(Protocol protocol) {
  switch (protocol) {
    case Protocol::imap: return "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] gestore.example ready";
    case Protocol::pop3: return "+OK gestore.example ready";
    case Protocol::smtp: return "220 smtp.gestore.example ESMTP";
  }
  return "";
}

DialogueFacts good_dialogue(Protocol protocol) {
  DialogueFacts dialogue;
  const bool is_smtp = protocol == Protocol::smtp;
  dialogue.greeting = reply(ReplyStatus::positive, is_smtp ? "220" : "OK", greeting_of(protocol), is_smtp ? 220 : 0);
  dialogue.after_tls = {"AUTH=PLAIN", "SASL-IR"};
  dialogue.after_login = is_smtp ? std::vector<std::string>{} : std::vector<std::string>{"IDLE"};
  dialogue.auth.offered = {"PLAIN", "LOGIN"};
  dialogue.auth.mechanism = "PLAIN";
  dialogue.auth.attempted = true;
  dialogue.auth.accepted = true;
  dialogue.auth.reply = reply(ReplyStatus::positive, is_smtp ? "235" : "OK", "2.7.0 Accepted", is_smtp ? 235 : 0);
  if (!is_smtp) {
    dialogue.mailbox.messages = 37;
  }
  if (protocol == Protocol::imap) {
    dialogue.mailbox.uid_validity = 1700000000;
  }
  dialogue.farewell_answered = true;
  return dialogue;
}

Transcript transcript_of(const std::vector<TranscriptEntry>& entries) {
  Transcript out;
  for (const TranscriptEntry& entry : entries) {
    out.add(entry);
  }
  return out;
}

Account account_with(const std::vector<ServiceResult>& services) {
  Account account;
  account.address = "ditta@pec.example";
  account.login = "ditta@pec.example";
  account.provider = "gestore";
  for (const ServiceResult& service : services) {
    account.endpoints.push_back(service.facts.endpoint);
  }
  return account;
}

AccountResult result_of(std::vector<ServiceResult> services) {
  AccountResult result;
  result.account = account_with(services);
  result.services = std::move(services);
  return result;
}

Diagnosis diagnosis(Code code, std::vector<Evidence> evidence) {
  Diagnosis out;
  out.code = code;
  out.retry = info(code).retry;
  out.evidence = std::move(evidence);
  return out;
}

/// A service whose last step, `at`, failed; what comes after the password is forgotten unless it was accepted.
ServiceResult failed_service(Protocol protocol, const std::vector<Step>& lived, Stop stop, Diagnosis found) {
  ServiceResult service = passed_service(protocol);
  service.facts.steps = steps(lived, StepStatus::fail);
  service.facts.transcript = {};
  service.facts.dialogue.stop = stop;
  service.facts.dialogue.stopped_at = lived.back();
  service.facts.dialogue.after_login.clear();
  service.facts.dialogue.mailbox = {};
  service.facts.dialogue.farewell_answered = false;
  service.diagnosis = std::move(found);
  return service;
}

void forget_login(ServiceResult& service) {
  service.facts.dialogue.auth = {};
  service.facts.dialogue.after_tls.clear();
}

ServiceResult rejected_service(Protocol protocol, const std::string& line) {
  Diagnosis found = diagnosis(Code::auth_rejected, {{Evidence::Kind::server_line, line}});
  found.hypotheses = {{Code::auth_password_expired, "password_expired"},
                      {Code::auth_app_password_required, "webmail_password_used"},
                      {Code::auth_rejected, "wrong_password"}};
  ServiceResult service =
      failed_service(protocol, {Step::resolve, Step::connect, Step::tls, Step::greeting, Step::authenticate},
                     Stop::auth_refused, std::move(found));
  service.facts.dialogue.auth.accepted = false;
  service.facts.dialogue.auth.reply = reply(ReplyStatus::negative, "NO", line);
  service.facts.transcript = transcript_of({
      {TranscriptEntry::Kind::received, true, 19ms, greeting_of(protocol)},
      {TranscriptEntry::Kind::sent, true, 20ms, "AUTH PLAIN <password>"},
      {TranscriptEntry::Kind::received, true, 122ms, line},
  });
  return service;
}

ServiceResult service_with_expired_certificate(Protocol protocol) {
  ServiceResult service = failed_service(protocol, {Step::resolve, Step::connect, Step::tls}, Stop::none, {});
  TlsFacts& tls = *service.facts.tls;
  tls.failure = TlsFailure::certificate;
  tls.chain.front().not_after = std::chrono::sys_days{2026y / 11 / 1} + 12h;
  tls.verify_errors = {{CertificateProblem::expired, 0, 10, "certificate has expired"}};
  service.diagnosis = diagnosis(Code::tls_cert_expired,
                                {{Evidence::Kind::verify_error, "depth 0: certificate has expired (10)"},
                                 {Evidence::Kind::certificate, "CN=" + host_of(protocol) + ", until 2026-11-01"}});
  forget_login(service);
  service.facts.dialogue.greeting.reset();
  for (const Step step : {Step::greeting, Step::authenticate, Step::logout}) {
    service.facts.steps.push_back({step, StepStatus::skip, 25500us, 0us});
  }
  return service;
}

}  // namespace

std::chrono::sys_days sample_day() { return 2026y / 11 / 22; }

ServiceResult passed_service(Protocol protocol) {
  ServiceResult service;
  ServiceFacts& facts = service.facts;
  facts.endpoint = {protocol, host_of(protocol), default_port(protocol, TlsMode::implicit), TlsMode::implicit};
  facts.resolve.addresses = {"192.0.2.10", "2001:db8::10"};
  facts.connect.address = "192.0.2.10";
  facts.connect.attempts = {{"192.0.2.10", ConnectOutcome::connected, 0, "", 8ms}};
  facts.tls = good_tls(facts.endpoint.host);
  facts.dialogue = good_dialogue(protocol);
  std::vector<Step> lived = {Step::resolve,  Step::connect,      Step::tls,
                             Step::greeting, Step::capabilities, Step::authenticate};
  if (protocol != Protocol::smtp) {
    lived.push_back(Step::mailbox);
  }
  lived.push_back(Step::logout);
  facts.steps = steps(lived);
  facts.transcript = transcript_of({
      {TranscriptEntry::Kind::received, true, 19ms, greeting_of(protocol)},
      {TranscriptEntry::Kind::sent, true, 20ms, "AUTH PLAIN <password>"},
  });
  facts.round_trips = 6;
  facts.elapsed = 121400us;
  service.diagnosis = diagnosis(Code::ok, {});
  return service;
}

AccountResult good_account() {
  AccountResult result =
      result_of({passed_service(Protocol::imap), passed_service(Protocol::pop3), passed_service(Protocol::smtp)});
  result.password = {std::chrono::sys_days{2026y / 11 / 20}, std::chrono::sys_days{2027y / 2 / 20}};
  return result;
}

AccountResult rejected_account() {
  ServiceResult smtp = failed_service(Protocol::smtp, {Step::resolve}, Stop::none, {});
  smtp.facts = ServiceFacts{};
  smtp.facts.endpoint = {Protocol::smtp, host_of(Protocol::smtp), 465, TlsMode::implicit};
  smtp.diagnosis = diagnosis(Code::skipped_lockout_guard, {{Evidence::Kind::other_service, "imap: auth_rejected"},
                                                           {Evidence::Kind::other_service, "pop3: auth_rejected"}});
  AccountResult result =
      result_of({rejected_service(Protocol::imap,
                                  "a2 NO [AUTHENTICATIONFAILED] Authentication failed. "
                                  "[imap.gestore.example: 2026-11-22]"),
                 rejected_service(Protocol::pop3, "-ERR [AUTH] Authentication failed."), std::move(smtp)});
  result.account.two_step = TwoStep::on;
  result.password = {std::chrono::sys_days{2026y / 8 / 1}, std::chrono::sys_days{2026y / 11 / 1}};
  return result;
}

AccountResult expired_certificate_account() {
  return result_of(
      {service_with_expired_certificate(Protocol::imap), service_with_expired_certificate(Protocol::smtp)});
}

AccountResult unknown_host_account() {
  ServiceResult service =
      failed_service(Protocol::imap, {Step::resolve}, Stop::none,
                     diagnosis(Code::dns_not_found, {{Evidence::Kind::system_error, "Name or service not known"}}));
  service.diagnosis.hypotheses = {{Code::dns_not_found, "mailbox_domain_as_host"}, {Code::dns_not_found, "dns_typo"}};
  service.facts.resolve = {ResolveOutcome::not_found, {}, "Name or service not known"};
  service.facts.connect = {};
  service.facts.tls.reset();
  service.facts.dialogue = {};
  service.facts.round_trips = 0;
  AccountResult result = result_of({std::move(service)});
  result.account.provider.clear();
  return result;
}

AccountResult denied_greeting_account() {
  const std::string line =
      "554 5.7.1 smtp.gestore.example: your address 198.51.100.7 is not welcome here, see the "
      "policy";
  ServiceResult service =
      failed_service(Protocol::smtp, {Step::resolve, Step::connect, Step::tls, Step::greeting}, Stop::greeting_refused,
                     diagnosis(Code::access_denied, {{Evidence::Kind::server_line, line}}));
  forget_login(service);
  service.facts.connect.attempts.insert(service.facts.connect.attempts.begin(),
                                        {"2001:db8::10", ConnectOutcome::refused, 111, "Connection refused", 1ms});
  service.facts.dialogue.greeting = reply(ReplyStatus::negative, "554", line, 554);
  service.warnings = {{WarningCode::address_family_broken, "IPv6"}};
  AccountResult result = result_of({std::move(service)});
  result.account.login = "M1234567";
  result.account.kind = AccountKind::multiuser;
  return result;
}

AccountResult full_mailbox_account() {
  const std::string line = "a3 NO [OVERQUOTA] Quota exceeded (mailbox for user is full)";
  ServiceResult imap = failed_service(
      Protocol::imap, {Step::resolve, Step::connect, Step::tls, Step::greeting, Step::authenticate, Step::mailbox},
      Stop::mailbox_refused, diagnosis(Code::mailbox_over_quota, {{Evidence::Kind::server_line, line}}));
  imap.facts.dialogue.mailbox_reply = reply(ReplyStatus::negative, "NO", line);
  imap.facts.dialogue.alerts = {"Casella piena al 100%"};
  ServiceResult pop3 = rejected_service(Protocol::pop3, "-ERR [AUTH] Authentication failed.");
  pop3.diagnosis =
      diagnosis(Code::auth_protocol_disabled, {{Evidence::Kind::server_line, "-ERR [AUTH] Authentication failed."},
                                               {Evidence::Kind::other_service, "smtp: ok"}});
  pop3.diagnosis.certainty = Certainty::deduced;
  ServiceResult smtp = passed_service(Protocol::smtp);
  smtp.warnings = {{WarningCode::no_logout_answer, ""}};
  smtp.facts.steps.back().status = StepStatus::fail;
  AccountResult result = result_of({std::move(imap), std::move(pop3), std::move(smtp)});
  result.password = {std::chrono::sys_days{2026y / 8 / 30}, std::chrono::sys_days{2026y / 11 / 30}};
  result.warnings = {{WarningCode::password_expires_soon, "2026-11-30"}};
  return result;
}

std::string hostile_text() {
  return std::string("\x1b[2J\x1b]0;owned\x07") +
         "\xE2\x80\xAE"
         "gnp.exe" +
         std::string("\0nul", 4) + "\xFF\xC3(\xE2\x80\xA8" +
         "\r\nX-Injected: yes \xC2\x9B"
         "31m </script>\"{\"a\":1} {host} {}";
}

AccountResult hostile_account(const std::string& text, const std::string& tail) {
  ServiceResult service = rejected_service(Protocol::imap, text + tail);
  service.facts.dialogue.greeting = reply(ReplyStatus::positive, text, text);
  service.facts.dialogue.after_tls = {text, tail};
  service.facts.dialogue.auth.offered = {text};
  service.facts.dialogue.auth.mechanism = text;
  service.facts.dialogue.alerts = {text};
  service.facts.resolve.addresses = {text, text};
  service.facts.connect.address = text;
  service.facts.connect.attempts = {{text, ConnectOutcome::other, 5, text, 1ms}};
  service.facts.tls->version = text;
  service.facts.tls->cipher = text;
  service.facts.tls->chain = {{text, text, {text}, {}, {}, text, text, text}};
  service.facts.endpoint.host = text;
  service.diagnosis.detail = text;
  service.diagnosis.evidence.push_back({Evidence::Kind::certificate, text});
  service.warnings = {{WarningCode::cert_cn_only, text}};
  service.facts.transcript.add({TranscriptEntry::Kind::received, true, 1ms, text});
  AccountResult result = result_of({std::move(service)});
  result.account.address = text + "@pec.example";
  result.account.login = text;
  result.account.provider = text;
  return result;
}

std::vector<NamedResult> sample_results() {
  return {{"good", good_account()},
          {"rejected", rejected_account()},
          {"expired_certificate", expired_certificate_account()},
          {"unknown_host", unknown_host_account()},
          {"denied_greeting", denied_greeting_account()},
          {"full_mailbox", full_mailbox_account()},
          {"hostile", hostile_account()}};
}

AccountResult account_that_ended_in(Code code) {
  ServiceResult service = passed_service(Protocol::imap);
  service.diagnosis = diagnosis(code, {{Evidence::Kind::server_line, "a1 NO"}});
  return result_of({std::move(service)});
}

}  // namespace pecprobe::test
