#include "probe/cli/options/options.hpp"

#include "probe/cli/command_line.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <set>

namespace pecprobe {

namespace {

/// What the first word is that is no option.
enum class Word { address, accounts_file, any };

/// Takes options into a request one by one and remembers which were there.
class RequestBuilder {
 public:
  RequestBuilder(std::span<const OptionRow> rows, Word first_word, std::size_t most_words)
      : m_rows(rows), m_first_word(first_word), m_most_words(most_words) {}

  std::optional<UsageError> add(const GivenOption& option) {
    if (option.name.empty()) {
      return add_word(option.value);
    }
    const auto row =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const OptionRow& known) { return known.name == option.name; });
    if (row == m_rows.end()) {
      return unknown_option("--" + option.name);
    }
    const std::string name = "--" + option.name;
    if (!m_seen.insert(row->name).second && !row->is_repeatable) {
      return UsageError{Message::option_twice, name, {}};
    }
    if (!row->choice.empty()) {
      const auto [chosen, is_first] = m_choices.emplace(row->choice, name);
      if (!is_first) {
        return UsageError{Message::options_exclude_each_other, chosen->second, name};
      }
    }
    const auto complaint = row->apply(m_request, option.value);
    return complaint ? std::optional(UsageError{*complaint, name, std::string(row->name)}) : std::nullopt;
  }

  CheckRequest take() { return std::move(m_request); }

 private:
  std::optional<UsageError> add_word(const std::string& word) {
    if (m_words == m_most_words) {
      return UsageError{Message::too_many_arguments, {}, {}};
    }
    if (++m_words > 1 || m_first_word == Word::any) {
      m_request.further_words.push_back(word);
      return std::nullopt;
    }
    if (m_first_word == Word::accounts_file) {
      m_request.batch.file = word;
      return std::nullopt;
    }
    m_request.account.address = word;
    if (const auto problem = address_problem(word)) {
      return usage_error(InputError{*problem, {}});
    }
    return std::nullopt;
  }

  std::span<const OptionRow> m_rows;
  Word m_first_word;
  std::size_t m_most_words;
  CheckRequest m_request;
  std::size_t m_words = 0;
  std::set<std::string_view> m_seen;
  std::map<std::string_view, std::string> m_choices;
};

tl::expected<CheckRequest, UsageError> parse_arguments(const std::vector<std::string>& arguments,
                                                       std::span<const OptionRow> rows, Word first_word,
                                                       std::size_t most_words) {
  const auto options = read_command_line(arguments, spellings_of(rows));
  if (!options) {
    return tl::unexpected(options.error());
  }
  RequestBuilder builder{rows, first_word, most_words};
  for (const GivenOption& option : *options) {
    if (auto error = builder.add(option)) {
      return tl::unexpected(std::move(*error));
    }
  }
  return builder.take();
}

}  // namespace

tl::expected<CheckRequest, UsageError> parse_account_arguments(const std::vector<std::string>& arguments,
                                                               std::span<const OptionRow> rows,
                                                               std::size_t most_words) {
  return parse_arguments(arguments, rows, Word::address, most_words);
}

tl::expected<CheckRequest, UsageError> parse_file_arguments(const std::vector<std::string>& arguments,
                                                            std::span<const OptionRow> rows) {
  return parse_arguments(arguments, rows, Word::accounts_file, 1);
}

tl::expected<CheckRequest, UsageError> parse_batch_arguments(const std::vector<std::string>& arguments) {
  constexpr std::array<std::pair<const char*, const char*>, 3> columns_instead = {
      {{"--login", "login"}, {"--account-kind", "kind"}, {"--password-issued", "issued"}}};
  return parse_file_arguments(arguments, batch_options()).map_error([&](UsageError error) {
    for (const auto& [option, column] : columns_instead) {
      if (error == unknown_option(option)) {
        return UsageError{Message::option_of_one_account, option, column};
      }
    }
    return error;
  });
}

tl::expected<CheckRequest, UsageError> parse_words(const std::vector<std::string>& arguments,
                                                   std::span<const OptionRow> rows) {
  return parse_arguments(arguments, rows, Word::any, std::numeric_limits<std::size_t>::max());
}

tl::expected<CheckRequest, UsageError> parse_server_arguments(const std::vector<std::string>& arguments) {
  return parse_arguments(arguments, server_options(), Word::address, 0);
}

tl::expected<CheckRequest, UsageError> parse_check_arguments(const std::vector<std::string>& arguments) {
  return parse_account_arguments(arguments, check_options());
}

}  // namespace pecprobe
