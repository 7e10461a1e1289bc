#include "probe/report/json_writer.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>

namespace pecprobe {

namespace {

constexpr std::size_t k_json_indent = 2;
constexpr std::string_view k_replacement = "\xEF\xBF\xBD";  // U+FFFD

/// What must not stand in a string as it is (RFC 8259 §7).
constexpr bool must_be_escaped(char c) noexcept {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

/// By byte: whether it is a character of ASCII that stands for itself. A look at a table: nearly every byte of a report
/// comes by here.
constexpr auto k_stands_for_itself = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte < 0x80; ++byte) {
    table[byte] = !must_be_escaped(static_cast<char>(byte));
  }
  return table;
}();

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '"':
    case '\\': out.append({'\\', c}); return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
  }
}

}  // namespace

void JsonWriter::value(std::string_view text) {
  separate();
  quote(text);
}

void JsonWriter::value(double number) {
  if (!std::isfinite(number)) {
    value(nullptr);
    return;
  }
  std::string digits = fmt::to_string(number);
  if (digits.find_first_of(".e") == std::string::npos) {
    digits += ".0";  // so that it is read as what it is
  }
  plain(digits);
}

void JsonWriter::value(const std::vector<std::string>& texts) {
  array([&] {
    for (const std::string& text : texts) {
      value(text);
    }
  });
}

void JsonWriter::join(const JsonWriter& values) {
  if (!values.m_text.empty()) {
    separate();
    m_text += values.m_text;
  }
}

void JsonWriter::begin(char open) {
  separate();
  m_text += open;
  ++m_depth;
  m_is_first = true;
}

void JsonWriter::end(char close) {
  --m_depth;
  if (!m_is_first) {
    new_line();
  }
  m_text += close;
  m_is_first = false;
}

void JsonWriter::key(std::string_view name) {
  separate();
  quote(name);
  m_text += m_layout == Layout::indented ? ": " : ":";
  m_has_name = true;
}

void JsonWriter::plain(std::string_view json) {
  separate();
  m_text += json;
}

/// Before a name, or a value without one.
void JsonWriter::separate() {
  if (m_has_name) {
    m_has_name = false;
    return;
  }
  if (!m_is_first) {
    m_text += ',';
  }
  if (!m_text.empty()) {
    new_line();
  }
  m_is_first = false;
}

void JsonWriter::new_line() {
  switch (m_layout) {
    case Layout::one_line: return;
    case Layout::indented: m_text.append(1, '\n').append(k_json_indent * m_depth, ' '); return;
  }
}

void JsonWriter::quote(std::string_view text) {
  m_text += '"';
  while (!text.empty()) {
    std::size_t plain = 0;  // bytes of ASCII that stand for themselves
    while (plain < text.size() && k_stands_for_itself[static_cast<unsigned char>(text[plain])]) {
      ++plain;
    }
    m_text += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) {
      break;
    }
    const std::size_t length = first_code_point(text).length;
    if (must_be_escaped(text.front())) {
      append_escaped(m_text, text.front());
    } else {
      m_text += length == 0 ? k_replacement : text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  m_text += '"';
}

}  // namespace pecprobe
