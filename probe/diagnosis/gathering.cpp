#include "probe/diagnosis/gathering.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <tuple>

namespace pecprobe {

namespace {

using std::chrono::days;
using std::chrono::floor;

/// Causes that lie in the account or in what checks its password, so that they hold for its other
/// services too; the first that any service states is the one.
constexpr std::array k_shared_causes = {Code::auth_password_expired, Code::auth_account_disabled,
                                        Code::auth_app_password_required, Code::auth_locked, Code::auth_temporary};

/// The server was there and could not say anything about the password.
constexpr std::array k_trouble = {Code::server_busy,   Code::greeting_timeout,      Code::connection_lost,
                                  Code::reply_timeout, Code::auth_connection_limit, Code::rate_limited};

template <typename Predicate>
std::optional<std::size_t> first(std::size_t count, Predicate holds) {
  for (std::size_t i = 0; i < count; ++i) {
    if (holds(i)) {
      return i;
    }
  }
  return std::nullopt;
}

bool showed_certificate(const ServiceFacts& service) { return service.tls && !service.tls->chain.empty(); }

bool is_about_dates(const VerifyError& error) {
  return error.problem == CertificateProblem::expired || error.problem == CertificateProblem::not_yet_valid;
}

bool is_only_out_of_date(const TlsFacts& tls) {
  return !tls.verify_errors.empty() && tls.host_match != HostMatch::mismatched &&
         std::all_of(tls.verify_errors.begin(), tls.verify_errors.end(), is_about_dates);
}

/// Out of date on this side, the server's own certificate too: an intermediate or a root that ended
/// takes all of its servers with it.
bool is_all(const TlsFacts& tls, CertificateProblem problem) {
  const auto of_this_side = [&](const VerifyError& error) { return error.problem == problem; };
  const auto of_the_leaf = [](const VerifyError& error) { return error.depth == 0; };
  return is_only_out_of_date(tls) && std::all_of(tls.verify_errors.begin(), tls.verify_errors.end(), of_this_side) &&
         std::any_of(tls.verify_errors.begin(), tls.verify_errors.end(), of_the_leaf);
}

bool is_not_vouched_for(const TlsFacts& tls) {
  return std::any_of(tls.verify_errors.begin(), tls.verify_errors.end(), [](const VerifyError& error) {
    return error.problem == CertificateProblem::untrusted || error.problem == CertificateProblem::chain_incomplete;
  });
}

/// The servers' own certificates, of the services that showed one.
std::vector<const TlsFacts*> handshakes(const Gathering& gathering) {
  std::vector<const TlsFacts*> shown;
  for (const ServiceFacts& service : gathering.services) {
    if (showed_certificate(service)) {
      shown.push_back(&*service.tls);
    }
  }
  return shown;
}

}  // namespace

std::size_t Gathering::count(Code code) const {
  return static_cast<std::size_t>(
      std::count_if(alone.begin(), alone.end(), [&](const Diagnosis& d) { return d.code == code; }));
}

bool Gathering::all_ended_in(std::initializer_list<Code> codes) const {
  return alone.size() > 1 && std::all_of(alone.begin(), alone.end(), [&](const Diagnosis& d) {
           return std::find(codes.begin(), codes.end(), d.code) != codes.end();
         });
}

std::optional<std::size_t> Gathering::accepting() const {
  return first(services.size(), [&](std::size_t i) {
    return services[i].dialogue.auth.accepted && alone[i].code != Code::internal_error;
  });
}

std::optional<std::size_t> Gathering::stating() const {
  for (const Code cause : k_shared_causes) {
    const auto found = first(
        alone.size(), [&](std::size_t i) { return ended_in(i, cause) && alone[i].certainty != Certainty::possible; });
    if (found) {
      return found;
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> Gathering::in_trouble() const {
  return first(alone.size(), [&](std::size_t i) {
    return std::find(k_trouble.begin(), k_trouble.end(), alone[i].code) != k_trouble.end();
  });
}

std::optional<std::size_t> Gathering::connected() const {
  return first(services.size(), [&](std::size_t i) { return services[i].connect.address.has_value(); });
}

bool Gathering::expired_on_record() const {
  return knowledge.password.expires && *knowledge.password.expires < knowledge.today &&
         knowledge.two_step != TwoStep::off;
}

bool Gathering::clock_disagrees() const {
  const std::vector<const TlsFacts*> shown = handshakes(*this);
  for (const CertificateProblem side : {CertificateProblem::expired, CertificateProblem::not_yet_valid}) {
    std::set<std::tuple<std::string, days>> origins;
    for (const TlsFacts* tls : shown) {
      if (is_all(*tls, side)) {
        const CertificateFacts& leaf = tls->chain.front();
        const auto day =
            floor<days>(side == CertificateProblem::expired ? leaf.not_after : leaf.not_before).time_since_epoch();
        origins.emplace(leaf.issuer, day);
      }
    }
    const bool all_of_them =
        std::all_of(shown.begin(), shown.end(), [&](const auto* tls) { return is_all(*tls, side); });
    if (all_of_them && origins.size() > 1) {
      return true;
    }
  }
  return false;
}

bool Gathering::certificates_out_of_date() const {
  const std::vector<const TlsFacts*> shown = handshakes(*this);
  return shown.size() > 1 &&
         std::all_of(shown.begin(), shown.end(), [](const auto* tls) { return is_only_out_of_date(*tls); });
}

bool Gathering::one_unknown_issuer() const {
  std::set<std::string> issuers;
  std::set<std::tuple<std::string, std::string>> certificates;
  for (const TlsFacts* tls : handshakes(*this)) {
    if (!is_not_vouched_for(*tls)) {
      return false;
    }
    issuers.insert(tls->chain.front().issuer);
    certificates.emplace(tls->chain.front().subject, tls->chain.front().sha256);
  }
  return issuers.size() == 1 && certificates.size() > 1;
}

}  // namespace pecprobe
