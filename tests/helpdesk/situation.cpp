#include "tests/helpdesk/situation.hpp"

#include "probe/config/provider_table.hpp"
#include "probe/engine/knowledge.hpp"
#include "probe/engine/warnings.hpp"
#include "probe/model/expiry.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/unit/diagnosis/facts.hpp"

#include <algorithm>

namespace pecprobe::test {

namespace {

const Provider* provider_of(const Account& account) {
  return ProviderTable::built_in().find_provider(account.provider);
}

Account account_at(std::string provider) {
  Account account;
  account.address = "ditta@pec.example";
  account.login = account.address;
  account.provider = std::move(provider);
  return account;
}

/// Nothing happened after `step`, and this failed.
void end_in(ServiceFacts& service, Step step) {
  const auto at = std::find_if(service.steps.begin(), service.steps.end(),
                               [&](const StepRecord& record) { return record.step == step; });
  StepRecord last = at == service.steps.end() ? service.steps.back() : *at;
  service.steps.erase(at, service.steps.end());
  last.step = step;
  last.status = StepStatus::fail;
  service.steps.push_back(last);
  service.dialogue.stopped_at = step;
  service.dialogue.farewell_answered = false;
}

Step refused_step(Stop stop) {
  return stop == Stop::mailbox_refused  ? Step::mailbox
         : stop == Stop::sender_refused ? Step::sender
                                        : Step::authenticate;
}

}  // namespace

Account at_aruba() { return account_at("aruba"); }
Account at_legalmail() { return account_at("legalmail"); }

Account knowing(Account account, TwoStep two_step, int days_since_issued) {
  account.two_step = two_step;
  account.password_issued = sample_day() - std::chrono::days{days_since_issued};
  return account;
}

ServiceFacts accepted(const Account& account, Protocol protocol) {
  ServiceFacts service = passed_service(protocol).facts;
  const std::vector<Endpoint>& endpoints = provider_of(account)->endpoints;
  service.endpoint = *std::find_if(endpoints.begin(), endpoints.end(),
                                   [&](const Endpoint& endpoint) { return endpoint.protocol == protocol; });
  service.dialogue.greeting = reply(protocol == Protocol::imap   ? "* OK ready"
                                    : protocol == Protocol::pop3 ? "+OK ready"
                                                                 : "220 ESMTP");
  service.dialogue.auth.reply = reply(protocol == Protocol::imap   ? "OK Logged in"
                                      : protocol == Protocol::pop3 ? "+OK Logged in."
                                                                   : "235 2.7.0 Authentication successful");
  service.tls->chain.front().subject = "CN=" + service.endpoint.host;
  service.transcript = {};
  return service;
}

ServiceFacts refused(ServiceFacts service, Stop stop, std::string_view line) {
  DialogueFacts& dialogue = service.dialogue;
  dialogue.stop = stop;
  dialogue.mailbox = {};
  end_in(service, refused_step(stop));
  switch (refused_step(stop)) {
    case Step::mailbox: dialogue.mailbox_reply = reply(line); break;
    case Step::sender: dialogue.sender_reply = reply(line); break;
    default:
      dialogue.after_login.clear();
      dialogue.auth.accepted = false;
      dialogue.auth.reply = reply(line);
      break;
  }
  return service;
}

ServiceFacts refused_generically(ServiceFacts service) {
  const Protocol protocol = service.endpoint.protocol;
  return refused(std::move(service), Stop::auth_refused,
                 protocol == Protocol::smtp   ? "535 5.7.8 Authentication failed"
                 : protocol == Protocol::pop3 ? "-ERR [AUTH] Authentication failed."
                                              : "NO [AUTHENTICATIONFAILED] Authentication failed.");
}

ServiceFacts with_certificate(ServiceFacts service, CertificateProblem problem, const std::string& issuer,
                              std::chrono::sys_days begins, std::chrono::sys_days ends) {
  TlsFacts& tls = *service.tls;
  tls.failure = TlsFailure::certificate;
  tls.chain.front().issuer = issuer;
  tls.chain.front().not_before = begins;
  tls.chain.front().not_after = ends;
  const bool is_expired = problem == CertificateProblem::expired;
  const bool is_early = problem == CertificateProblem::not_yet_valid;
  tls.verify_errors = {is_expired ? VerifyError{problem, 0, 10, "certificate has expired"}
                       : is_early ? VerifyError{problem, 0, 9, "certificate is not yet valid"}
                                  : VerifyError{problem, 0, 20, "unable to get local issuer certificate"}};
  service.dialogue = {};
  end_in(service, Step::tls);
  return service;
}

ServiceFacts without_tls(ServiceFacts service, std::string_view bytes) {
  service.tls = TlsFacts{};
  service.tls->failure = TlsFailure::not_tls;
  service.tls->not_tls_bytes = bytes;
  service.dialogue = {};
  end_in(service, Step::tls);
  return service;
}

ServiceFacts unanswered(ServiceFacts service) {
  service.connect.address.reset();
  service.connect.attempts = {
      {"192.0.2.10", ConnectOutcome::timed_out, 110, "Connection timed out", std::chrono::seconds{10}}};
  service.tls.reset();
  service.dialogue = {};
  end_in(service, Step::connect);
  return service;
}

ServiceFacts unknown_name(ServiceFacts service, const std::string& host) {
  service.endpoint.host = host;
  service.resolve = {ResolveOutcome::not_found, {}, "Name or service not known"};
  service.connect = {};
  service.tls.reset();
  service.dialogue = {};
  end_in(service, Step::resolve);
  return service;
}

AccountResult concluded(const Situation& situation) {
  const Secret password{situation.password};
  CheckOptions options;
  options.today = sample_day();
  options.provider = provider_of(situation.account);
  options.password = password_dates(situation.account.password_issued, options.provider);
  AccountResult result{situation.account, options.password, {}, {}};
  if (options.provider != nullptr) {
    result.provider = *options.provider;
  }
  const std::vector<Diagnosis> diagnoses =
      diagnose(situation.services, knowledge_of(situation.account, password, options));
  for (std::size_t i = 0; i < diagnoses.size(); ++i) {
    result.services.push_back(
        {situation.services[i], diagnoses[i], service_warnings(situation.services[i], sample_day())});
  }
  result.warnings = account_warnings(result, password, options.provider, sample_day());
  return result;
}

}  // namespace pecprobe::test
