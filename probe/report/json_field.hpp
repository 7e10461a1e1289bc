// A value of a JSON document with the way to it, for strict reading.
#pragma once

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Thrown by a field that does not fit and caught by whoever reads the document.
struct BadField : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class JsonField {
 public:
  JsonField(const nlohmann::json& value, std::string path) : m_value(value), m_path(std::move(path)) {}

  [[noreturn]] void refuse(std::string_view reason) const;

  [[nodiscard]] bool is_null() const noexcept { return m_value.is_null(); }
  /// A member of an object; refused where it is missing.
  [[nodiscard]] JsonField operator[](const char* name) const;
  /// For the few that need not be there.
  [[nodiscard]] bool has(const char* name) const { return m_value.contains(name); }
  [[nodiscard]] std::vector<JsonField> items() const;

  /// Texts are made printable.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string text_or_empty() const { return is_null() ? std::string{} : text(); }
  [[nodiscard]] std::vector<std::string> texts() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::int64_t integer(std::int64_t least, std::int64_t most) const;
  [[nodiscard]] double number(double least, double most) const;

  /// One of the enumerators up to `last` by its name.
  template <typename Enum>
  [[nodiscard]] Enum name_of(Enum last) const {
    const std::string name = text();
    for (int number = 0; number <= static_cast<int>(last); ++number) {
      if (to_string(static_cast<Enum>(number)) == name) {
        return static_cast<Enum>(number);
      }
    }
    refuse("not one of the names that stand here");
  }

 private:
  const nlohmann::json& m_value;
  std::string m_path;  // JSON pointer
};

}  // namespace pecprobe
