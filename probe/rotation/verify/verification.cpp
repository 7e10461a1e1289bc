#include "probe/rotation/verify/verification.hpp"

#include "probe/engine/knowledge.hpp"
#include "probe/rotation/verify/conclusion.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace pecprobe {

namespace {

using std::chrono::milliseconds;

bool was_diagnosed_now(const ServiceResult& service) noexcept {
  return !service.remembered && service.diagnosis.code != Code::skipped_lockout_guard;
}

/// A service that an earlier one's words about a lock keep from being asked.
ServiceResult spared(const Endpoint& endpoint, const std::vector<ServiceResult>& asked) {
  ServiceResult result;
  result.facts.endpoint = endpoint;
  result.diagnosis.code = Code::skipped_lockout_guard;
  result.diagnosis.retry = info(Code::skipped_lockout_guard).retry;
  for (const ServiceResult& service : asked) {
    if (speaks_of_a_lock(service)) {
      result.diagnosis.evidence.push_back(
          {Evidence::Kind::other_service, std::string(to_string(service.facts.endpoint.protocol)) + ": " +
                                              std::string(to_string(service.diagnosis.code))});
    }
  }
  return result;
}

/// Tries the passwords as the budget allows and keeps what came of it.
class Verifier {
 public:
  Verifier(Network& network, const Account& account, const Credentials& password, const VerificationOptions& options)
      : m_network(network), m_account(account), m_password(password), m_options(options) {
    m_done.kind = options.kind;
  }

  Verification rotation(const Credentials* old_password) {
    m_done.account = checked(m_account, m_password, m_options.check);
    count_first_tries();
    poll();
    if (const auto place = place_for_old_password(m_done.account);
        old_password != nullptr && place && !m_network.signal()) {
      ask_about(*old_password, *place);
    }
    conclude_rotation(m_done, old_password == nullptr ? OldPassword::not_given : OldPassword::given);
    return std::move(m_done);
  }

  Verification deactivation() {
    CheckOptions check = m_options.check;
    check.after_two_refusals = AfterTwoRefusals::try_all;  // the order is ours
    std::vector<std::size_t> first;
    std::vector<std::size_t> last;
    for (std::size_t i = 0; i < m_account.endpoints.size(); ++i) {
      (m_account.endpoints[i].protocol == Protocol::pop3 ? last : first).push_back(i);
    }
    m_done.account = checked(part(first), m_password, check);
    std::vector<ServiceResult> asked = std::move(m_done.account.services);
    const bool is_safe = m_options.check.after_two_refusals == AfterTwoRefusals::try_all ||
                         std::none_of(asked.begin(), asked.end(), speaks_of_a_lock);
    std::vector<ServiceResult> others;
    if (is_safe) {
      others = checked(part(last), m_password, check).services;
    } else {
      for (const std::size_t service : last) {
        others.push_back(spared(m_account.endpoints[service], asked));
      }
    }
    m_done.account.account = m_account;
    m_done.account.services.resize(m_account.endpoints.size());
    put(first, std::move(asked));
    put(last, std::move(others));
    count_first_tries();
    diagnose_together();
    m_done.outcome = deactivation_outcome(m_done.answers());
    return std::move(m_done);
  }

 private:
  [[nodiscard]] AccountResult checked(const Account& account, const Credentials& password, const CheckOptions& check) {
    return run_check(m_network, account, password, check, m_options.gate);
  }

  [[nodiscard]] Account part(const std::vector<std::size_t>& services) const {
    Account account = m_account;
    account.endpoints.clear();
    for (const std::size_t service : services) {
      account.endpoints.push_back(m_account.endpoints[service]);
    }
    return account;
  }

  void put(const std::vector<std::size_t>& places, std::vector<ServiceResult> results) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      m_done.account.services[places[i]] = std::move(results[i]);
    }
  }

  void count_first_tries() {
    m_done.tries.resize(m_done.account.services.size());
    for (std::size_t i = 0; i < m_done.tries.size(); ++i) {
      m_done.tries[i].logins = m_done.account.services[i].facts.dialogue.auth.attempted ? 1 : 0;
    }
  }

  void poll() {
    PollBudget budget{m_options.wait_at_most};
    milliseconds waited{};
    while (!m_network.signal()) {
      const auto round = next_poll(m_done.account.services, budget);
      if (!round || m_options.wait({round->wait, protocols_of(round->services)}) == Waited::interrupted) {
        return;
      }
      budget = after(budget, *round);
      waited += round->wait;
      ask_again(round->services, waited);
    }
  }

  [[nodiscard]] std::vector<Protocol> protocols_of(const std::vector<std::size_t>& services) const {
    std::vector<Protocol> protocols;
    protocols.reserve(services.size());
    for (const std::size_t service : services) {
      protocols.push_back(m_account.endpoints[service].protocol);
    }
    return protocols;
  }

  void ask_again(const std::vector<std::size_t>& services, milliseconds waited) {
    CheckOptions check = m_options.check;
    // Polling is the stated exception to the guard, and one service's refusal says nothing about the password while
    // another one accepts it: nothing is to be remembered of it.
    check.memory = nullptr;
    std::vector<ServiceResult> results = checked(part(services), m_password, check).services;
    for (std::size_t i = 0; i < services.size(); ++i) {
      if (results[i].diagnosis.code == Code::cancelled) {
        continue;  // what it said before still stands
      }
      ServiceTries& tries = m_done.tries[services[i]];
      tries.logins += results[i].facts.dialogue.auth.attempted ? 1 : 0;
      tries.waited = waited;
      m_done.account.services[services[i]] = std::move(results[i]);
    }
    diagnose_together();
  }

  /// Rounds see a part of the services each; what they mean shows only side by side.
  void diagnose_together() {
    std::vector<ServiceFacts> facts;
    for (const ServiceResult& service : m_done.account.services) {
      if (was_diagnosed_now(service)) {
        facts.push_back(service.facts);
      }
    }
    auto diagnoses = diagnose(facts, knowledge_of(m_account, m_password.password, m_options.check));
    auto next = diagnoses.begin();
    for (ServiceResult& service : m_done.account.services) {
      if (was_diagnosed_now(service)) {
        const Diagnosis former = std::exchange(service.diagnosis, std::move(*next++));
        if (service.diagnosis.code == former.code && service.diagnosis.detail.empty()) {
          service.diagnosis.detail = former.detail;  // the better host, which only the whole check knows
        }
      }
    }
  }

  void ask_about(const Credentials& old_password, std::size_t place) {
    CheckOptions check = m_options.check;
    check.password = {};  // the dates on record are not this password's
    m_done.old_password = std::move(checked(part({place}), old_password, check).services.front());
  }

  Network& m_network;
  const Account& m_account;
  const Credentials& m_password;
  const VerificationOptions& m_options;
  Verification m_done;
};

}  // namespace

std::vector<ServiceAnswer> Verification::answers() const {
  std::vector<ServiceAnswer> found;
  for (const ServiceResult& service : account.services) {
    found.push_back({service.facts.endpoint.protocol, answer_of(service)});
  }
  return found;
}

int Verification::logins_with_new_password() const noexcept {
  return std::accumulate(tries.begin(), tries.end(), 0,
                         [](int sum, const ServiceTries& service) { return sum + service.logins; });
}

int Verification::logins_with_old_password() const noexcept {
  return old_password && old_password->facts.dialogue.auth.attempted ? 1 : 0;
}

Verification verify(Network& network, const Account& account, const Credentials& password,
                    const Credentials* old_password, const VerificationOptions& options) {
  Verifier verifier{network, account, password, options};
  switch (options.kind) {
    case VerificationKind::rotation: return verifier.rotation(old_password);
    case VerificationKind::deactivation: break;
  }
  return verifier.deactivation();
}

}  // namespace pecprobe
