#include "probe/report/wording.hpp"

#include <toml++/toml.h>

#include <mutex>
#include <stdexcept>

namespace pecprobe {

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;
using Lists = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Puts everything below `table` into `texts` and `lists`; the key of what is neither, or nothing.
std::optional<std::string> flatten(const toml::table& table, const std::string& prefix, Texts& texts, Lists& lists) {
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    if (const auto* inner = node.as_table()) {
      if (auto bad = flatten(*inner, key + ".", texts, lists)) {
        return bad;
      }
    } else if (const auto* text = node.as_string()) {
      texts.emplace(key, text->get());
    } else if (const auto* array = node.as_array()) {
      std::vector<std::string>& list = lists[key];
      for (const toml::node& element : *array) {
        const auto* item = element.as_string();
        if (item == nullptr) {
          return key;
        }
        list.push_back(item->get());
      }
    } else {
      return key;
    }
  }
  return std::nullopt;
}

/// The embedded files are part of the program: one that cannot be read is a defect of the build.
Wording embedded_wording(std::string_view toml) {
  auto wording = Wording::parse(toml);
  if (!wording) {
    throw std::logic_error("embedded wording: " + wording.error());
  }
  return std::move(*wording);
}

}  // namespace

const Wording& Wording::of(Language language) {
  struct Embedded {
    std::once_flag is_read{};
    Wording wording{};
  };
  static auto k_embedded = [] {
    std::map<std::string_view, Embedded> embedded;
    for (const Language each : Language::all()) {
      embedded.try_emplace(each.tag());
    }
    return embedded;
  }();
  Embedded& its = k_embedded.at(language.tag());
  // Reading takes milliseconds, and a run mostly speaks one language.
  std::call_once(its.is_read, [&] { its.wording = embedded_wording(language.file()); });
  return its.wording;
}

tl::expected<Wording, std::string> Wording::parse(std::string_view toml) {
  try {
    const toml::table table = toml::parse(toml);
    Wording wording;
    if (const auto bad = flatten(table, "", wording.m_texts, wording.m_lists)) {
      return tl::unexpected("not a text or a list of texts: " + *bad);
    }
    return wording;
  } catch (const toml::parse_error& error) {
    return tl::unexpected(fmt::format("line {}: {}", error.source().begin.line, error.description()));
  }
}

std::string Wording::text(std::string_view key) const {
  const auto found = m_texts.find(key);
  return found == m_texts.end() ? std::string(key) : found->second;
}

const std::vector<std::string>& Wording::list(std::string_view key) const {
  static const std::vector<std::string> k_none;
  const auto found = m_lists.find(key);
  return found == m_lists.end() ? k_none : found->second;
}

std::string Wording::count(std::string_view key, std::uint64_t number) const {
  return text(std::string(key) + (number == 1 ? ".one" : ".other"), fmt::arg("n", number));
}

std::string Wording::filled(const std::string& sentence, fmt::format_args arguments) {
  try {
    return fmt::vformat(sentence, arguments);
  } catch (const fmt::format_error&) {
    return sentence;
  }
}

}  // namespace pecprobe
