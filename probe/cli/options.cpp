#include "probe/cli/options.hpp"

#include "probe/cli/option_table.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace pecprobe {

namespace {

namespace po = boost::program_options;

constexpr std::size_t k_shown_name = 40;

tl::unexpected<UsageError> refuse(Message message, std::string what = {}, std::string detail = {}) {
  return tl::unexpected(UsageError{message, std::move(what), std::move(detail)});
}

/// An option as it may be shown: without what followed its name, which may be a password.
std::string shown_name(std::string_view token) {
  return shown_word(token.substr(0, token.starts_with("--") ? token.find('=') : 2));
}

bool looks_like_password(std::string_view name) {
  const std::string_view bare = name.substr(std::min(name.find_first_not_of('-'), name.size()));
  return bare.starts_with("pas") || bare.starts_with("pw") || name == "-p";
}

/// Whether a password stands on the command line; asked before anything else looks at the
/// arguments.
bool names_password(const std::vector<std::string>& arguments) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  return std::any_of(arguments.begin(), end, [](const std::string& argument) {
    return argument == "--password" || argument.starts_with("--password=");
  });
}

po::options_description description() {
  po::options_description all;
  for (const OptionRow& row : check_options()) {
    std::string names(row.name);
    if (row.letter != 0) {
      names += std::string{','} + row.letter;
    }
    auto* semantic = row.argument.empty() ? po::value<std::string>()->zero_tokens() : po::value<std::string>();
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

/// What Program_options made of the arguments: options with their values, and positional ones
/// without a name.
tl::expected<std::vector<po::option>, UsageError> tokens(const std::vector<std::string>& arguments) {
  namespace style = po::command_line_style;
  try {
    return po::command_line_parser(arguments)
        .options(description())
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

/// Takes options into a request one by one and remembers which were there.
class RequestBuilder {
 public:
  std::optional<UsageError> add(const po::option& option) {
    if (option.position_key >= 0) {
      return add_address(option.value.empty() ? std::string{} : option.value.front());
    }
    const OptionRow* row = find_check_option(option.string_key);
    if (row == nullptr) {
      return unknown_option("--" + option.string_key);
    }
    const std::string name = "--" + std::string(row->name);
    if (!m_seen.insert(row->name).second && !row->is_repeatable) {
      return UsageError{Message::option_twice, name, {}};
    }
    if (!row->choice.empty()) {
      const auto [chosen, is_first] = m_choices.emplace(row->choice, name);
      if (!is_first) {
        return UsageError{Message::options_exclude_each_other, chosen->second, name};
      }
    }
    const auto complaint = row->apply(m_request, option.value.empty() ? std::string_view{} : option.value.front());
    return complaint ? std::optional(UsageError{*complaint, name, std::string(row->name)}) : std::nullopt;
  }

  CheckRequest take() { return std::move(m_request); }

 private:
  std::optional<UsageError> add_address(std::string address) {
    if (m_has_address) {
      return UsageError{Message::too_many_arguments, {}, {}};
    }
    m_has_address = true;
    m_request.account.address = std::move(address);
    if (const auto problem = address_problem(m_request.account.address)) {
      return usage_error(InputError{*problem, {}});
    }
    return std::nullopt;
  }

  CheckRequest m_request;
  bool m_has_address = false;
  std::set<std::string_view> m_seen;
  std::map<std::string_view, std::string> m_choices;
};

}  // namespace

std::string shown_word(std::string_view word) {
  return word.size() <= k_shown_name ? std::string(word) : std::string(word.substr(0, k_shown_name)) + "…";
}

UsageError unknown_option(std::string_view token) {
  const std::string name = shown_name(token);
  return {looks_like_password(name) ? Message::option_unknown_password : Message::option_unknown, name, {}};
}

tl::expected<CheckRequest, UsageError> parse_check_arguments(const std::vector<std::string>& arguments) {
  if (arguments.size() > k_max_arguments) {
    return refuse(Message::too_many_arguments);
  }
  if (names_password(arguments)) {
    return refuse(Message::password_on_command_line);
  }
  const auto options = tokens(arguments);
  if (!options) {
    return tl::unexpected(options.error());
  }
  RequestBuilder builder;
  for (const po::option& option : *options) {
    if (auto error = builder.add(option)) {
      return tl::unexpected(std::move(*error));
    }
  }
  return builder.take();
}

}  // namespace pecprobe
