// The handshake and the certificate.
#include "probe/diagnosis/evidence.hpp"
#include "probe/diagnosis/inspection_products.hpp"
#include "probe/diagnosis/rule.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace pecprobe {

namespace {

bool failed_as(const Sighting& s, TlsFailure failure) { return s.facts.tls && s.facts.tls->failure == failure; }

bool has_problem(const Sighting& s, CertificateProblem problem) {
  return s.facts.tls && std::any_of(s.facts.tls->verify_errors.begin(), s.facts.tls->verify_errors.end(),
                                    [&](const VerifyError& error) { return error.problem == problem; });
}

template <CertificateProblem k_problem>
bool certificate_is(const Sighting& s) {
  return has_problem(s, k_problem);
}

bool chain_is_not_trusted(const Sighting& s) {
  return has_problem(s, CertificateProblem::untrusted) || has_problem(s, CertificateProblem::chain_incomplete) ||
         has_problem(s, CertificateProblem::self_signed);
}

/// The inspection product that signed any certificate of the chain, or nothing.
std::string intercepting_product(const Sighting& s) {
  if (s.facts.tls) {
    for (const CertificateFacts& certificate : s.facts.tls->chain) {
      if (const auto product = inspection_product(certificate.issuer); !product.empty()) {
        return std::string(product);
      }
    }
  }
  return {};
}

bool is_intercepted(const Sighting& s) { return chain_is_not_trusted(s) && !intercepting_product(s).empty(); }

/// The month of the first release: a clock that shows an earlier day is wrong.
constexpr std::chrono::sys_days k_first_release = std::chrono::year{2026} / std::chrono::November / 1;

/// It had begun when this program was made, and this computer's clock says that it has not.
bool began_before_this_program(const Sighting& s) {
  return has_problem(s, CertificateProblem::not_yet_valid) && !s.facts.tls->chain.empty() &&
         std::all_of(s.facts.tls->chain.begin(), s.facts.tls->chain.end(),
                     [](const CertificateFacts& certificate) { return certificate.not_before < k_first_release; });
}

bool is_for_another_host(const Sighting& s) {
  return has_problem(s, CertificateProblem::wrong_host) ||
         (s.facts.tls && s.facts.tls->host_match == HostMatch::mismatched);
}

bool fails_some_other_way(const Sighting& s) {
  return has_problem(s, CertificateProblem::other) || failed_as(s, TlsFailure::certificate);
}

bool upgraded(const Sighting& s) { return s.facts.endpoint.tls != TlsMode::implicit; }

bool no_tls_after_starttls(const Sighting& s) { return failed_as(s, TlsFailure::not_tls) && upgraded(s); }
bool no_tls_at_all(const Sighting& s) { return failed_as(s, TlsFailure::not_tls); }
bool no_common_version(const Sighting& s) { return failed_as(s, TlsFailure::version); }
bool wants_client_certificate(const Sighting& s) { return failed_as(s, TlsFailure::client_certificate_required); }

bool handshake_timed_out(const Sighting& s) {
  return failed_as(s, TlsFailure::timed_out) ||
         (s.dialogue.stop == Stop::timed_out && s.dialogue.stopped_at == Step::tls);
}

bool handshake_failed(const Sighting& s) {
  const bool broke_off =
      s.dialogue.stopped_at == Step::tls && (s.dialogue.stop == Stop::closed || s.dialogue.stop == Stop::reset);
  return failed_as(s, TlsFailure::alert) || failed_as(s, TlsFailure::closed) || failed_as(s, TlsFailure::other) ||
         s.dialogue.stop == Stop::tls_failed || broke_off;
}

constexpr std::string_view k_verify = "RFC 5280 §6.1; X509_verify_cert(3)";

template <CertificateProblem k_problem>
constexpr Rule certificate_rule(std::string_view name, Code code) {
  return {name, certificate_is<k_problem>, code, Certainty::stated, certificate_errors, k_verify};
}

constexpr std::array k_tls_rules = {
    Rule{"a known inspection product signed the certificate", is_intercepted, Code::tls_intercepted, Certainty::deduced,
         certificate_errors, "issuer names, see inspection_products.cpp", intercepting_product},
    Rule{"a certificate that began before this program was made is not yet valid", began_before_this_program,
         Code::clock_wrong, Certainty::deduced, certificate_errors, "RFC 5280 §4.1.2.5; the date of the first release"},
    // A CRL is only asked about a chain that was built, so this is the most that can be said of a
    // certificate.
    certificate_rule<CertificateProblem::revoked>("a certificate is revoked", Code::tls_cert_revoked),
    certificate_rule<CertificateProblem::expired>("a certificate is past its end", Code::tls_cert_expired),
    certificate_rule<CertificateProblem::not_yet_valid>("a certificate is before its start",
                                                        Code::tls_cert_not_yet_valid),
    certificate_rule<CertificateProblem::weak>("a key or signature is too weak", Code::tls_cert_weak),
    certificate_rule<CertificateProblem::wrong_purpose>("not a server's certificate", Code::tls_cert_wrong_purpose),
    certificate_rule<CertificateProblem::self_signed>("the certificate is signed by itself",
                                                      Code::tls_cert_self_signed),
    certificate_rule<CertificateProblem::chain_incomplete>("the issuer's certificate was not sent",
                                                           Code::tls_cert_chain_incomplete),
    certificate_rule<CertificateProblem::untrusted>("the issuer is not known", Code::tls_cert_untrusted),
    Rule{"the certificate is for another name", is_for_another_host, Code::tls_cert_wrong_host, Certainty::stated,
         certificate_errors, "RFC 9525 §6"},
    Rule{"the certificate does not hold for another reason", fails_some_other_way, Code::tls_cert_untrusted,
         Certainty::possible, certificate_errors, k_verify},
    Rule{"the server gave up without a client certificate", wants_client_certificate,
         Code::tls_client_certificate_required, Certainty::stated, tls_failure,
         "RFC 8446 §6.2: certificate_required; RFC 5246 §7.2.2"},
    Rule{"what follows the answer to STARTTLS is not TLS", no_tls_after_starttls, Code::starttls_refused,
         Certainty::stated, tls_failure, "RFC 8446 §5.1; seen: Dovecot 2.3.19 with a broken key"},
    Rule{"the peer does not speak TLS", no_tls_at_all, Code::tls_not_spoken, Certainty::stated, tls_failure,
         "RFC 8446 §5.1"},
    Rule{"no protocol version in common", no_common_version, Code::tls_version_unsupported, Certainty::stated,
         tls_failure, "RFC 8446 §6.2: protocol_version"},
    Rule{"the handshake did not finish in time", handshake_timed_out, Code::tls_handshake_timeout, Certainty::stated,
         tls_failure, "our own limit"},
    Rule{"the handshake failed", handshake_failed, Code::tls_handshake_failed, Certainty::stated, tls_failure,
         "RFC 8446 §6.2"},
};

}  // namespace

std::span<const Rule> tls_rules() noexcept { return k_tls_rules; }

}  // namespace pecprobe
