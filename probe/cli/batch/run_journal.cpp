#include "probe/cli/batch/run_journal.hpp"

#include "probe/batch/journal_fit.hpp"
#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/batch/batch_recorder.hpp"
#include "probe/cli/batch/journal_place.hpp"

#include <unistd.h>

namespace pecprobe {

namespace {

/// A journal of tests says nothing of rotations.
std::string digest_of(const BatchPlan& plan, BatchKind kind) {
  return kind == BatchKind::rotation ? "rotation-" + plan.digest() : plan.digest();
}

}  // namespace

tl::expected<RunJournal, UsageError> RunJournal::open(const CheckRequest& request, const BatchPlan& plan,
                                                      Language language) {
  const Timestamp now = SystemClock().wall_now();
  RunJournal run(request.batch.journal, !request.batch.journal.empty());
  if (!run.m_was_named) {
    auto path = make_usual_journal(process_environment, now);
    if (!path) {
      return tl::unexpected(std::move(path.error()));
    }
    run.m_path = std::move(*path);
  }
  const JournalHeader header{digest_of(plan, request.batch.kind), plan.rows().size(), now,
                             request.today.value_or(rome_today()), language};
  auto journal =
      Journal::open(run.m_path, header, [&plan](const JournalEntry& entry) { return contradiction(entry, plan); });
  if (!journal) {
    return tl::unexpected(usage_error(journal.error(), run.m_path));
  }
  run.m_journal = std::move(*journal);
  return run;
}

RunJournal::~RunJournal() {
  if (m_journal && !m_was_named && !m_is_needed) {
    ::unlink(m_path.c_str());
  }
}

}  // namespace pecprobe
