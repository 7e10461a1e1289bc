#include "probe/serve/page/form_parts.hpp"

#include "probe/report/html_document.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe::page {

namespace {

void add_flag(pugi::xml_node node, const char* name) { node.append_attribute(name).set_value(""); }

/// What a person typed may hold anything; its lines stay lines.
std::string printable_lines(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    lines += printable(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
    if (end == std::string_view::npos) {
      break;
    }
    lines += '\n';
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

FormParts::FormParts(const Wording& wording, const std::vector<Complaint>& complaints, std::string focus)
    : m_wording(wording), m_complaints(complaints), m_focus(std::move(focus)) {
  const auto first = std::find_if(complaints.begin(), complaints.end(),
                                  [](const Complaint& complaint) { return !complaint.field.empty(); });
  if (first != complaints.end()) {
    m_focus = first->field;
  }
}

void FormParts::add_complaints(pugi::xml_node parent) const {
  pugi::xml_node box =
      add_element(parent, "div", {{"id", "complaints"}, {"class", "complaint"}, {"role", "alert"}, {"tabindex", "-1"}});
  if (m_complaints.empty()) {
    add_flag(box, "hidden");
  }
  pugi::xml_node list = add_element(box, "ul");
  for (const Complaint& complaint : m_complaints) {
    pugi::xml_node item = add_element(list, "li");
    if (complaint.field.empty()) {
      append_text(item, printable(complaint.message));
    } else {
      add_text(item, "a", printable(complaint.message), {{"href", "#" + complaint.field}});
    }
  }
}

std::string FormParts::complaint_about(std::string_view field) const {
  const auto found = std::find_if(m_complaints.begin(), m_complaints.end(),
                                  [&](const Complaint& complaint) { return complaint.field == field; });
  return found == m_complaints.end() ? std::string{} : printable(found->message);
}

std::string FormParts::optional(std::string_view key) const {
  return m_wording.text("page.optional", fmt::arg("label", m_wording.text(key)));
}

pugi::xml_node FormParts::add_frame(pugi::xml_node parent, const Field& field) const {
  pugi::xml_node frame = add_element(parent, "div", {{"class", "field"}});
  add_text(frame, "label", field.label, {{"for", field.name}});
  return frame;
}

void FormParts::tie(pugi::xml_node control, const Field& field) const {
  const std::string remarks =
      field.hint.empty() ? fmt::format("{}-fault", field.name) : fmt::format("{0}-hint {0}-fault", field.name);
  control.append_attribute("aria-describedby").set_value(remarks.c_str());
  if (!complaint_about(field.name).empty()) {
    control.append_attribute("aria-invalid").set_value("true");
  }
  if (field.name == m_focus) {
    add_flag(control, "autofocus");
  }
}

void FormParts::add_remarks(pugi::xml_node frame, const Field& field) const {
  if (!field.hint.empty()) {
    add_text(frame, "p", field.hint, {{"id", fmt::format("{}-hint", field.name)}, {"class", "hint"}});
  }
  const std::string complaint = complaint_about(field.name);
  pugi::xml_node fault =
      add_text(frame, "p", complaint, {{"id", fmt::format("{}-fault", field.name)}, {"class", "complaint"}});
  if (complaint.empty()) {
    add_flag(fault, "hidden");
  }
}

void FormParts::add_input(pugi::xml_node parent, const Field& field, const char* type, const std::string& value,
                          Required required) const {
  pugi::xml_node frame = add_frame(parent, field);
  pugi::xml_node input = add_element(frame, "input",
                                     {{"id", field.name},
                                      {"name", field.name},
                                      {"type", type},
                                      {"value", printable(value)},
                                      {"autocomplete", "off"},
                                      {"autocapitalize", "none"},
                                      {"spellcheck", "false"}});
  if (required == Required::yes) {
    add_flag(input, "required");
  }
  tie(input, field);
  add_remarks(frame, field);
}

void FormParts::add_choice(pugi::xml_node parent, const Field& field, const std::vector<Choice>& choices,
                           std::string_view chosen) const {
  pugi::xml_node frame = add_frame(parent, field);
  pugi::xml_node select = add_element(frame, "select", {{"id", field.name}, {"name", field.name}});
  for (const Choice& choice : choices) {
    pugi::xml_node option = add_text(select, "option", choice.label, {{"value", choice.value}});
    if (choice.value == chosen) {
      add_flag(option, "selected");
    }
  }
  tie(select, field);
  add_remarks(frame, field);
}

void FormParts::add_lines(pugi::xml_node parent, const Field& field, const std::string& value) const {
  pugi::xml_node frame = add_frame(parent, field);
  pugi::xml_node area =
      add_text(frame, "textarea", printable_lines(value), {{"id", field.name}, {"name", field.name}, {"rows", "3"}});
  tie(area, field);
  add_remarks(frame, field);
}

void FormParts::add_password(pugi::xml_node parent, const Field& field, Required required) const {
  pugi::xml_node frame = add_frame(parent, field);
  pugi::xml_node row = add_element(frame, "div", {{"class", "password"}});
  pugi::xml_node input = add_element(row, "input",
                                     {{"id", field.name},
                                      {"name", field.name},
                                      {"type", "password"},
                                      {"autocomplete", "new-password"},
                                      {"autocapitalize", "none"},
                                      {"spellcheck", "false"}});
  if (required == Required::yes) {
    add_flag(input, "required");
  }
  tie(input, field);
  for (const char* action : {"paste", "show"}) {
    pugi::xml_node button = add_text(row, "button", m_wording.text(fmt::format("page_password.{}", action)),
                                     {{"type", "button"}, {"class", action}, {"aria-controls", field.name}});
    add_flag(button, "hidden");  // without script they would do nothing
  }
  add_element(frame, "ul", {{"id", fmt::format("{}-look", field.name)}, {"class", "look"}, {"aria-live", "polite"}});
  add_remarks(frame, field);
}

pugi::xml_node add_form(pugi::xml_node parent, const PageContext& context, std::string_view action) {
  pugi::xml_node form = add_element(parent, "form", {{"method", "post"}, {"action", action}, {"autocomplete", "off"}});
  add_element(form, "input", {{"type", "hidden"}, {"name", "form_token"}, {"value", context.form_token}});
  add_element(form, "input", {{"type", "hidden"}, {"name", "lang"}, {"value", context.language.tag()}});
  return form;
}

pugi::xml_node add_check_box(pugi::xml_node parent, std::string_view id, std::string_view name, std::string_view value,
                             const std::string& label, bool is_ticked) {
  pugi::xml_node line = add_element(parent, "label", {{"class", "tick"}});
  pugi::xml_node box = add_element(line, "input", {{"id", id}, {"type", "checkbox"}, {"name", name}, {"value", value}});
  if (is_ticked) {
    add_flag(box, "checked");
  }
  append_text(line, " " + label);
  return line;
}

}  // namespace pecprobe::page
