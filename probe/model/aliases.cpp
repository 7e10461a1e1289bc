#include "probe/model/aliases.hpp"

#include "probe/model/text_shapes.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

constexpr std::array<std::string_view, 5> k_names = {"account-", "login-", "host-", "ip-", "id-"};

bool is_ip_address(std::string_view text) { return !text.empty() && ip_address_length(text) == text.size(); }

/// `aruba.it` of `imaps.pec.aruba.it`; nothing for a name of one label or a numeric address.
std::string_view last_two_labels(std::string_view name) {
  const auto last = name.rfind('.');
  if (last == std::string_view::npos || is_ip_address(name)) {
    return {};
  }
  const auto before = last == 0 ? std::string_view::npos : name.rfind('.', last - 1);
  return before == std::string_view::npos ? name : name.substr(before + 1);
}

}  // namespace

std::string Aliases::alias(AliasKind kind, std::string_view value) {
  if (value.empty()) {
    return {};
  }
  const std::string key = ascii_lower(value);
  if (const auto found = m_aliases.find(key); found != m_aliases.end()) {
    return found->second;
  }
  if (kind == AliasKind::host && is_ip_address(value)) {
    kind = AliasKind::ip;
  }
  const auto index = static_cast<std::size_t>(kind);
  std::string alias = std::string(k_names.at(index)) + std::to_string(++m_counts.at(index));
  if (const std::string_view suffix = last_two_labels(key); kind == AliasKind::host && !suffix.empty()) {
    m_host_suffixes.emplace_back(suffix);
  }
  add_spelling(key, alias);
  return alias;
}

void Aliases::add_spelling(std::string_view value, const std::string& alias) {
  const std::string key = ascii_lower(value);
  if (key.empty() || !m_aliases.emplace(key, alias).second) {
    return;
  }
  const auto place = std::find_if(m_longest_first.begin(), m_longest_first.end(),
                                  [&](const std::string& known) { return known.size() < key.size(); });
  m_longest_first.insert(place, key);
}

const std::string* Aliases::known_at(std::string_view text, std::size_t at, std::size_t& length) const {
  const std::string_view rest = text.substr(at);
  for (const std::string& value : m_longest_first) {
    if (istarts_with(rest, value) && (rest.size() == value.size() || !is_word_byte(rest[value.size()]))) {
      length = value.size();
      return &m_aliases.at(value);
    }
  }
  return nullptr;
}

bool Aliases::stands_beside_known_host(std::string_view name) const {
  const std::string suffix = ascii_lower(last_two_labels(name));
  return std::find(m_host_suffixes.begin(), m_host_suffixes.end(), suffix) != m_host_suffixes.end();
}

std::string Aliases::mask(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  std::size_t word_begin = 0;  // also behind the escape of an unsafe character
  while (at < text.size()) {
    if (at != word_begin && is_word_byte(text[at - 1])) {
      out += text[at++];
      continue;
    }
    const std::string_view rest = text.substr(at);
    std::size_t length = 0;
    if (const std::string* known = known_at(text, at, length)) {
      out += *known;
      at += length;
    } else if ((length = printable_escape_length(rest)) > 0) {
      out += rest.substr(0, length);
      at += length;
      word_begin = at;
    } else if ((length = mail_address_length(rest)) > 0) {
      out += alias(AliasKind::account, rest.substr(0, length));
      at += length;
    } else if ((length = ip_address_length(rest)) > 0) {
      out += alias(AliasKind::ip, rest.substr(0, length));
      at += length;
    } else if ((length = dotted_name_length(rest)) > 0 && stands_beside_known_host(rest.substr(0, length))) {
      out += alias(AliasKind::host, rest.substr(0, length));
      at += length;
    } else if ((length = identifier_length(rest)) > 0) {
      out += alias(AliasKind::id, rest.substr(0, length));
      at += length;
    } else {
      out += text[at++];
    }
  }
  return out;
}

}  // namespace pecprobe
