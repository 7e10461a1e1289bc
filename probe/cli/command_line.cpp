#include "probe/cli/command_line.hpp"

#include <boost/program_options.hpp>

#include <algorithm>

namespace pecprobe {

namespace {

namespace po = boost::program_options;

constexpr std::size_t k_shown_name = 40;

tl::unexpected<UsageError> refuse(Message message) { return tl::unexpected(UsageError{message, {}, {}}); }

/// An option as it may be shown: without what followed its name, which may be a password.
std::string shown_name(std::string_view token) {
  return shown_word(token.substr(0, token.starts_with("--") ? token.find('=') : 2));
}

bool looks_like_password(std::string_view name) {
  const std::string_view bare = name.substr(std::min(name.find_first_not_of('-'), name.size()));
  return bare.find("pas") != std::string_view::npos || bare.starts_with("pw") || name == "-p";
}

/// Whether a password stands on the command line; asked before anything else looks at the
/// arguments.
bool names_password(const std::vector<std::string>& arguments) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  return std::any_of(arguments.begin(), end, [](const std::string& argument) {
    const std::string_view name = std::string_view(argument).substr(0, argument.find('='));
    return name == "--password" || name == "--new-password" || name == "--old-password";
  });
}

po::options_description description(std::span<const OptionSpelling> spellings) {
  po::options_description all;
  for (const OptionSpelling& spelling : spellings) {
    std::string names(spelling.name);
    if (spelling.letter != 0) {
      names += std::string{','} + spelling.letter;
    }
    auto* semantic = spelling.argument.empty() ? po::value<std::string>()->zero_tokens() : po::value<std::string>();
    all.add_options()(names.c_str(), semantic, "");  // takes ownership of `semantic`
  }
  return all;
}

UsageError syntax_error(const po::invalid_command_line_syntax& error) {
  using Kind = po::invalid_syntax;
  const std::string name = shown_name(error.get_option_name());
  switch (error.kind()) {
    case Kind::missing_parameter:
    case Kind::empty_adjacent_parameter: return {Message::option_needs_value, name, {}};
    case Kind::extra_parameter: return {Message::option_takes_no_value, name, {}};
    default: return {Message::option_not_understood, {}, {}};
  }
}

/// What Program_options makes of the arguments.
tl::expected<std::vector<po::option>, UsageError> tokens(const std::vector<std::string>& arguments,
                                                         std::span<const OptionSpelling> spellings) {
  namespace style = po::command_line_style;
  try {
    return po::command_line_parser(arguments)
        .options(description(spellings))
        .style(style::unix_style & ~style::allow_guessing)
        .run()
        .options;
  } catch (const po::unknown_option& error) {
    return tl::unexpected(unknown_option(error.get_option_name()));
  } catch (const po::invalid_command_line_syntax& error) {
    return tl::unexpected(syntax_error(error));
  } catch (const po::error&) {  // its text may repeat a value
    return refuse(Message::option_not_understood);
  }
}

}  // namespace

std::string shown_word(std::string_view word) {
  return word.size() <= k_shown_name ? std::string(word) : std::string(word.substr(0, k_shown_name)) + "…";
}

UsageError unknown_option(std::string_view token) {
  const std::string name = shown_name(token);
  return {looks_like_password(name) ? Message::option_unknown_password : Message::option_unknown, name, {}};
}

tl::expected<std::vector<GivenOption>, UsageError> read_command_line(const std::vector<std::string>& arguments,
                                                                     std::span<const OptionSpelling> spellings) {
  if (arguments.size() > k_max_arguments) {
    return refuse(Message::too_many_arguments);
  }
  if (names_password(arguments)) {
    return refuse(Message::password_on_command_line);
  }
  const auto options = tokens(arguments, spellings);
  if (!options) {
    return tl::unexpected(options.error());
  }
  std::vector<GivenOption> given;
  for (const po::option& option : *options) {
    given.push_back({option.position_key >= 0 ? std::string{} : option.string_key,
                     option.value.empty() ? std::string{} : option.value.front()});
  }
  return given;
}

}  // namespace pecprobe
