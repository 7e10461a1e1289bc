#include "probe/serve/checks/typed_fields.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

constexpr std::size_t k_most_fields = 64;

std::optional<int> hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char upper = ascii_upper(c);
  return upper >= 'A' && upper <= 'F' ? std::optional(upper - 'A' + 10) : std::nullopt;
}

/// URL Standard §5.1: `+` is a blank, `%` begins two digits.
std::optional<Secret> decoded(std::string_view text) {
  Secret out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char byte = text[i] == '+' ? ' ' : text[i];
    if (text[i] == '%') {
      const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
      const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
      if (!low) {
        return std::nullopt;
      }
      byte = static_cast<char>(*high * 16 + *low);
      i += 2;
    }
    out.append(std::string_view(&byte, 1));
  }
  return out;
}

bool is_secret_name(std::string_view name) noexcept { return name.ends_with("password"); }

}  // namespace

std::optional<TypedFields> TypedFields::of_form(const Secret& body) {
  TypedFields fields(TypedBy::form);
  std::string_view rest = body.reveal();
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
    if (pair.empty()) {
      continue;
    }
    const auto equals = pair.find('=');
    const auto name = decoded(pair.substr(0, equals));
    const auto value = equals == std::string_view::npos ? Secret() : decoded(pair.substr(equals + 1));
    if (!name || !value || !fields.add(name->reveal(), *value)) {
      return std::nullopt;
    }
  }
  return fields;
}

bool TypedFields::add(std::string_view name, const Secret& value) {
  if (m_texts.size() + m_secrets.size() >= k_most_fields || valid_utf8_length(name) != name.size()) {
    return false;
  }
  if (is_secret_name(name)) {
    m_secrets.insert_or_assign(std::string(name), value);
    return true;
  }
  const std::string_view text = value.reveal();
  m_texts.emplace_back(name, text);
  return valid_utf8_length(text) == text.size();
}

std::string TypedFields::text(std::string_view name) const {
  const auto found =
      std::find_if(m_texts.begin(), m_texts.end(), [&](const auto& field) { return field.first == name; });
  return found == m_texts.end() ? std::string{} : found->second;
}

std::vector<std::string> TypedFields::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [known, value] : m_texts) {
    if (known == name) {
      values.push_back(value);
    }
  }
  return values;
}

bool TypedFields::has(std::string_view name) const {
  return std::find(m_lists.begin(), m_lists.end(), name) != m_lists.end() || !all(name).empty();
}

const Secret& TypedFields::secret(std::string_view name) const {
  static const Secret k_none;
  const auto found = m_secrets.find(name);
  return found == m_secrets.end() ? k_none : found->second;
}

std::optional<TypedFields> fields_of_query(std::string_view query) { return TypedFields::of_form(Secret(query)); }

}  // namespace pecprobe
