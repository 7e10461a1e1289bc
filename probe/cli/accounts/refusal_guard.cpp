#include "probe/cli/accounts/refusal_guard.hpp"

#include "probe/cli/state_path.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe {

namespace {

/// The refusal that keeps its service back the longest, of those that are remembered.
std::optional<RememberedRefusal> longest(const std::vector<std::optional<RememberedRefusal>>& refusals) {
  const auto found = std::max_element(refusals.begin(), refusals.end(), [](const auto& a, const auto& b) {
    return b && (!a || a->times.next_try < b->times.next_try);
  });
  return found == refusals.end() ? std::nullopt : *found;
}

/// In either language; anything but a yes is a no.
bool is_yes(std::string_view answer) {
  const std::string word = ascii_lower(answer);
  return word == "y" || word == "yes" || word == "s" || word == "si" || word == "s\xC3\xAC";
}

Message message_of(StateProblem::Kind kind) {
  switch (kind) {
    case StateProblem::Kind::no_place: return Message::state_no_place;
    case StateProblem::Kind::cannot_open: return Message::state_cannot_open;
    case StateProblem::Kind::cannot_create: return Message::state_cannot_create;
    case StateProblem::Kind::not_a_regular_file: return Message::state_not_a_regular_file;
    case StateProblem::Kind::foreign_owner: return Message::state_foreign_owner;
    case StateProblem::Kind::open_to_others: return Message::state_open_to_others;
    case StateProblem::Kind::not_a_state_file: return Message::state_not_a_state_file;
    case StateProblem::Kind::newer_version: return Message::state_newer_version;
    case StateProblem::Kind::damaged: return Message::state_damaged;
    case StateProblem::Kind::database_error: return Message::state_database_error;
    case StateProblem::Kind::key_missing: return Message::state_key_missing;
    case StateProblem::Kind::key_damaged: return Message::state_key_damaged;
  }
  return Message::state_database_error;
}

}  // namespace

tl::expected<std::unique_ptr<RefusalMemory>, StateProblem> refusal_memory_for(const GuardSettings& guard,
                                                                              const Environment& environment,
                                                                              const Clock& clock) {
  if (guard.no_memory) {
    return nullptr;
  }
  return state_path(guard, environment).map([&](const std::string& path) { return make_refusal_memory(path, clock); });
}

UsageError usage_error(const StateProblem& problem) {
  return {message_of(problem.kind), printable(problem.path), problem.detail};
}

tl::expected<Remembered, InterviewEnd> heeds_memory(const GuardSettings& guard, RefusalMemory* memory,
                                                    const Account& account, const Secret& password, Prompter* prompter,
                                                    Language language) {
  if (guard.force) {
    return Remembered::ignore_once;
  }
  if (memory == nullptr || prompter == nullptr) {
    return Remembered::heed;
  }
  const auto refusal = longest(memory->look_up(account, password));
  if (!refusal) {
    return Remembered::heed;
  }
  const auto until = std::chrono::ceil<std::chrono::minutes>(refusal->times.next_try);
  const Wording& wording = Wording::of(language);
  const auto answer =
      prompter->ask(text(Message::ask_changed_at_provider, language, local_minute(refusal->times.refused_at, wording),
                         local_minute(until, wording)));
  if (!answer && answer.error().signal != 0) {
    return tl::unexpected(InterviewEnd{usage_error(answer.error(), nullptr), answer.error().signal});
  }
  return answer && is_yes(*answer) ? Remembered::ignore_once : Remembered::heed;  // no answer is no yes
}

}  // namespace pecprobe
