// The exit status of a run.
#pragma once

#include "probe/cli/options/check_request.hpp"
#include "probe/report/shown_account.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace pecprobe {

inline constexpr int k_exit_passed = 0;
inline constexpr int k_exit_failed = 1;
inline constexpr int k_exit_usage = 2;
inline constexpr int k_exit_tool_failed = 3;
inline constexpr int k_exit_undecided = 4;

/// 128 + signal, as shells give it: 129 for SIGHUP, 130 for SIGINT, 143 for SIGTERM.
[[nodiscard]] constexpr int exit_status_of_signal(int signal) noexcept { return 128 + signal; }

/// The option of `rules` that makes an account fail whatever its verdict is; the first of several.
[[nodiscard]] std::optional<std::string_view> broken_rule(const ShownAccount& account, const FailureRules& rules,
                                                          std::chrono::sys_days today);

/// The exit status of a run, gathered account by account.
class RunStatus {
 public:
  RunStatus(const FailureRules& rules, std::chrono::sys_days today) : m_rules(rules), m_today(today) {}

  void add(const ShownAccount& account);
  /// There are accounts that were not tested.
  void leave_open() noexcept { m_has_open = true; }

  /// In this order: the signal's status, when one ended the run; 1 when a service failed or a rule says so; 3 when the
  /// tool itself failed at a service; 4 when nothing failed for good but something was left open; 0.
  [[nodiscard]] int status(std::optional<int> signal) const noexcept;

 private:
  FailureRules m_rules;
  std::chrono::sys_days m_today;
  bool m_has_failed = false;
  bool m_has_tool_fault = false;
  bool m_has_open = false;
};

}  // namespace pecprobe
