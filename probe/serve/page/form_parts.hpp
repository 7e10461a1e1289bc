// Parts of a form: each field with its label, its hint and what is wrong with it, tied together for screen readers.
#pragma once

#include "probe/report/wording.hpp"
#include "probe/serve/page/form_values.hpp"
#include "probe/serve/page/page_frame.hpp"

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::page {

/// `name` is the field's id, too. An empty hint is left out.
struct Field {
  std::string_view name;
  std::string label;
  std::string hint{};
};

struct Choice {
  std::string value;
  std::string label;
};

enum class Required { no, yes };

class FormParts {
 public:
  /// `complaints` and `wording` outlive it. The cursor begins in the first field that is complained about, else in
  /// `focus` (empty: nowhere).
  FormParts(const Wording& wording, const std::vector<Complaint>& complaints, std::string focus);

  /// What is wrong, with a link to each field; hidden while nothing is, for the script to fill.
  void add_complaints(pugi::xml_node parent) const;

  void add_input(pugi::xml_node parent, const Field& field, const char* type, const std::string& value,
                 Required required) const;
  void add_choice(pugi::xml_node parent, const Field& field, const std::vector<Choice>& choices,
                  std::string_view chosen) const;
  /// Several lines.
  void add_lines(pugi::xml_node parent, const Field& field, const std::string& value) const;
  /// Never holds a value. Its buttons and warnings are the script's.
  void add_password(pugi::xml_node parent, const Field& field, Required required) const;

  [[nodiscard]] std::string optional(std::string_view key) const;
  [[nodiscard]] const Wording& wording() const noexcept { return m_wording; }

 private:
  [[nodiscard]] std::string complaint_about(std::string_view field) const;
  [[nodiscard]] pugi::xml_node add_frame(pugi::xml_node parent, const Field& field) const;
  void tie(pugi::xml_node control, const Field& field) const;
  void add_remarks(pugi::xml_node frame, const Field& field) const;

  const Wording& m_wording;
  const std::vector<Complaint>& m_complaints;
  std::string m_focus;
};

/// A form that is sent to `action`, with the token and the page's language in it.
[[nodiscard]] pugi::xml_node add_form(pugi::xml_node parent, const PageContext& context, std::string_view action);

/// A check box with its label, which is returned.
pugi::xml_node add_check_box(pugi::xml_node parent, std::string_view id, std::string_view name, std::string_view value,
                             const std::string& label, bool is_ticked);

/// Address, kind, login, provider, two-step verification, servers: what describes an account, apart from its password.
void add_who(pugi::xml_node form, const FormParts& parts, const AccountForm& values);
void add_circumstances(pugi::xml_node form, const FormParts& parts, const AccountForm& values,
                       const std::string& issued_label);
void add_servers(pugi::xml_node form, const FormParts& parts, const AccountForm& values,
                 const std::vector<ProviderChoice>& providers);

}  // namespace pecprobe::page
