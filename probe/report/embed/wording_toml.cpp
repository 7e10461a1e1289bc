#include "probe/report/embed/wording_toml.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace pecprobe {

namespace {

std::optional<WordingEntry> entry_of(const std::string& key, const toml::node& node) {
  if (const auto* text = node.as_string()) {
    return WordingEntry{key, {text->get()}};
  }
  const auto* array = node.as_array();
  if (array == nullptr) {
    return std::nullopt;
  }
  WordingEntry entry{key, {}, true};
  for (const toml::node& element : *array) {
    const auto* item = element.as_string();
    if (item == nullptr) {
      return std::nullopt;
    }
    entry.texts.push_back(item->get());
  }
  return entry;
}

/// Puts everything below `table` into `entries`; the key of what is neither a text nor a list of texts, or nothing.
std::optional<std::string> flatten(const toml::table& table, const std::string& prefix,
                                   std::vector<WordingEntry>& entries) {
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    if (const auto* inner = node.as_table()) {
      if (auto bad = flatten(*inner, key + ".", entries)) {
        return bad;
      }
    } else if (auto entry = entry_of(key, node)) {
      entries.push_back(std::move(*entry));
    } else {
      return key;
    }
  }
  return std::nullopt;
}

}  // namespace

tl::expected<std::vector<WordingEntry>, std::string> read_wording(std::string_view toml) {
  std::vector<WordingEntry> entries;
  try {
    if (const auto bad = flatten(toml::parse(toml), "", entries)) {
      return tl::unexpected("not a text or a list of texts: " + *bad);
    }
  } catch (const toml::parse_error& error) {
    return tl::unexpected(fmt::format("line {}: {}", error.source().begin.line, error.description()));
  }
  std::sort(entries.begin(), entries.end(),
            [](const WordingEntry& one, const WordingEntry& other) { return one.key < other.key; });
  return entries;
}

}  // namespace pecprobe
