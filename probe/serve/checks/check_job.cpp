#include "probe/serve/checks/check_job.hpp"

#include "probe/report/step_detail.hpp"
#include "probe/report/wording.hpp"
#include "probe/serve/checks/account_to_test.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe {

namespace {

/// The refusal that keeps its service back the longest, and the services that have one.
std::optional<page::GuardNotice> notice_of(const Account& account,
                                           const std::vector<std::optional<RememberedRefusal>>& refusals) {
  std::optional<page::GuardNotice> notice;
  for (std::size_t i = 0; i < refusals.size(); ++i) {
    if (!refusals[i]) {
      continue;
    }
    if (!notice) {
      notice.emplace();
    }
    notice->services.push_back(account.endpoints[i].protocol);
    if (notice->services.size() == 1 || notice->times.next_try < refusals[i]->times.next_try) {
      notice->times = refusals[i]->times;
    }
  }
  return notice;
}

}  // namespace

CheckJob::CheckJob(const CheckTools& tools, SharedGates& gates, CheckOrder order, CheckEvents events)
    : m_tools(tools), m_run(gates), m_order(std::move(order)), m_events(std::move(events)) {}

void CheckJob::run() {
  CheckEnd end = CheckFailure{};
  try {
    end = outcome();
  } catch (const std::exception& error) {
    end = CheckFailure{error.what()};
  }
  m_order.password = {};
  m_events.ended(std::move(end));
}

CheckEnd CheckJob::outcome() {
  const Wording& wording = Wording::of(m_order.language);
  const auto account = account_to_test(m_order.input, m_tools, wording);
  if (!account) {
    return CheckRefusal{{account.error()}};
  }
  auto network = Network::create(m_tools.network);
  if (!network) {
    return CheckFailure{network.error().detail};
  }
  const Hold in_use = m_run.use(**network);
  auto wrong = foreign_address(**network, *account, m_tools, wording);
  return wrong ? CheckEnd(CheckRefusal{{*std::move(wrong)}}) : test(**network, *account);
}

CheckOptions CheckJob::options_for(const Account& account, CheckLedger& ledger) const {
  CheckOptions options = m_tools.options_for(account);
  if (const auto dates = ledger.dates_of(account); dates && !account.password_issued) {
    options.password = *dates;
  }
  options.remembered = m_order.remembered;
  options.on_step = [this, today = options.today](const StepRecord& step, const ServiceFacts& so_far) {
    StepDetail detail = step_detail(step, so_far, Wording::of(m_order.language), today);
    m_events.step({so_far.endpoint.protocol,
                   {step.step, step.status, step.began, step.took, std::move(detail.text), detail.is_quote}});
  };
  return options;
}

CheckEnd CheckJob::test(Network& network, const Account& account) {
  const auto memory = m_tools.open_memory(m_clock);
  CheckLedger ledger(m_tools.open_ledger(m_clock));
  CheckOptions options = options_for(account, ledger);
  options.memory = memory.get();
  if (memory != nullptr && options.remembered == Remembered::heed) {
    if (auto notice = notice_of(account, memory->look_up(account, m_order.password))) {
      return *std::move(notice);
    }
  }
  std::vector<Protocol> plan;
  std::transform(account.endpoints.begin(), account.endpoints.end(), std::back_inserter(plan),
                 [](const Endpoint& endpoint) { return endpoint.protocol; });
  m_events.started(plan);
  CheckResult result;
  result.began = m_clock.wall_now();
  result.today = options.today;
  const Instant began = m_clock.now();
  AccountCheck::End end = m_run.check(network, account, m_order.password, options);
  if (memory != nullptr) {
    memory->settle(account, m_order.password, end.logins);
  }
  result.elapsed = m_clock.now() - began;
  result.result = std::move(end.result);
  ledger.note(result.result);
  return result;
}

}  // namespace pecprobe
