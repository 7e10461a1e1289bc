#include "probe/cli/help.hpp"

#include "probe/cli/messages.hpp"
#include "probe/cli/option_table.hpp"
#include "protocols/net/network.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

namespace pecprobe {

namespace {

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

/// `  -q, --quiet                     explanation`, the explanation on a line of its own where the
/// option is too long.
std::string option_line(char letter, std::string_view name, std::string_view argument, const std::string& explanation) {
  const std::string left = fmt::format("  {} --{}{}{}", letter == 0 ? std::string(3, ' ') : fmt::format("-{},", letter),
                                       name, argument.empty() ? "" : " ", argument);
  return left.size() < k_explanation_column
             ? fmt::format("{:<{}}{}\n", left, k_explanation_column, explanation)
             : fmt::format("{}\n{}{}\n", left, std::string(k_explanation_column, ' '), explanation);
}

}  // namespace

std::string short_help(Language language) { return text(Message::help_short, language); }

std::string full_help(Language language) {
  std::vector<OptionRow> rows(check_options().begin(), check_options().end());
  rows.insert(rows.end(), batch_only_options().begin(), batch_only_options().end());
  rows.insert(rows.end(), server_only_options().begin(), server_only_options().end());
  return full_help(Message::help_usage, rows, language);
}

std::string full_help(Message usage, std::span<const OptionRow> rows, Language language) {
  std::string help = text(usage, language) + "\n";
  std::optional<OptionGroup> group;
  for (const OptionRow& row : rows) {
    if (group != row.group) {
      group = row.group;
      help += fmt::format("\n{}:\n", text(heading(row.group), language));
    }
    help += option_line(row.letter, row.name, row.argument, text(row.help, language));
  }
  help += fmt::format("\n{}:\n", text(heading(OptionGroup::general), language));
  help += option_line('h', "help", "[all]", text(Message::help_help, language));
  help += option_line('V', "version", "", text(Message::help_version, language));
  return help;
}

HelpAsked help_asked(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i] == "--help=all") {
      return HelpAsked::all;
    }
    if (arguments[i] == "--help" || arguments[i] == "-h") {
      return i + 1 < arguments.size() && arguments[i + 1] == "all" ? HelpAsked::all : HelpAsked::yes;
    }
  }
  return HelpAsked::no;
}

ToolInfo tool_info() { return {PECPROBE_VERSION, libcurl_version(), openssl_version()}; }

std::string version_line() {
  const ToolInfo tool = tool_info();
  return fmt::format("pecprobe {} (libcurl {}, OpenSSL {})\n", tool.version, tool.libcurl, tool.openssl);
}

}  // namespace pecprobe
