#include "probe/rotation/list/list_sentences.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/provider_phrases.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pecprobe {

namespace {

/// The options that name the same account again.
std::string account_arguments(const LedgerKey& key) {
  std::string arguments = key.address;
  if (key.kind != AccountKind::mailbox) {
    arguments += fmt::format(" --account-kind {}", to_string(key.kind));
  }
  return key.login.empty() ? arguments : fmt::format("{} --login {}", arguments, key.login);
}

}  // namespace

std::string state_sentence(const ListedPassword& listed, const Wording& wording) {
  return password_sentence(password_dates(listed.record.entry), listed.state, wording);
}

std::vector<std::string> action_sentences(const ListedPassword& listed, const Wording& wording) {
  const auto& provider = listed.record.provider;
  const ProviderPhrases phrases = provider_phrases(provider ? &*provider : nullptr, wording);
  const auto from = password_dates(listed.record.entry).extendable_from;
  const std::vector<std::string> programs = open_programs(listed.record.entry);
  std::vector<std::string> sentences;
  for (const RotationAction action : listed.actions) {
    sentences.push_back(wording.text(fmt::format("rotation.{}", to_string(action)),
                                     fmt::arg("place", phrases.app_password_place),
                                     fmt::arg("from", from ? local_date(*from, wording) : std::string{}),
                                     fmt::arg("account", account_arguments(listed.record.entry.key)),
                                     fmt::arg("programs", fmt::format("{}", fmt::join(programs, ", ")))));
  }
  return sentences;
}

std::string list_sentence(const RotationList& list, const Wording& wording) {
  if (list.passwords.empty()) {
    return wording.text("rotation.none");
  }
  return list.needing_action() == 0 ? wording.text("rotation.nothing_to_do", fmt::arg("count", list.passwords.size()))
                                    : wording.text("rotation.to_do", fmt::arg("action", list.needing_action()),
                                                   fmt::arg("count", list.passwords.size()));
}

}  // namespace pecprobe
