// What a form or a program sent, field by field; passwords apart from everything else.
#pragma once

#include "protocols/base/secret.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe {

/// Where fields come from: of a form, what is not ticked is absent; of a program, what it does not care about.
enum class TypedBy { form, program };

class TypedFields {
 public:
  /// `application/x-www-form-urlencoded` (URL Standard §5.1). Nothing when it is not well-formed, not UTF-8 or has more
  /// fields than any form of ours.
  [[nodiscard]] static std::optional<TypedFields> of_form(const Secret& body);
  /// A JSON object of texts, truth values (true is `on`) and lists of texts; members of an object inside it count as
  /// its own. Nothing for anything else.
  [[nodiscard]] static std::optional<TypedFields> of_json(const Secret& body);

  /// Of several fields of that name the first; empty without one.
  [[nodiscard]] std::string text(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  /// A field whose name says that it is a password; empty without one.
  [[nodiscard]] const Secret& secret(std::string_view name) const;
  [[nodiscard]] TypedBy typed_by() const noexcept { return m_typed_by; }

  /// Used while reading. False when there are too many, or a text is not UTF-8.
  [[nodiscard]] bool add(std::string_view name, const Secret& value);
  /// The list of that name is there, be it empty.
  void note_list(std::string_view name) { m_lists.emplace_back(name); }

 private:
  explicit TypedFields(TypedBy typed_by) : m_typed_by(typed_by) {}

  TypedBy m_typed_by;
  std::vector<std::pair<std::string, std::string>> m_texts;
  std::vector<std::string> m_lists;
  std::map<std::string, Secret, std::less<>> m_secrets;
};

/// The fields of a URL's query, by the same rules as a form's.
[[nodiscard]] std::optional<TypedFields> fields_of_query(std::string_view query);

}  // namespace pecprobe
