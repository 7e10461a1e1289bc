#include "probe/serve/checks/shared_gates.hpp"

#include "probe/batch/batch.hpp"
#include "protocols/base/text.hpp"

#include <random>
#include <utility>
#include <vector>

namespace pecprobe {

namespace {

double chance() {
  thread_local std::minstd_rand numbers{std::random_device{}()};
  return std::uniform_real_distribution<double>{}(numbers);
}

SessionKey key_of(const Account& account, const Endpoint& endpoint, const Provider* provider) {
  return {{ascii_lower(endpoint.host), endpoint.protocol, batch_group(account)},
          account.login,
          provider_rate(provider, endpoint.protocol, ShardBudgets{})};
}

}  // namespace

class SharedGates::Gate final : public AccountGate {
 public:
  Gate(SharedGates& gates, Network& network, const Account& account, const Provider* provider)
      : m_gates(gates), m_network(network), m_account(account), m_provider(provider) {}

  void ask(const Endpoint& endpoint, Answer answer) override {
    m_waiting.emplace_back(key_of(endpoint), std::move(answer));
    m_look = m_network.after(Duration::zero(), [this] { look(); });
  }

  void ended(const Endpoint& endpoint, const ServiceFacts& facts) override {
    m_gates.end(key_of(endpoint), session_end(facts));
  }

  void stop() override {
    m_is_stopping = true;
    if (!m_waiting.empty()) {
      m_look = m_network.after(Duration::zero(), [this] { look(); });
    }
  }

 private:
  [[nodiscard]] SessionKey key_of(const Endpoint& endpoint) const {
    return pecprobe::key_of(m_account, endpoint, m_provider);
  }

  void look() {
    for (auto& [key, answer] : std::exchange(m_waiting, {})) {
      if (m_is_stopping) {
        answer({Admission::Kind::cancel});
      } else if (m_gates.begin(key)) {
        answer({Admission::Kind::start});
      } else {
        m_waiting.emplace_back(key, std::move(answer));
      }
    }
    if (!m_waiting.empty()) {
      m_look = m_network.after(k_between_looks, [this] { look(); });
    }
  }

  SharedGates& m_gates;
  Network& m_network;
  const Account& m_account;
  const Provider* m_provider;
  bool m_is_stopping = false;
  std::vector<std::pair<SessionKey, Answer>> m_waiting;
  Hold m_look;
};

SharedGates::SharedGates(const SessionGates::Limits& limits) : m_gates(limits, chance) {}

std::unique_ptr<AccountGate> SharedGates::gate_for(Network& network, const Account& account, const Provider* provider) {
  return std::make_unique<Gate>(*this, network, account, provider);
}

Hold SharedGates::take_place(const Account& account, const Endpoint& endpoint, const Provider* provider) {
  const SessionKey key = key_of(account, endpoint, provider);
  if (!begin(key)) {
    return nullptr;
  }
  return {this, [key](SharedGates* gates) { gates->end(key, SessionEnd::other); }};
}

bool SharedGates::begin(const SessionKey& key) {
  const std::scoped_lock lock(m_mutex);
  const Instant now = m_clock.now();
  if (m_gates.run_block(now) || m_gates.lane_block(key, now) || m_gates.is_account_busy(key)) {
    return false;
  }
  m_gates.begin(key, now);
  return true;
}

void SharedGates::end(const SessionKey& key, SessionEnd how) {
  const std::scoped_lock lock(m_mutex);
  m_gates.end(key, how, m_clock.now());
}

}  // namespace pecprobe
