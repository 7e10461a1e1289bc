#include "probe/cli/commands/command_explain.hpp"

#include "probe/advice/code_names.hpp"
#include "probe/advice/explain.hpp"
#include "probe/cli/accounts/provider_knowledge.hpp"
#include "probe/cli/command_line.hpp"
#include "probe/cli/exit_status.hpp"
#include "probe/cli/options/small_options.hpp"
#include "probe/cli/refusal.hpp"
#include "probe/cli/terminal/console.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <optional>

namespace pecprobe {

namespace {

// clang-format off
constexpr std::array k_options = std::to_array<OptionRow>({
    {"reply", 0, "TEXT", OptionGroup::checks, Message::help_reply, "", false, nullptr},
    {"protocol", 0, "imap|pop3|smtp", OptionGroup::checks, Message::help_reply_protocol, "", false, nullptr},
    {"step", 0, "STEP", OptionGroup::checks, Message::help_reply_step, "", false, nullptr},
    {"provider", 0, "ID", OptionGroup::checks, Message::help_menus_of, "", false, nullptr},
    {"format", 0, "text|json", OptionGroup::output, Message::help_small_format, "", false, nullptr},
    {"lang", 0, "TAG", OptionGroup::output, Message::help_lang, "", false, nullptr},
});
// clang-format on

struct Question {
  std::string id;                    // empty: the list
  std::optional<std::string> reply;  // instead of an id
  std::optional<Protocol> protocol;
  std::optional<Step> step;
  std::optional<std::string> provider;  // whose menus the advice names
  SmallFormat format = SmallFormat::text;
};

std::optional<UsageError> take(Question& question, const GivenOption& option) {
  const std::string name = "--" + option.name;
  if (option.name.empty()) {
    return take_word(question.id, option);
  }
  if (option.name == "reply") {
    question.reply = option.value;
    return option.value.empty() ? std::optional(UsageError{Message::value_empty, name, {}}) : std::nullopt;
  }
  if (option.name == "protocol") {
    question.protocol = protocol_named(option.value);
    return question.protocol ? std::nullopt : std::optional(UsageError{Message::value_not_protocol, name, {}});
  }
  if (option.name == "step") {
    question.step = dialogue_step_named(option.value);
    return question.step ? std::nullopt : std::optional(UsageError{Message::value_not_step, name, {}});
  }
  if (option.name == "provider") {
    question.provider = option.value;
    return std::nullopt;
  }
  if (option.name == "format") {
    return take_small_format(question.format, option);
  }
  return language_problem(option);
}

tl::expected<Question, UsageError> parse(const std::vector<std::string>& arguments) {
  auto read = read_question<Question>(arguments, k_options, take);
  if (!read) {
    return read;
  }
  const Question& question = *read;
  if (question.reply && !question.id.empty()) {
    return tl::unexpected(UsageError{Message::options_exclude_each_other, question.id, "--reply"});
  }
  if (!question.reply && (question.protocol || question.step)) {
    return tl::unexpected(UsageError{Message::needs_reply, question.protocol ? "--protocol" : "--step", {}});
  }
  return read;
}

/// A code by its id; what is no id may be a mail program's code.
tl::expected<Explanation, UsageError> explain_word(const std::string& word) {
  if (auto explanation = explain_id(word)) {
    return std::move(*explanation);
  }
  Explanation as_message = explain_reply(word, {}, {});
  if (as_message.basis != Explanation::Basis::unknown) {
    return as_message;
  }
  const auto nearest = nearest_names(word, explained_ids());
  return tl::unexpected(UsageError{nearest.empty() ? Message::code_unknown : Message::code_unknown_nearest,
                                   shown_word(word), fmt::format("{}", fmt::join(nearest, ", "))});
}

}  // namespace

std::vector<OptionRow> explain_options() { return {k_options.begin(), k_options.end()}; }

int command_explain(const Invocation& invocation) {
  const Language language = invocation.language;
  const auto question = parse(invocation.arguments);
  if (!question) {
    return refuse(question.error(), invocation);
  }
  const bool is_json = question->format == SmallFormat::json;
  if (question->id.empty() && !question->reply) {
    return print(is_json ? code_list_json(language) : code_list_text(language), language);
  }
  auto explanation = question->reply ? explain_reply(*question->reply, question->protocol, question->step)
                                     : explain_word(question->id);
  if (!explanation) {
    return refuse(explanation.error(), invocation);
  }
  ProviderTable table;
  if (question->provider) {
    auto known = known_providers();
    if (!known) {
      return refuse(known.error(), invocation);
    }
    table = std::move(*known);
    explanation->provider = table.find_provider(*question->provider);
    if (explanation->provider == nullptr) {
      return refuse({Message::no_such_provider, shown_word(*question->provider), provider_ids(table)}, invocation);
    }
  }
  return print(is_json ? explanation_json(*explanation, language) : explanation_text(*explanation, language), language);
}

}  // namespace pecprobe
