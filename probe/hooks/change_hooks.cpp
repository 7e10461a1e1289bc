#include "probe/hooks/change_hooks.hpp"

#include "probe/hooks/hook_worker.hpp"

#include <utility>

namespace pecprobe::hooks {

namespace {

class RunningHooks final : public ChangeHooks {
 public:
  RunningHooks(std::unique_ptr<DeliveryQueue> queue, HookSettings settings, const Clock& clock)
      : m_queue(std::move(queue)), m_settings(std::move(settings)), m_clock(clock) {
    for (const auto& deliverer : m_settings.deliverers) {
      m_hooks.push_back(deliverer->hook());
    }
  }
  ~RunningHooks() override {
    for (const auto& worker : m_workers) {
      worker->stop();  // all at once: each takes its time
    }
  }

  void begin() override {
    for (const auto& deliverer : m_settings.deliverers) {
      m_workers.push_back(std::make_unique<HookWorker>(*m_queue, *deliverer, m_settings, m_clock));
    }
  }

  void keep(SQLite::Database& state, const monitor::Change& change, const AccountResult& result) override {
    m_dropped = put_deliveries(state, change_id(change), kept_change(change, result, m_settings.telling()), m_hooks,
                               m_clock.wall_now());
  }

  void kept() override {
    if (m_dropped > 0) {
      m_settings.tell({.kind = HookNotice::Kind::dropped, .count = m_dropped});
    }
    for (const auto& worker : m_workers) {
      worker->look();
    }
  }

 private:
  std::unique_ptr<DeliveryQueue> m_queue;
  HookSettings m_settings;
  const Clock& m_clock;
  std::vector<Hook> m_hooks;
  std::size_t m_dropped = 0;  // for the monitor's thread
  std::vector<std::unique_ptr<HookWorker>> m_workers;
};

}  // namespace

std::unique_ptr<ChangeHooks> ChangeHooks::make(std::unique_ptr<DeliveryQueue> queue, HookSettings settings,
                                               const Clock& clock) {
  return std::make_unique<RunningHooks>(std::move(queue), std::move(settings), clock);
}

}  // namespace pecprobe::hooks
