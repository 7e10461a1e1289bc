#include "probe/serve/background/background_test.hpp"

#include "probe/batch/untried.hpp"

#include <utility>

namespace pecprobe {

namespace {

Diagnosis tool_failed(const std::string& reason) {
  Diagnosis diagnosis;
  diagnosis.code = Code::local_resource;
  diagnosis.retry = info(diagnosis.code).retry;
  diagnosis.evidence = {{Evidence::Kind::system_error, reason}};
  return diagnosis;
}

}  // namespace

monitor::TestedAccount BackgroundTest::run() {
  monitor::TestedAccount tested;
  tested.began = m_clock.wall_now();
  CheckOptions options = m_tools.options_for(account());
  CheckLedger ledger(m_tools.open_ledger(m_clock));
  if (const auto dates = ledger.dates_of(account()); dates && !account().password_issued) {
    options.password = *dates;
  }
  if (m_run.is_cancelled()) {
    tested.result = untried_account(account(), options, cancelled_diagnosis());
    return tested;
  }
  const auto password = m_accounts->password(m_place, m_stop.get_token());
  if (!password && password.error().problem == SecretProblem::interrupted) {
    tested.result = untried_account(account(), options, cancelled_diagnosis());
  } else if (!password) {
    tested.result = untried_account(account(), options, password_failed_diagnosis(password.error()));
  } else {
    check(*password, options, ledger, tested);
  }
  return tested;
}

void BackgroundTest::check(const Secret& password, CheckOptions& options, CheckLedger& ledger,
                           monitor::TestedAccount& tested) {
  auto network = Network::create(m_tools.network);
  if (!network) {
    tested.result = untried_account(account(), options, tool_failed(network.error().detail));
    return;
  }
  const auto memory = m_tools.open_memory(m_clock);
  options.memory = memory.get();
  const Hold in_use = m_run.use(**network);
  AccountCheck::End end = m_run.check(**network, account(), password, options);
  tested.result = std::move(end.result);
  if (memory != nullptr) {
    memory->settle(account(), password, end.logins);
    for (const auto& refusal : memory->look_up(account(), password)) {
      tested.held_until.push_back(refusal ? std::optional(refusal->times.next_try) : std::nullopt);
    }
  }
  ledger.note(tested.result);
}

}  // namespace pecprobe
