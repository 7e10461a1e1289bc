// Verifications of rotations, each on a thread of its own, and their results in memory.
#pragma once

#include "probe/config/account_input.hpp"
#include "probe/rotation/verify/verification_report.hpp"
#include "probe/serve/checks/check_tools.hpp"
#include "probe/serve/checks/shared_gates.hpp"
#include "probe/serve/checks/worker_threads.hpp"
#include "probe/serve/page/form_values.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pecprobe {

struct RotationOrder {
  page::AccountForm form;
  AccountInput input;
  Secret new_password;
  std::optional<Secret> old_password;   // none: not tried
  std::chrono::sys_days issued{};       // of the new one
  std::vector<std::string> programs{};  // where it is installed; empty: as on record
  Language language = Language::italian;
};

/// A sentence about the form, or about the tool; or what was verified.
struct RotationFailure {
  std::string reason;
};
using RotationEnd = std::variant<page::Complaint, RotationFailure, VerificationReport>;

struct RotationRecord {
  std::string address;
  LedgerKey key;
  std::optional<VerificationReport> report;  // nothing: under way, or the tool failed
  bool has_failed = false;
};

/// For the loop's thread, but for what its threads do.
class RotationDesk {
 public:
  struct Limits {
    std::size_t at_once = 2;
    std::size_t waiting = 4;
    std::size_t kept = 50;
  };
  using Post = std::function<void(std::function<void()>)>;
  struct Watch {
    std::function<void(const std::string& id)> started;
    std::function<void(const std::string& id, const RotationEnd& end)> ended;  // alone: nothing was tried
  };

  /// `gates` outlive it.
  RotationDesk(const CheckTools& tools, SharedGates& gates, const Limits& limits, Post post);
  ~RotationDesk();
  RotationDesk(const RotationDesk&) = delete;
  RotationDesk& operator=(const RotationDesk&) = delete;

  /// False when too many wait, or the desk is closed.
  [[nodiscard]] bool start(RotationOrder order, Watch watch);
  /// Null for one that is unknown or no longer kept.
  [[nodiscard]] RotationRecord* find(const std::string& id);
  /// No further ones; those under way end within `grace`.
  void close(Duration grace);

 private:
  class Job;
  struct Running {
    std::shared_ptr<Job> job;
    Watch watch;
    std::string id;
  };
  void started(std::uint64_t number, const Account& account);
  void ended(std::uint64_t number, RotationEnd end);

  const CheckTools& m_tools;
  SharedGates& m_gates;
  Limits m_limits;
  Post m_post;
  std::map<std::uint64_t, Running> m_running;
  std::map<std::string, RotationRecord> m_records;
  std::deque<std::string> m_order;
  std::uint64_t m_next = 1;
  bool m_is_closed = false;
  std::unique_ptr<WorkerThreads> m_threads;  // the first to go
};

}  // namespace pecprobe
