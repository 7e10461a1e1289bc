// A history as `pecprobe history` tells it.
#pragma once

#include "probe/monitor/history_report.hpp"
#include "tests/unit/monitor/tested.hpp"

namespace pecprobe::test {

/// IMAP works again, SMTP is refused and then left alone; a security archive that was never reached.
inline monitor::HistoryReport sample_history() {
  constexpr const char* k_address = "ditta@pec.example";
  monitor::HistoryReport report{{"1.0", "8.5", "3.0"}, {}};
  std::optional<monitor::AccountHistory> history;
  std::vector<monitor::Transition> changes;
  const auto take = [&](monitor::TestedAccount test) {
    if (const auto change = change_by(history, test)) {
      for (const monitor::Transition& transition : transitions_of(*change)) {
        changes.insert(changes.begin(), transition);
      }
    }
    history = history_after(history, test);
  };
  take(tested(k_address, k_morning, {{Protocol::imap, Code::connect_timeout}, {Protocol::smtp, Code::ok}}));
  take(tested(k_address, k_morning + 6h, {{Protocol::imap, Code::ok}, {Protocol::smtp, Code::auth_rejected}}));
  auto last =
      tested(k_address, k_morning + 12h, {{Protocol::imap, Code::ok}, {Protocol::smtp, Code::skipped_lockout_guard}});
  last.held_until[1] = k_morning + 24h;
  last.result.password.expires = sys_days{2027y / 2 / 22};
  take(std::move(last));
  report.accounts.push_back({*history, changes});

  auto archive = tested(k_address, k_morning, {{Protocol::imap, Code::skipped_lockout_guard}});
  archive.result.account.kind = AccountKind::archive;
  archive.result.account.login = "archivio-1";
  archive.result.account.provider.clear();
  archive.result.services[0].facts.tls.reset();
  report.accounts.push_back({history_after(std::nullopt, archive), {}});
  return report;
}

}  // namespace pecprobe::test
