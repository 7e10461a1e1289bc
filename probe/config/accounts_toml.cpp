#include "probe/config/accounts_toml.hpp"

#include "probe/model/iso_date.hpp"
#include "protocols/base/text.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pecprobe {

namespace {

/// What belongs to one account only.
constexpr std::array k_not_for_all = {AccountsColumn::address, AccountsColumn::login};

FilePlace place_of(const toml::node& node) { return {node.source().begin.line, node.source().begin.column}; }

/// A text, a day or a yes or no as the text that a spreadsheet would have; nothing for other kinds of value.
std::optional<std::string> text_in(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) {
    return text->empty() ? std::nullopt : text;
  }
  if (const auto day = node.value_exact<toml::date>()) {
    return iso_date(std::chrono::sys_days{std::chrono::year{day->year} / day->month / day->day});
  }
  if (const auto flag = node.value_exact<bool>()) {
    return *flag ? "true" : "false";
  }
  return std::nullopt;
}

/// The texts of a value, or nothing where it is of another kind than its column wants.
std::optional<std::vector<std::string>> texts_in(const toml::node& node, AccountsColumn column) {
  const toml::array* list = node.as_array();
  if ((list != nullptr) != is_list(column)) {
    return std::nullopt;
  }
  std::vector<std::string> texts;
  if (list == nullptr) {
    auto text = text_in(node);
    return text ? std::optional(std::vector{std::move(*text)}) : std::nullopt;
  }
  for (const toml::node& item : *list) {
    const auto text = item.value_exact<std::string>();  // an argument of a command may be empty
    if (!text) {
      return std::nullopt;
    }
    texts.push_back(*text);
  }
  return texts.empty() ? std::nullopt : std::optional(std::move(texts));
}

class TomlRows final : public RawRowSource {
 public:
  explicit TomlRows(toml::table document) : m_document(std::move(document)) {
    for (const auto& [key, value] : m_document) {
      if (key.str() == "defaults" && value.as_table() != nullptr) {
        RawRow usual = row_of(*value.as_table());
        refuse_what_is_not_for_all(usual);
        std::move(usual.faults.begin(), usual.faults.end(), std::back_inserter(m_defaults.faults));
        m_defaults.values = std::move(usual.values);
      } else if (key.str() == "account" && is_list_of_tables(value)) {
        m_accounts = value.as_array();
      } else {
        const bool is_known = key.str() == "defaults" || key.str() == "account";
        m_defaults.faults.push_back({place_of(value),
                                     is_known ? AccountsProblem::value_not_text : AccountsProblem::column_unknown,
                                     std::string(key.str()),
                                     {}});
      }
    }
  }

  const RawRow& defaults() const noexcept override { return m_defaults; }
  tl::expected<std::optional<RawRow>, AccountsFault> next() override {
    if (m_accounts == nullptr || m_next == m_accounts->size()) {
      return std::optional<RawRow>{};
    }
    const std::size_t line = m_accounts->get(m_next)->source().begin.line;
    return read_again({m_next++, line});
  }

  tl::expected<std::optional<RawRow>, AccountsFault> read_again(const RowMark& mark) const override {
    RawRow row = row_of(*m_accounts->get(mark.at)->as_table());
    row.mark = mark;
    return std::optional(std::move(row));
  }

 private:
  static bool is_list_of_tables(const toml::node& node) {
    const toml::array* list = node.as_array();
    return list != nullptr &&
           std::all_of(list->begin(), list->end(), [](const toml::node& item) { return item.is_table(); });
  }

  static void refuse_what_is_not_for_all(RawRow& usual) {
    for (const AccountsColumn column : k_not_for_all) {
      if (const auto found = usual.values.find(column); found != usual.values.end()) {
        usual.faults.push_back({found->second.place, AccountsProblem::not_for_all, found->second.name, {}});
      }
    }
  }

  static RawRow row_of(const toml::table& table) {
    RawRow row;
    row.place = place_of(table);
    for (const auto& entry : table) {
      const toml::key& key = entry.first;
      const toml::node& value = entry.second;
      const auto refuse = [&](AccountsProblem problem) {
        row.faults.push_back({place_of(value), problem, std::string(key.str()), {}});
      };
      const auto column = column_of_key(key.str());
      if (column == AccountsColumn::note) {
        continue;
      }
      if (!column) {
        refuse(AccountsProblem::column_unknown);
      } else if (is_password(*column)) {
        refuse(AccountsProblem::password_in_toml);
      } else if (auto texts = texts_in(value, *column)) {
        row.values.insert_or_assign(*column, RawValue{place_of(value), std::string(key.str()), std::move(*texts)});
      } else {
        refuse(AccountsProblem::value_not_text);
      }
    }
    return row;
  }

  toml::table m_document;
  const toml::array* m_accounts = nullptr;
  std::size_t m_next = 0;
  RawRow m_defaults;
};

}  // namespace

tl::expected<std::unique_ptr<RawRowSource>, AccountsFault> make_toml_rows(std::string_view toml) {
  const auto refuse = [](const FilePlace& place, AccountsProblem problem, std::string detail = {}) {
    return tl::unexpected(AccountsFault{place, problem, {}, std::move(detail)});
  };
  if (toml.starts_with("\xFF\xFE") || toml.starts_with("\xFE\xFF")) {
    return refuse({1, 1}, AccountsProblem::utf16);
  }
  try {
    return std::make_unique<TomlRows>(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    return refuse({at.line, at.column}, AccountsProblem::not_toml, std::string(error.description()));
  }
}

}  // namespace pecprobe
