#include "probe/serve/checks/check_desk.hpp"

#include "probe/serve/access/random_word.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe {

CheckDesk::CheckDesk(const CheckTools& tools, SharedGates& gates, const Limits& limits, Post post)
    : m_tools(tools),
      m_gates(gates),
      m_limits(limits),
      m_post(std::move(post)),
      m_threads(std::make_unique<WorkerThreads>(limits.at_once, limits.waiting)) {}

CheckDesk::~CheckDesk() { close(Duration::zero()); }

std::optional<std::uint64_t> CheckDesk::start(CheckOrder order, CheckWatch watch) {
  if (m_is_closed) {
    return std::nullopt;
  }
  const std::uint64_t number = m_next++;
  const auto form = std::make_shared<const page::AccountForm>(order.form);
  const CheckEvents events{
      [this, number, form](const std::vector<Protocol>& plan) {
        m_post([this, number, form, plan] { started(number, plan, *form); });
      },
      [this, number](LiveStep step) { m_post([this, number, step = std::move(step)] { stepped(number, step); }); },
      [this, number](CheckEnd end) {
        m_post([this, number, end = std::make_shared<CheckEnd>(std::move(end))] { ended(number, std::move(*end)); });
      }};
  const auto job = std::make_shared<CheckJob>(m_tools, m_gates, std::move(order), events);
  if (!m_threads->run([job] { job->run(); })) {
    return std::nullopt;
  }
  m_running.emplace(number, Running{job, std::move(watch), {}});
  return number;
}

void CheckDesk::cancel(std::uint64_t number) {
  constexpr Duration k_as_long_as_it_takes = std::chrono::minutes{5};
  if (const auto running = m_running.find(number); running != m_running.end()) {
    running->second.job->cancel(k_as_long_as_it_takes);
  }
}

const CheckRecord* CheckDesk::find(const std::string& id) {
  forget_old_ones();
  const auto record = m_records.find(id);
  return record == m_records.end() ? nullptr : &record->second;
}

std::vector<CheckDesk::Kept> CheckDesk::results_of(const Account& account) const {
  std::vector<Kept> kept;
  for (auto id = m_order.rbegin(); id != m_order.rend(); ++id) {
    const CheckRecord& record = m_records.at(*id);
    const auto* result = record.end ? std::get_if<CheckResult>(&*record.end) : nullptr;
    if (result != nullptr && iequals(result->result.account.address, account.address) &&
        result->result.account.login == account.login) {
      kept.push_back({*id, result});
    }
  }
  return kept;
}

void CheckDesk::close(Duration grace) {
  m_is_closed = true;
  for (auto& [number, running] : m_running) {
    running.job->cancel(grace);
  }
}

void CheckDesk::started(std::uint64_t number, const std::vector<Protocol>& plan, const page::AccountForm& form) {
  const auto running = m_running.find(number);
  if (running == m_running.end()) {
    return;
  }
  running->second.id = random_word();
  CheckRecord record{form, {}, std::nullopt, m_clock.now()};
  for (const Protocol protocol : plan) {
    record.running.services.push_back({protocol, {}, std::nullopt});
  }
  m_records.emplace(running->second.id, std::move(record));
  m_order.push_back(running->second.id);
  forget_old_ones();
  if (running->second.watch.started) {
    running->second.watch.started(running->second.id);
  }
}

void CheckDesk::stepped(std::uint64_t number, const LiveStep& step) {
  const auto running = m_running.find(number);
  if (running == m_running.end()) {
    return;
  }
  if (const auto record = m_records.find(running->second.id); record != m_records.end()) {
    for (page::RunningCheck::Service& service : record->second.running.services) {
      if (service.protocol == step.protocol) {
        service.steps.push_back(step.step);
      }
    }
  }
  if (running->second.watch.step) {
    running->second.watch.step(step);
  }
}

void CheckDesk::ended(std::uint64_t number, CheckEnd end) {
  const auto found = m_running.find(number);
  if (found == m_running.end()) {
    return;
  }
  const Running running = std::move(found->second);
  m_running.erase(found);
  if (running.watch.ended) {
    running.watch.ended(running.id, end);
  }
  if (const auto record = m_records.find(running.id); record != m_records.end()) {
    record->second.end = std::move(end);
    record->second.changed = m_clock.now();
  }
}

/// Those under way are young: they are never among the oldest unless there are more of them than are kept.
void CheckDesk::forget_old_ones() {
  const Instant now = m_clock.now();
  while (!m_order.empty()) {
    const auto oldest = m_records.find(m_order.front());
    const bool is_old = oldest->second.end && oldest->second.changed + m_limits.kept_for <= now;
    if (m_order.size() <= m_limits.kept && !is_old) {
      return;
    }
    m_records.erase(oldest);
    m_order.pop_front();
  }
}

}  // namespace pecprobe
