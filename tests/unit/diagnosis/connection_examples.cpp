// Examples for reach_rules.cpp and tls_rules.cpp.
#include "tests/unit/diagnosis/facts.hpp"
#include "tests/unit/diagnosis/rule_examples.hpp"

namespace pecprobe::test {

namespace {

using enum ConnectOutcome;
using Problem = CertificateProblem;

ServiceFacts local_stop(LocalStop stop) {
  return with(passed(Protocol::imap), [&](ServiceFacts& f) { f.local = stop; });
}

ServiceFacts resolved(ResolveOutcome outcome) {
  return with(not_connected({}), [&](ServiceFacts& f) { f.resolve.outcome = outcome; });
}

ServiceFacts another_host(HostMatch match) {
  return with(certificate_failed({}), [&](ServiceFacts& f) { f.tls->host_match = match; });
}

}  // namespace

std::vector<RuleExample> connection_examples() {
  const ServiceFacts untrusted = certificate_failed({Problem::untrusted});
  const ServiceFacts begun_in_october = with(certificate_failed({Problem::not_yet_valid}), [](ServiceFacts& f) {
    f.tls->chain.front().not_before = std::chrono::sys_days{std::chrono::year{2026} / 10 / 31};
  });
  return {
      {"this computer could not look the name up", resolved(ResolveOutcome::local_failure),
       resolved(ResolveOutcome::failed)},
      {"this computer lacked a resource", local_stop(LocalStop::resources), local_stop(LocalStop::cancelled)},
      {"the user interrupted the check",
       with(test::connected(Protocol::imap), [](ServiceFacts& f) { f.local = LocalStop::cancelled; }),
       local_stop(LocalStop::cancelled)},
      {"the name has no address", resolved(ResolveOutcome::not_found), resolved(ResolveOutcome::failed)},
      {"the resolver gave no answer", resolved(ResolveOutcome::failed), resolved(ResolveOutcome::found)},
      {"the proxy did not connect us", not_connected({proxy_failed}), not_connected({refused})},
      {"an address refused the connection", not_connected({timed_out, unreachable, refused}),
       not_connected({timed_out})},
      {"this computer had no socket to connect with", not_connected({timed_out, local_failure}),
       not_connected({refused, local_failure})},
      {"no route to any address", not_connected({timed_out, unreachable}), not_connected({refused, unreachable})},
      {"no address answered in time", not_connected({timed_out, timed_out}), not_connected({timed_out, unreachable})},
      {"no address could be reached", not_connected({other}), not_connected({other, timed_out})},

      {"a known inspection product signed the certificate",
       certificate_failed({Problem::untrusted}, "CN=Avast Web/Mail Shield Untrusted Root,O=Avast"),
       certificate_failed({Problem::wrong_host}, "CN=Avast Web/Mail Shield Root")},
      {"a certificate is revoked", certificate_failed({Problem::expired, Problem::revoked}),
       certificate_failed({Problem::expired})},
      {"a certificate that began before this program was made is not yet valid", begun_in_october,
       certificate_failed({Problem::not_yet_valid})},
      {"a certificate is past its end", certificate_failed({Problem::untrusted, Problem::expired}), untrusted},
      {"a certificate is before its start", certificate_failed({Problem::weak, Problem::not_yet_valid}),
       certificate_failed({Problem::not_yet_valid, Problem::expired})},
      {"a key or signature is too weak", certificate_failed({Problem::wrong_purpose, Problem::weak}),
       certificate_failed({Problem::expired, Problem::weak})},
      {"not a server's certificate", certificate_failed({Problem::self_signed, Problem::wrong_purpose}),
       certificate_failed({Problem::weak, Problem::wrong_purpose})},
      {"the certificate is signed by itself", certificate_failed({Problem::chain_incomplete, Problem::self_signed}),
       certificate_failed({Problem::wrong_purpose, Problem::self_signed})},
      {"the issuer's certificate was not sent", certificate_failed({Problem::untrusted, Problem::chain_incomplete}),
       certificate_failed({Problem::self_signed, Problem::chain_incomplete})},
      {"the issuer is not known", certificate_failed({Problem::wrong_host, Problem::untrusted}),
       certificate_failed({Problem::chain_incomplete, Problem::untrusted})},
      {"the certificate is for another name", another_host(HostMatch::mismatched),
       another_host(HostMatch::matched_common_name_only)},
      {"the certificate does not hold for another reason", certificate_failed({Problem::other}), untrusted},
      {"the server gave up without a client certificate", tls_failed(TlsFailure::client_certificate_required),
       tls_failed(TlsFailure::alert)},
      {"what follows the answer to STARTTLS is not TLS", tls_failed(TlsFailure::not_tls, TlsMode::starttls),
       tls_failed(TlsFailure::alert, TlsMode::starttls)},
      {"the peer does not speak TLS", tls_failed(TlsFailure::not_tls), tls_failed(TlsFailure::closed)},
      {"no protocol version in common", tls_failed(TlsFailure::version), tls_failed(TlsFailure::alert)},
      {"the handshake did not finish in time", tls_failed(TlsFailure::timed_out),
       lost(Protocol::imap, Stop::timed_out, Step::greeting)},
      {"the handshake failed", tls_failed(TlsFailure::closed), lost(Protocol::imap, Stop::closed, Step::greeting)},
  };
}

}  // namespace pecprobe::test
