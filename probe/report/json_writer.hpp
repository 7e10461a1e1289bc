// Writes JSON as text, value by value: what a report says of thousands of accounts is never a tree in memory.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe {

/// Whoever uses it opens and closes in pairs, and names every value inside an object. Text that is no UTF-8 gets U+FFFD
/// for each byte that is not.
class JsonWriter {
 public:
  enum class Layout { one_line, indented };

  /// `depth` values are open around what is written.
  explicit JsonWriter(Layout layout, std::size_t depth = 0) : m_layout(layout), m_depth(depth) {
    m_text.reserve(k_usual_size);
  }

  /// What `write` writes, as an object with its members or as an array.
  template <std::invocable Write>
  void object(Write write) {
    enclose('{', '}', write);
  }
  template <std::invocable Write>
  void array(Write write) {
    enclose('[', ']', write);
  }

  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool truth) { plain(truth ? "true" : "false"); }
  void value(std::nullptr_t) { plain("null"); }
  /// The shortest digits that give the same number again.
  void value(double number);
  template <std::integral Number>
  void value(Number number) {
    plain(std::to_string(number));
  }
  template <typename T>
  void value(const std::optional<T>& maybe) {
    maybe ? value(*maybe) : value(nullptr);
  }
  void value(const std::vector<std::string>& texts);
  /// The values that another writer of this layout wrote at this depth.
  void join(const JsonWriter& values);

  /// `its` value, or whatever it writes when it is called.
  template <typename Value>
  void member(std::string_view name, const Value& its) {
    key(name);
    if constexpr (std::invocable<const Value&>) {
      its();
    } else {
      value(its);
    }
  }

  /// All that was written.
  [[nodiscard]] std::string take() noexcept { return std::move(m_text); }

 private:
  template <typename Write>
  void enclose(char open, char close, Write write) {
    begin(open);
    write();
    end(close);
  }
  void begin(char open);
  void end(char close);
  void key(std::string_view name);
  void plain(std::string_view json);
  void separate();
  void new_line();
  void quote(std::string_view text);

  static constexpr std::size_t k_usual_size = 4096;  // of an account

  std::string m_text;
  Layout m_layout;
  std::size_t m_depth;
  bool m_is_first = true;   // of its object or array
  bool m_has_name = false;  // the next value stands behind it
};

}  // namespace pecprobe
