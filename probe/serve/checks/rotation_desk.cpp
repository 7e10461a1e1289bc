#include "probe/serve/checks/rotation_desk.hpp"

#include "probe/model/expiry.hpp"
#include "probe/report/wording.hpp"
#include "probe/rotation/verify/verification_ledger.hpp"
#include "probe/serve/access/random_word.hpp"
#include "probe/serve/checks/account_to_test.hpp"
#include "probe/serve/checks/gated_run.hpp"

#include <utility>

namespace pecprobe {

/// From the order to its end, on its own thread and network.
class RotationDesk::Job {
 public:
  Job(const CheckTools& tools, SharedGates& gates, RotationOrder order, std::function<void(const Account&)> started)
      : m_tools(tools), m_run(gates), m_order(std::move(order)), m_started(std::move(started)) {}

  RotationEnd run() {
    try {
      return outcome();
    } catch (const std::exception& error) {
      return RotationFailure{error.what()};
    }
  }

  /// From any thread.
  void cancel(Duration grace) { m_run.cancel(grace); }

 private:
  RotationEnd outcome() {
    const Wording& wording = Wording::of(m_order.language);
    auto account = account_to_test(m_order.input, m_tools, wording);
    if (!account) {
      return RotationEnd(std::move(account.error()));
    }
    auto network = Network::create(m_tools.network);
    if (!network) {
      return RotationFailure{network.error().detail};
    }
    const Hold in_use = m_run.use(**network);
    auto wrong = foreign_address(**network, *account, m_tools, wording);
    return wrong ? RotationEnd(*std::move(wrong)) : RotationEnd(verified(**network, *account));
  }

  VerificationReport verified(Network& network, const Account& account) {
    m_started(account);
    const auto memory = m_tools.open_memory(m_clock);
    VerificationOptions options;
    options.check = m_tools.options_for(account);
    options.check.memory = memory.get();
    options.check.password = password_dates(m_order.issued, options.check.provider);
    options.wait = [](const PropagationWait&) { return Waited::interrupted; };  // a page waits for nobody
    VerificationReport report;
    report.tool = m_tools.tool;
    report.started_at = m_clock.wall_now();
    report.today = options.check.today;
    report.settings = mail_settings(account, options.check.provider);
    const Instant began = m_clock.now();
    const Credentials password{account.login, m_order.new_password};
    std::optional<Credentials> old;
    if (m_order.old_password) {
      old = Credentials{account.login, *m_order.old_password};
    }
    m_run.through_gate(network, account, options.check.provider, [&](SessionGate& gate) {
      options.gate = &gate;
      report.verification = verify(network, account, password, old ? &*old : nullptr, options);
    });
    report.elapsed = m_clock.now() - began;
    record(report, options.check.provider);
    return report;
  }

  /// What was proved; a ledger that cannot be used keeps nothing from being shown.
  void record(VerificationReport& report, const Provider* provider) {
    const auto ledger = m_tools.open_ledger(m_clock);
    if (!ledger || *ledger == nullptr) {
      return;
    }
    ProvedVerification proved{report.verification, provider, m_order.issued, report.today, {}};
    if (!m_order.programs.empty()) {
      proved.programs = m_order.programs;
    }
    if (const auto noted = record_verification(**ledger, proved)) {
      report.recorded = noted->dates;
      report.programs = noted->programs;
    }
  }

  const CheckTools& m_tools;
  GatedRun m_run;
  RotationOrder m_order;
  std::function<void(const Account&)> m_started;
  SystemClock m_clock;
};

RotationDesk::RotationDesk(const CheckTools& tools, SharedGates& gates, const Limits& limits, Post post)
    : m_tools(tools),
      m_gates(gates),
      m_limits(limits),
      m_post(std::move(post)),
      m_threads(std::make_unique<WorkerThreads>(limits.at_once, limits.waiting)) {}

RotationDesk::~RotationDesk() { close(Duration::zero()); }

bool RotationDesk::start(RotationOrder order, Watch watch) {
  if (m_is_closed) {
    return false;
  }
  const std::uint64_t number = m_next++;
  const auto job = std::make_shared<Job>(m_tools, m_gates, std::move(order), [this, number](const Account& account) {
    m_post([this, number, account] { started(number, account); });
  });
  const bool is_taken = m_threads->run([this, number, job] {
    m_post([this, number, end = std::make_shared<RotationEnd>(job->run())] { ended(number, std::move(*end)); });
  });
  if (is_taken) {
    m_running.emplace(number, Running{job, std::move(watch), {}});
  }
  return is_taken;
}

RotationRecord* RotationDesk::find(const std::string& id) {
  const auto record = m_records.find(id);
  return record == m_records.end() ? nullptr : &record->second;
}

void RotationDesk::close(Duration grace) {
  m_is_closed = true;
  for (auto& [number, running] : m_running) {
    running.job->cancel(grace);
  }
}

void RotationDesk::started(std::uint64_t number, const Account& account) {
  const auto running = m_running.find(number);
  if (running == m_running.end()) {
    return;
  }
  running->second.id = random_word();
  m_records.emplace(running->second.id, RotationRecord{account.address, ledger_key(account), std::nullopt});
  m_order.push_back(running->second.id);
  while (m_order.size() > m_limits.kept) {
    m_records.erase(m_order.front());
    m_order.pop_front();
  }
  running->second.watch.started(running->second.id);
}

void RotationDesk::ended(std::uint64_t number, RotationEnd end) {
  const auto found = m_running.find(number);
  if (found == m_running.end()) {
    return;
  }
  const Running running = std::move(found->second);
  m_running.erase(found);
  running.watch.ended(running.id, end);
  if (RotationRecord* record = find(running.id)) {
    if (auto* report = std::get_if<VerificationReport>(&end)) {
      record->report = std::move(*report);
    } else {
      record->has_failed = true;
    }
  }
}

}  // namespace pecprobe
