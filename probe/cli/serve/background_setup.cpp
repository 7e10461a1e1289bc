#include "probe/cli/serve/background_setup.hpp"

#include "probe/cli/accounts/refusal_guard.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/output/report_output.hpp"
#include "probe/cli/state_path.hpp"
#include "probe/cli/terminal/console.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <sstream>
#include <utility>

namespace pecprobe {

namespace {

/// Of a run that tests everybody now: as many as a batch would have at one host, of each of its providers.
constexpr std::size_t k_at_once = 16;
constexpr std::size_t k_longest_reason = 300;

std::unique_ptr<monitor::HistoryStore> history_of(const GuardSettings& guard, monitor::Durability durability,
                                                  Language language) {
  if (guard.no_memory) {
    return nullptr;
  }
  const auto path = state_path(guard, process_environment);
  if (!path) {
    complain(usage_error(path.error()), language);
    return nullptr;
  }
  return monitor::make_history_store(*path, durability);
}

UsageError fault_sentence(const Account& account, const monitor::FaultHere& fault) {
  std::string why(to_string(fault.code));
  for (const Evidence& evidence : fault.evidence) {
    why += fmt::format(": {}", printable(evidence.text, k_longest_reason));
  }
  return {Message::serve_cannot_test, printable(account.address), why};
}

/// Of the accounts that were tested since `began`; the others are open.
int exit_status_of(const monitor::MonitorView& view, Timestamp began, const CheckTools& tools,
                   std::optional<int> signal) {
  RunStatus status({}, tools.today());
  for (const monitor::AccountView& account : view.accounts) {
    if (account.history && account.history->tested_at >= began) {
      status.add(monitor::shown(account));
    } else {
      status.leave_open();
    }
  }
  return status.status(signal);
}

}  // namespace

BackgroundSettings background_settings(const CheckRequest& request, WatchedFile& file,
                                       std::shared_ptr<WatchedAccounts> accounts, Language language) {
  BackgroundSettings settings;
  if (request.server.every) {
    settings.limits.interval = *request.server.every;
  }
  settings.accounts_file = request.server.accounts_file;
  settings.accounts = std::move(accounts);
  settings.read_again = [&file] { return file.read_again(); };
  const bool is_told = request.server.hooks.is_any();
  settings.history = history_of(
      request.guard, is_told ? monitor::Durability::on_disk : monitor::Durability::last_may_be_lost, language);
  settings.tell_problem = [language](const StateProblem& problem) { complain(usage_error(problem), language); };
  settings.tell_fault = [language](const Account& account, const monitor::FaultHere& fault) {
    complain(fault_sentence(account, fault), language);
  };
  settings.label = request.account_label;
  return settings;
}

int test_once(const CheckRequest& request, BackgroundSettings settings, const CheckTools& tools, Language language) {
  const SystemClock clock;
  const Timestamp began = clock.wall_now();
  settings.limits.at_once = k_at_once;
  SessionTurns turns(k_at_once);
  const auto loop = Network::create(request.network);
  if (!loop) {
    complain(usage_error(loop.error(), request.network), language);
    return k_exit_usage;
  }
  BackgroundTests tests(std::move(settings), tools, turns);
  Hold until_done = (*loop)->keep_running();
  (*loop)->on_signal([&] {
    tests.close(k_batch_grace);
    until_done.reset();
  });
  tests.start(TestingPlan::everybody_once, [&] { (*loop)->post([&] { until_done.reset(); }); });
  (*loop)->run();
  tests.finish();
  monitor::MonitorView view = tests.view();
  for (monitor::AccountView& account : view.accounts) {
    account.next_turn.reset();  // that is for whoever calls the program again
  }
  std::ostringstream metrics;
  monitor::write_metrics(metrics, view, tests.file_state(), request.account_label, clock.wall_now());
  if (const auto failure = write_whole_file(request.server.textfile, metrics.str())) {
    complain(*failure, language);
    return k_exit_tool_failed;
  }
  return exit_status_of(view, began, tools, (*loop)->signal());
}

}  // namespace pecprobe
