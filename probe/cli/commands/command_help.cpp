// The help texts that follow from the tables of commands and options.
#include "probe/advice/explain.hpp"
#include "probe/cli/command_table.hpp"
#include "probe/cli/help.hpp"
#include "probe/config/provider_table.hpp"
#include "probe/report/language.hpp"
#include "probe/report/report_sink.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <set>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t k_explanation_column = 34;

Message heading(OptionGroup group) noexcept {
  switch (group) {
    case OptionGroup::account: return Message::group_account;
    case OptionGroup::password: return Message::group_password;
    case OptionGroup::network: return Message::group_network;
    case OptionGroup::checks: return Message::group_checks;
    case OptionGroup::guard: return Message::group_guard;
    case OptionGroup::output: return Message::group_output;
    case OptionGroup::batch: return Message::group_batch;
    case OptionGroup::server: return Message::group_server;
    case OptionGroup::general: return Message::group_general;
  }
  return Message::group_general;
}

std::vector<OptionRow> options_of(const CommandRow& command) {
  return command.options == nullptr ? std::vector<OptionRow>{} : command.options();
}

/// `  -q, --quiet                     explanation`, the explanation on a line of its own where the
/// option is too long.
std::string option_line(char letter, std::string_view name, std::string_view argument, const std::string& explanation) {
  const std::string left = fmt::format("  {} --{}{}{}", letter == 0 ? std::string(3, ' ') : fmt::format("-{},", letter),
                                       name, argument.empty() ? "" : " ", argument);
  return left.size() < k_explanation_column
             ? fmt::format("{:<{}}{}\n", left, k_explanation_column, explanation)
             : fmt::format("{}\n{}{}\n", left, std::string(k_explanation_column, ' '), explanation);
}

std::string option_line(const OptionRow& row, Language language) {
  return option_line(row.letter, row.name, row.argument, text(row.help, language));
}

std::string general_options(Language language) {
  return fmt::format("\n{}:\n", text(Message::group_general, language)) +
         option_line('h', "help", "[all|json]", text(Message::help_help, language)) +
         option_line('V', "version", "", text(Message::help_version, language));
}

std::string grouped_options(const CommandRow& command, Language language) {
  std::string help;
  std::optional<OptionGroup> group;
  for (const OptionRow& row : options_of(command)) {
    if (group != row.group) {
      group = row.group;
      help += fmt::format("\n{}:\n", text(heading(row.group), language));
    }
    help += option_line(row, language);
  }
  return help;
}

/// A help text's parts, which empty lines separate. The first two are always there.
struct HelpParts {
  std::string examples;  // without their heading
  std::string usage;     // one line
  std::string purpose;   // the lines under it, as they stand
  std::string about;     // the same on one line
  std::string further;   // as it stands
};

std::string on_one_line(std::string_view lines) {
  std::string line;
  for (const char c : lines) {
    const bool is_gap = c == '\n' || c == ' ';
    if (!is_gap || !(line.empty() || line.back() == ' ')) {
      line += is_gap ? ' ' : c;
    }
  }
  return line;
}

HelpParts parts_of(const std::string& help) {
  const std::size_t examples_end = help.find("\n\n");
  const std::size_t usage_begin = examples_end + 2;
  const std::size_t usage_end = help.find('\n', usage_begin);
  const std::size_t about_end = std::min(help.find("\n\n", usage_begin), help.size() - 1);
  return {help.substr(help.find('\n') + 1, examples_end - help.find('\n') - 1),
          help.substr(usage_begin, usage_end - usage_begin), help.substr(usage_end + 1, about_end - usage_end - 1),
          on_one_line(std::string_view(help).substr(usage_end, about_end - usage_end)),
          help.substr(std::min(about_end + 2, help.size()))};
}

Json option_json(const OptionRow& row, Language language) {
  return {{"name", row.name},
          {"letter", row.letter == 0 ? std::string{} : std::string{row.letter}},
          {"argument", row.argument},
          {"group", text(heading(row.group), language)},
          {"help", text(row.help, language)},
          {"repeatable", row.is_repeatable},
          {"one_of", row.choice}};
}

/// The words that can stand for a placeholder, where they are known.
Json known_values() {
  Json formats = Json::array();
  for (const ReportFormat& format : report_formats()) {
    formats.push_back(format.name);
  }
  Json languages = Json::array();
  for (const Language language : Language::all()) {
    languages.push_back(language.tag());
  }
  Json providers = Json::array();
  for (const Provider& provider : ProviderTable::built_in().providers()) {
    providers.push_back(provider.id);
  }
  return {{"F", formats},
          {"F=PATH", formats},
          {"TAG", languages},
          {"ID", providers},
          {"LIST", {"imap", "pop3", "smtp"}},
          {"KIND", {"mailbox", "archive", "multiuser"}},
          {"CODE", explained_ids()}};
}

}  // namespace

std::string command_help(const CommandRow& command, Language language) { return text(command.help, language); }

std::string full_command_help(const CommandRow& command, Language language) {
  const HelpParts parts = parts_of(command_help(command, language));
  return fmt::format("{}\n{}\n{}{}", parts.usage, parts.purpose, grouped_options(command, language),
                     general_options(language));
}

std::string full_help(Language language) {
  std::string help;
  std::set<std::string_view> explained;
  for (const CalledCommand& called : called_commands()) {
    std::string lines;
    for (const OptionRow& row : options_of(*called.row)) {
      lines += explained.insert(row.name).second ? option_line(row, language) : std::string{};
    }
    const std::string usage = parts_of(command_help(*called.row, language)).usage;
    if (help.empty()) {
      help = usage + "\n" + grouped_options(*called.row, language);
    } else if (!lines.empty()) {
      help += fmt::format("\n{}:\n{}", usage, lines);
    }
  }
  return help + general_options(language);
}

std::string commands_json(Language language) {
  Json rows = Json::array();
  for (const CalledCommand& called : called_commands()) {
    const HelpParts parts = parts_of(command_help(*called.row, language));
    Json options = Json::array();
    for (const OptionRow& row : options_of(*called.row)) {
      options.push_back(option_json(row, language));
    }
    rows.push_back({{"name", called.words},
                    {"usage", parts.usage},
                    {"about", parts.about},
                    {"examples", parts.examples},
                    {"further", parts.further},
                    {"options", options}});
  }
  const Json document = {{"schema", "pecprobe.commands/1"}, {"program", "pecprobe"},
                         {"version", tool_info().version},  {"lang", language.tag()},
                         {"values", known_values()},        {"commands", rows}};
  return document.dump(2) + "\n";
}

}  // namespace pecprobe
