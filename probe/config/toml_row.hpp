// Reads the rows of our own TOML data strictly: what is missing, of the wrong kind or not known is named with its line.
#pragma once

#include <fmt/format.h>
#include <tl/expected.hpp>
#include <toml++/toml.h>

#include <array>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe::toml_row {

/// A row that does not fit; read_document() makes a sentence of it.
struct BadRow : std::runtime_error {
  BadRow(const toml::node& at, std::string_view what)
      : std::runtime_error(fmt::format("line {}: {}", at.source().begin.line, what)) {}
};

void only_keys(const toml::table& row, std::initializer_list<std::string_view> allowed);
/// A text that is not empty and holds no control characters.
[[nodiscard]] std::string text(const toml::table& row, std::string_view key);
/// The same, or empty where the key is absent.
[[nodiscard]] std::string optional_text(const toml::table& row, std::string_view key);
/// A list of texts that are not empty; the list itself may be.
[[nodiscard]] std::vector<std::string> texts(const toml::table& row, std::string_view key);
/// The same, or empty where the key is absent.
[[nodiscard]] std::vector<std::string> optional_texts(const toml::table& row, std::string_view key);
/// From 1 to 9999, or nothing where the key is absent.
[[nodiscard]] std::optional<int> whole_number(const toml::table& row, std::string_view key);

/// True or false; false where the key is absent.
[[nodiscard]] bool flag(const toml::table& row, std::string_view key);

/// The value that the text `key` names.
template <typename Value, std::size_t N>
[[nodiscard]] Value named(const toml::table& row, std::string_view key,
                          const std::array<std::pair<std::string_view, Value>, N>& names) {
  const std::string name = text(row, key);
  for (const auto& [known, value] : names) {
    if (known == name) {
      return value;
    }
  }
  throw BadRow(row, fmt::format("'{}' is '{}', which is none of its values", key, name));
}

/// Calls `each` for every table of the list of tables `key`; none where the key is absent.
template <typename Each>
void for_each_row(const toml::table& table, std::string_view key, const Each& each) {
  const toml::node* list = table.get(key);
  if (list == nullptr) {
    return;
  }
  if (list->as_array() == nullptr) {
    throw BadRow(*list, fmt::format("'{}' must be a list of tables", key));
  }
  for (const toml::node& item : *list->as_array()) {
    if (item.as_table() == nullptr) {
      throw BadRow(item, fmt::format("'{}' must be a list of tables", key));
    }
    each(*item.as_table());
  }
}

/// What `read` makes of the whole document, or the first thing that is wrong with it: "line 7: …".
template <typename Read>
[[nodiscard]] auto read_document(std::string_view toml, const Read& read)
    -> tl::expected<decltype(read(std::declval<const toml::table&>())), std::string> {
  try {
    return read(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    return tl::unexpected(fmt::format("line {}: {}", error.source().begin.line, error.description()));
  } catch (const BadRow& error) {
    return tl::unexpected(std::string(error.what()));
  }
}

}  // namespace pecprobe::toml_row
