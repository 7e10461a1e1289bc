// The list for programs that read tests: JUnit, TAP, GitHub.
#include "probe/report/report_items.hpp"
#include "probe/report/wording.hpp"
#include "probe/rotation/list/list_formats.hpp"
#include "probe/rotation/list/list_sentences.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pecprobe {

namespace {

ItemOutcome outcome_of(const ListedPassword& listed) {
  if (listed.state.phase == PasswordPhase::deactivated) {
    return ItemOutcome::skipped;
  }
  if (listed.actions.empty()) {
    return ItemOutcome::passed;
  }
  return listed.state.phase == PasswordPhase::expired ? ItemOutcome::failed : ItemOutcome::to_do;
}

ReportItems items_of(const RotationList& list, const Wording& wording) {
  ReportItems items{"rotate list", "phase", "no password is on record", list_sentence(list, wording), {}};
  for (const ListedPassword& listed : list.passwords) {
    const std::string& provider = listed.record.entry.provider;
    items.items.push_back({fmt::format("pec.{}.password", provider.empty() ? "other" : provider),
                           record_name(listed.record.entry.key), outcome_of(listed),
                           std::string(to_string(listed.state.phase)), state_sentence(listed, wording),
                           fmt::format("{}", fmt::join(action_sentences(listed, wording), "\n"))});
  }
  return items;
}

}  // namespace

std::string list_junit(const RotationList& list, const SinkOptions& options) {
  return junit_of(items_of(list, Wording::of(options.language)));
}

std::string list_tap(const RotationList& list, const SinkOptions& options) {
  return tap_of(items_of(list, Wording::of(options.language)));
}

std::string list_github(const RotationList& list, const SinkOptions& options) {
  return github_of(items_of(list, Wording::of(options.language)));
}

}  // namespace pecprobe
