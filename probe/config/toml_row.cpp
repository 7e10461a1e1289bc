#include "probe/config/toml_row.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>
#include <cstdint>

namespace pecprobe::toml_row {

void only_keys(const toml::table& row, std::initializer_list<std::string_view> allowed) {
  for (const auto& [key, value] : row) {
    if (std::find(allowed.begin(), allowed.end(), key.str()) == allowed.end()) {
      throw BadRow(value, fmt::format("unknown key '{}'", key.str()));
    }
  }
}

std::string text(const toml::table& row, std::string_view key) {
  const auto value = row[key].value_exact<std::string>();
  if (!value || value->empty()) {
    throw BadRow(row, fmt::format("'{}' must be a text that is not empty", key));
  }
  if (has_control_characters(*value)) {
    throw BadRow(row, fmt::format("'{}' holds control characters", key));
  }
  return *value;
}

std::string optional_text(const toml::table& row, std::string_view key) {
  return row.contains(key) ? text(row, key) : std::string{};
}

std::vector<std::string> texts(const toml::table& row, std::string_view key) {
  const toml::array* list = row[key].as_array();
  if (list == nullptr) {
    throw BadRow(row, fmt::format("'{}' must be a list", key));
  }
  std::vector<std::string> found;
  for (const toml::node& item : *list) {
    const auto value = item.value_exact<std::string>();
    if (!value || value->empty() || has_control_characters(*value)) {
      throw BadRow(item, fmt::format("'{}' must hold texts that are not empty, without control characters", key));
    }
    found.push_back(*value);
  }
  return found;
}

std::vector<std::string> optional_texts(const toml::table& row, std::string_view key) {
  return row.contains(key) ? texts(row, key) : std::vector<std::string>{};
}

std::optional<int> whole_number(const toml::table& row, std::string_view key) {
  if (!row.contains(key)) {
    return std::nullopt;
  }
  const auto value = row[key].value_exact<std::int64_t>();
  if (!value || *value < 1 || *value > 9999) {
    throw BadRow(row, fmt::format("'{}' must be a number from 1 to 9999", key));
  }
  return static_cast<int>(*value);
}

bool flag(const toml::table& row, std::string_view key) {
  if (!row.contains(key)) {
    return false;
  }
  const auto value = row[key].value_exact<bool>();
  if (!value) {
    throw BadRow(row, fmt::format("'{}' must be true or false", key));
  }
  return *value;
}

}  // namespace pecprobe::toml_row
