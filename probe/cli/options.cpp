#include "probe/cli/options.hpp"

#include "probe/cli/command_line.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace pecprobe {

namespace {

/// Takes options into a request one by one and remembers which were there.
class RequestBuilder {
 public:
  RequestBuilder(std::span<const OptionRow> rows, std::size_t most_words) : m_rows(rows), m_most_words(most_words) {}

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
    if (++m_words > 1) {
      m_request.further_words.push_back(word);
      return std::nullopt;
    }
    m_request.account.address = word;
    if (const auto problem = address_problem(m_request.account.address)) {
      return usage_error(InputError{*problem, {}});
    }
    return std::nullopt;
  }

  std::span<const OptionRow> m_rows;
  std::size_t m_most_words;
  CheckRequest m_request;
  std::size_t m_words = 0;
  std::set<std::string_view> m_seen;
  std::map<std::string_view, std::string> m_choices;
};

}  // namespace

tl::expected<CheckRequest, UsageError> parse_account_arguments(const std::vector<std::string>& arguments,
                                                               std::span<const OptionRow> rows,
                                                               std::size_t most_words) {
  std::vector<OptionSpelling> spellings;
  for (const OptionRow& row : rows) {
    spellings.push_back({row.name, row.letter, row.argument});
  }
  const auto options = read_command_line(arguments, spellings);
  if (!options) {
    return tl::unexpected(options.error());
  }
  RequestBuilder builder{rows, most_words};
  for (const GivenOption& option : *options) {
    if (auto error = builder.add(option)) {
      return tl::unexpected(std::move(*error));
    }
  }
  return builder.take();
}

tl::expected<CheckRequest, UsageError> parse_check_arguments(const std::vector<std::string>& arguments) {
  return parse_account_arguments(arguments, check_options());
}

}  // namespace pecprobe
