// The journal of a run as the command keeps it.
#pragma once

#include "probe/batch/batch_plan.hpp"
#include "probe/batch/journal.hpp"
#include "probe/cli/options/check_request.hpp"
#include "probe/cli/options/usage_error.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <utility>

namespace pecprobe {

/// One that nobody named goes with this object, unless there is something to go on with.
class RunJournal {
 public:
  /// The journal that the request names, or a new one in its usual place.
  [[nodiscard]] static tl::expected<RunJournal, UsageError> open(const CheckRequest& request, const BatchPlan& plan,
                                                                 Language language);
  RunJournal(RunJournal&&) = default;
  RunJournal& operator=(RunJournal&&) = delete;
  ~RunJournal();

  [[nodiscard]] Journal& operator*() const noexcept { return *m_journal; }
  [[nodiscard]] Journal* operator->() const noexcept { return m_journal.get(); }
  [[nodiscard]] const std::string& path() const noexcept { return m_path; }

  /// Somebody may want to go on with it.
  void keep() noexcept { m_is_needed = true; }
  /// Everything that it holds was reported, and nothing is left to do.
  void let_go() noexcept { m_is_needed = false; }

 private:
  RunJournal(std::string path, bool was_named) : m_path(std::move(path)), m_was_named(was_named) {}

  std::string m_path;
  bool m_was_named;
  bool m_is_needed = false;
  std::unique_ptr<Journal> m_journal;
};

}  // namespace pecprobe
