#include "probe/report/wording.hpp"

#include <mutex>

namespace pecprobe {

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
  // A run mostly speaks one language.
  std::call_once(its.is_read, [&] { its.wording = Wording(language.rows()); });
  return its.wording;
}

Wording::Wording(std::span<const WordingRow> rows) {
  for (const WordingRow& row : rows) {
    if (row.is_list) {
      m_lists.emplace_hint(m_lists.end(), row.key, std::vector<std::string>(row.list.begin(), row.list.end()));
    } else {
      m_texts.emplace_hint(m_texts.end(), row.key, row.text);
    }
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
