#include "probe/cli/commands/command_providers.hpp"

#include "probe/advice/provider_text.hpp"
#include "probe/cli/accounts/provider_knowledge.hpp"
#include "probe/cli/command_line.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/options/small_options.hpp"
#include "probe/cli/refusal.hpp"
#include "probe/cli/terminal/console.hpp"

#include <array>
#include <optional>

namespace pecprobe {

namespace {

constexpr std::array k_options = std::to_array<OptionRow>({
    {"format", 0, "text|json", OptionGroup::output, Message::help_small_format, "", false, nullptr},
    {"lang", 0, "TAG", OptionGroup::output, Message::help_lang, "", false, nullptr},
});

struct ProviderQuestion {
  std::string id;  // empty: all of them
  SmallFormat format = SmallFormat::text;
};

std::optional<UsageError> take(ProviderQuestion& question, const GivenOption& option) {
  if (option.name.empty()) {
    return take_word(question.id, option);
  }
  return option.name == "lang" ? language_problem(option) : take_small_format(question.format, option);
}

}  // namespace

std::vector<OptionRow> providers_options() { return {k_options.begin(), k_options.end()}; }

int command_providers(const Invocation& invocation) {
  const Language language = invocation.language;
  const auto question = read_question<ProviderQuestion>(invocation.arguments, k_options, take);
  if (!question) {
    return refuse(question.error(), invocation);
  }
  const auto table = known_providers();
  if (!table) {
    return refuse(table.error(), invocation);
  }
  const bool is_json = question->format == SmallFormat::json;
  if (question->id.empty()) {
    return print(is_json ? provider_list_json(*table) : provider_list_text(*table, language), language);
  }
  const Provider* provider = table->find_provider(question->id);
  if (provider == nullptr) {
    return refuse({Message::no_such_provider, shown_word(question->id), provider_ids(*table)}, invocation);
  }
  return print(is_json ? provider_json(*provider, *table) : provider_text(*provider, *table, language), language);
}

}  // namespace pecprobe
