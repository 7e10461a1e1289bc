#include "protocols/base/redactor.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

/// The password with each byte replaced by what `escape` makes of it.
template <typename Escape>
Secret escaped(std::string_view password, Escape escape) {
  Secret out;
  out.reserve(3 * password.size());
  for (const char c : password) {
    out.append(escape(c));
  }
  return out;
}

std::string hex_byte(char c, std::string_view digits) {
  const auto byte = static_cast<unsigned char>(c);
  return {digits[byte >> 4U], digits[byte & 0xFU]};
}

bool is_unreserved(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{"-._~"}.find(c) != std::string_view::npos;
}

std::string quoted_byte(char c) { return c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c}; }

/// RFC 8259 §7; bytes of UTF-8 stand for themselves.
std::string json_byte(char c) {
  switch (c) {
    case '"':
    case '\\': return {'\\', c};
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\t': return "\\t";
    default: break;
  }
  const bool is_control = static_cast<unsigned char>(c) < 0x20;
  return is_control ? "\\u00" + hex_byte(c, "0123456789abcdef") : std::string{c};
}

std::string html_byte(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {c};
  }
}

/// As programs write it that leave quotes alone in text.
std::string html_text_byte(char c) { return c == '"' || c == '\'' ? std::string{c} : html_byte(c); }

/// One UTF-16 unit as JSON escapes it.
std::string json_unit(std::uint32_t unit) {
  constexpr std::string_view k_digits = "0123456789abcdef";
  return {'\\',
          'u',
          k_digits[unit >> 12U & 0xFU],
          k_digits[unit >> 8U & 0xFU],
          k_digits[unit >> 4U & 0xFU],
          k_digits[unit & 0xFU]};
}

/// As programs write JSON that keep to ASCII (RFC 8259 §7); empty for what is no UTF-8, which JSON cannot hold.
Secret json_ascii(std::string_view password) {
  Secret out;
  if (valid_utf8_length(password) != password.size()) {
    return out;
  }
  for (std::size_t i = 0; i < password.size();) {
    const auto lead = static_cast<unsigned char>(password[i]);
    if (lead < 0x80) {
      out.append(lead == 0x7F ? json_unit(lead) : json_byte(password[i]));
      ++i;
      continue;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    std::uint32_t point = lead & (0xFFU >> (length + 1));
    for (const char c : password.substr(i + 1, length - 1)) {
      point = point << 6U | (static_cast<unsigned char>(c) & 0x3FU);
    }
    i += length;
    out.append(point < 0x10000 ? json_unit(point)
                               : json_unit(0xD800 + ((point - 0x10000) >> 10U)) + json_unit(0xDC00 + (point & 0x3FFU)));
  }
  return out;
}

/// The base64 characters that depend on the password alone when `lead` bytes stand before it in its group
/// of three: the same wherever in a longer message the password stands, whatever stands around it.
Secret base64_core(std::string_view password, std::size_t lead) {
  const Secret encoded = base64_encode(Secret{std::string(lead, '\0')}.append(password));
  const std::size_t skip = lead == 0 ? 0 : lead + 1;
  const std::size_t kept_bits = (lead + password.size()) * 8;
  const std::size_t whole = kept_bits / 6;
  return whole > skip ? Secret{encoded.reveal().substr(skip, whole - skip)} : Secret{};
}

bool is_word_byte(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Bytes at the start of a reply line that are the protocol's and not text: `250-`, `* `.
std::size_t protocol_prefix(std::string_view line) noexcept {
  const bool is_smtp = line.size() >= 4 && parse_number(line.substr(0, 3)) && (line[3] == '-' || line[3] == ' ');
  return is_smtp ? 4 : line.starts_with("* ") ? 2 : 0;
}

/// True when [begin, end) lies inside a mask that already stands in `text`. Masking it again would tell that the
/// password is a part of the word "password".
bool stands_in_mask(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  const std::size_t mask = text.find(k_mask, end > k_mask.size() ? end - k_mask.size() : 0);
  return mask <= begin && end <= mask + k_mask.size();
}

/// Ranges of `text` that are covered by a form, merged and in order.
struct Range {
  std::size_t begin;
  std::size_t end;
};

std::vector<Range> covered(std::string_view text, const std::vector<Secret>& forms, bool whole_words) {
  std::vector<Range> found;
  for (const Secret& form : forms) {
    for (auto at = text.find(form.reveal()); at != std::string_view::npos; at = text.find(form.reveal(), at + 1)) {
      const std::size_t end = at + form.size();
      const bool stands_alone =
          (at == 0 || !is_word_byte(text[at - 1])) && (end == text.size() || !is_word_byte(text[end]));
      if ((!whole_words || stands_alone) && !stands_in_mask(text, at, end)) {
        found.push_back({at, end});
      }
    }
  }
  std::sort(found.begin(), found.end(), [](Range a, Range b) { return a.begin < b.begin; });
  std::vector<Range> merged;
  for (const Range range : found) {
    if (!merged.empty() && range.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, range.end);
    } else {
      merged.push_back(range);
    }
  }
  return merged;
}

}  // namespace

Redactor::Redactor(const Secret& password, std::string_view login) {
  const std::string_view raw = password.reveal();
  if (raw.empty()) {
    return;
  }
  const auto add = [&](Secret form) {
    const bool is_new = std::none_of(m_forms.begin(), m_forms.end(), [&](const Secret& f) { return f == form; });
    if (!form.empty() && is_new) {
      m_forms.push_back(std::move(form));
    }
  };
  add(Secret{raw});
  m_whole_words_only = raw.size() < k_shortest_masked;
  add(base64_encode(Secret{raw}));
  add(base64_encode(Secret{std::string{'\0'} + std::string(login) + '\0'}.append(raw)));
  if (!m_whole_words_only) {
    constexpr std::string_view k_lower = "0123456789abcdef";
    constexpr std::string_view k_upper = "0123456789ABCDEF";
    add(escaped(raw, quoted_byte));
    add(escaped(raw, json_byte));
    add(json_ascii(raw));
    add(escaped(raw, html_byte));
    add(escaped(raw, html_text_byte));
    for (const auto digits : {k_lower, k_upper}) {
      add(escaped(raw, [&](char c) { return hex_byte(c, digits); }));
      add(escaped(raw, [&](char c) { return is_unreserved(c) ? std::string{c} : "%" + hex_byte(c, digits); }));
    }
    for (std::size_t lead = 0; lead < 3; ++lead) {
      const Secret core = base64_core(raw, lead);
      if (core.size() >= k_shortest_masked) {
        add(core);
        add(escaped(core.reveal(), [](char c) { return std::string{c == '+' ? '-' : c == '/' ? '_' : c}; }));
      }
    }
  }
  std::sort(m_forms.begin(), m_forms.end(), [](const Secret& a, const Secret& b) { return a.size() > b.size(); });
}

std::string Redactor::redact(std::string_view text) const {
  std::string out;
  std::size_t from = 0;
  for (const Range range : covered(text, m_forms, m_whole_words_only)) {
    out += text.substr(from, range.begin - from);
    out += k_mask;
    from = range.end;
  }
  return out += text.substr(from);
}

void Redactor::redact(std::vector<std::string>& lines) const {
  // First as if the lines were one text without their protocol prefixes, so that a form cut by a line end is found.
  struct Part {
    std::size_t prefix;  // bytes of the line that belong to the protocol
    std::size_t begin;   // where the rest stands in the joined text
    std::size_t end;
  };
  Secret joined;
  std::vector<Part> parts;
  for (const std::string& line : lines) {
    const std::size_t prefix = protocol_prefix(line);
    parts.push_back({prefix, joined.size(), joined.size() + line.size() - prefix});
    joined.append(std::string_view(line).substr(prefix));
  }
  const std::vector<Range> ranges = covered(joined.reveal(), m_forms, m_whole_words_only);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string masked = lines[i].substr(0, parts[i].prefix);
    std::size_t from = parts[i].begin;
    for (const Range range : ranges) {
      if (range.end <= parts[i].begin || range.begin >= parts[i].end) {
        continue;
      }
      masked += joined.reveal().substr(from, std::max(range.begin, from) - from);
      masked += k_mask;
      from = std::min(range.end, parts[i].end);
    }
    masked += joined.reveal().substr(from, parts[i].end - from);
    lines[i] = redact(masked);
  }
}

}  // namespace pecprobe
