#include "probe/serve/checks/gated_run.hpp"

#include <utility>

namespace pecprobe {

Hold GatedRun::use(Network& network) {
  Hold in_use(nullptr, [this](void*) {
    const std::scoped_lock lock(m_mutex);
    m_network = nullptr;
  });
  const std::scoped_lock lock(m_mutex);
  m_network = &network;
  if (m_cancelled) {
    network.cancel_all(*m_cancelled);
  }
  return in_use;
}

void GatedRun::set_stop(std::function<void()> stop) {
  const std::scoped_lock lock(m_mutex);
  m_stop_check = std::move(stop);
}

/// As long as this lives the check can be stopped: not beyond, also when it throws.
class GatedRun::Reach {
 public:
  Reach(GatedRun& run, std::function<void()> stop) : m_run(run) { m_run.set_stop(std::move(stop)); }
  Reach(const Reach&) = delete;
  Reach& operator=(const Reach&) = delete;
  ~Reach() { m_run.set_stop(nullptr); }

 private:
  GatedRun& m_run;
};

AccountCheck::End GatedRun::check(Network& network, const Account& account, const Secret& password,
                                  const CheckOptions& options) {
  const auto remembered = remembered_refusals(account, password, options);
  const auto gate = m_gates.gate_for(network, account, options.provider);
  AccountCheck check(network, account, {account.login, password}, options, gate.get());
  std::optional<AccountCheck::End> end;
  const Reach reach(*this, [&check, &gate] {
    check.stop();
    gate->stop();
  });
  network.post([&] {
    if (is_cancelled()) {
      check.stop();
    }
    check.start(remembered, [&](AccountCheck::End ended) { end = std::move(ended); });
  });
  network.run();
  return *std::move(end);
}

void GatedRun::through_gate(Network& network, const Account& account, const Provider* provider,
                            const std::function<void(SessionGate&)>& act) {
  const auto gate = m_gates.gate_for(network, account, provider);
  const Reach reach(*this, [&gate] { gate->stop(); });
  if (is_cancelled()) {
    gate->stop();
  }
  act(*gate);
}

void GatedRun::cancel(Duration grace) {
  const std::scoped_lock lock(m_mutex);
  m_cancelled = grace;
  if (m_network != nullptr) {
    m_network->post([this, network = m_network, grace] {
      if (m_stop_check) {
        m_stop_check();
      }
      network->cancel_all(grace);
    });
  }
}

bool GatedRun::is_cancelled() {
  const std::scoped_lock lock(m_mutex);
  return m_cancelled.has_value();
}

}  // namespace pecprobe
