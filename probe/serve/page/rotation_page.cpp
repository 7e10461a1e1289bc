#include "probe/serve/page/rotation_page.hpp"

#include "probe/report/diagnosis_text.hpp"
#include "probe/report/html_document.hpp"
#include "probe/rotation/verify/sentences.hpp"
#include "probe/serve/page/cause_section.hpp"
#include "probe/serve/page/form_parts.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pecprobe::page {

namespace {

/// For a query (RFC 3986 §2.3: what is unreserved stays).
std::string url_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                          c == '.' || c == '_' || c == '~';
    encoded += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

void add_answer(pugi::xml_node body, const std::string& password, const ServiceResult& service,
                const Wording& wording) {
  const PasswordAnswer answer = answer_of(service);
  pugi::xml_node row = add_element(body, "tr");
  add_text(row, "td", password, {{"data-column", wording.text("page.password")}});
  add_text(row, "th", service_name(service.facts.endpoint.protocol), {{"scope", "row"}});
  add_text(add_element(row, "td", {{"data-column", wording.text("page.answer_column")}}), "span",
           wording.text(fmt::format("verification_answer.{}", to_string(answer))),
           {{"class", fmt::format("mark {}", to_string(answer))}});
  add_text(add_element(row, "td", {{"data-column", wording.text("page.said_column")}}), "code", said_by(service));
}

void add_answers(pugi::xml_node parent, const Verification& done, const Wording& wording) {
  pugi::xml_node table = add_element(parent, "table", {{"id", "answers"}, {"class", "blocks"}});
  pugi::xml_node heading = add_element(add_element(table, "thead"), "tr");
  for (const char* key : {"page.password", "page.service_column", "page.answer_column", "page.said_column"}) {
    add_text(heading, "th", wording.text(key), {{"scope", "col"}});
  }
  pugi::xml_node body = add_element(table, "tbody");
  for (const ServiceResult& service : done.account.services) {
    add_answer(body, wording.text("page.new_password"), service, wording);
  }
  if (done.old_password) {
    add_answer(body, wording.text("page.old_password"), *done.old_password, wording);
  }
}

void add_program(pugi::xml_node list, const ChecklistItem& item, const PageContext& context, const std::string& id,
                 const Wording& wording) {
  const bool is_done = item.program.updated == Updated::yes;
  const std::string name = printable(item.program.name);
  pugi::xml_node entry = add_element(list, "li");
  add_text(entry, "strong", name);
  append_text(entry, " ");
  add_text(entry, "span", wording.text(is_done ? "page.program_done" : "page.program_open"),
           {{"class", is_done ? "mark pass" : "mark temporary"}});
  if (!item.where.empty()) {
    add_text(entry, "p", item.where, {{"class", "faint"}});
  }
  std::vector<std::string> fields;
  for (const PasswordField& field : item.fields) {
    fields.push_back(wording.text("verification.fields", fmt::arg("tab", field.tab), fmt::arg("field", field.label)));
  }
  add_text(entry, "p",
           fields.empty() ? wording.text("verification.fields_unknown") : fmt::format("{}", fmt::join(fields, "; ")));
  if (!is_done && !id.empty()) {
    pugi::xml_node form = add_form(entry, context, "/rotate/done");
    add_element(form, "input", {{"type", "hidden"}, {"name", "id"}, {"value", id}});
    add_element(form, "input", {{"type", "hidden"}, {"name", "program"}, {"value", item.program.name}});
    add_text(form, "button", wording.text("page.tick", fmt::arg("program", name)), {{"type", "submit"}});
  }
}

/// The programs on record can be ticked off; where none is, the usual ones are only shown.
void add_checklist(pugi::xml_node parent, const PageContext& context, const FinishedRotation& rotation,
                   const Wording& wording) {
  const VerificationReport& report = rotation.report;
  const bool is_on_record = !report.programs.empty();
  add_text(parent, "h2", wording.text("page.checklist"));
  if (!is_on_record) {
    add_text(parent, "p", wording.text("page.checklist_empty"), {{"class", "faint"}});
  }
  pugi::xml_node list = add_element(parent, "ul", {{"id", "checklist"}, {"class", "checklist"}});
  for (const ChecklistItem& item : is_on_record ? checklist(report.programs, report.settings, context.language)
                                                : every_known_program(report.settings, context.language)) {
    add_program(list, item, context, is_on_record ? rotation.id : std::string{}, wording);
  }
}

std::string_view mark_of(VerificationResult result) noexcept {
  switch (result) {
    case VerificationResult::complete:
    case VerificationResult::deactivated: return "pass";
    case VerificationResult::unverifiable: return "unverified";
    case VerificationResult::half_done:
    case VerificationResult::old_password_still_accepted:
    case VerificationResult::new_password_refused:
    case VerificationResult::deactivated_password_still_accepted: break;
  }
  return "fail";
}

}  // namespace

std::string rotation_form_page(const PageContext& context, const RotationForm& form) {
  const Wording& wording = Wording::of(context.language);
  const FormParts parts(wording, form.complaints, form.account.address.empty() ? "address" : "new_password");
  return whole_page(context, Place::rotate, wording.text("page.rotate_title"), Refresh::none, [&](pugi::xml_node main) {
    add_text(main, "p", wording.text("page.rotate_lead"), {{"class", "lead"}});
    pugi::xml_node node = add_form(add_element(main, "div", {{"class", "desk"}}), context, "/rotate");
    node.append_attribute("id").set_value("rotate");
    parts.add_complaints(node);
    add_who(node, parts, form.account);
    parts.add_password(node, {"new_password", wording.text("page.new_password"), wording.text("page.password_hint")},
                       Required::yes);
    parts.add_password(node,
                       {"old_password", parts.optional("page.old_password"), wording.text("page.old_password_hint")},
                       Required::no);
    add_circumstances(node, parts, form.account, parts.optional("page.new_issued"));
    parts.add_lines(node, {"programs", parts.optional("page.programs"), wording.text("page.programs_hint")},
                    form.programs);
    add_servers(node, parts, form.account, form.providers);
    add_text(node, "button", wording.text("page.verify"), {{"type", "submit"}, {"class", "main"}});
  });
}

std::string rotation_running_page(const PageContext& context, const std::string& address) {
  const Wording& wording = Wording::of(context.language);
  const std::string title = wording.text("page.rotation_running", fmt::arg("address", printable(address)));
  return whole_page(context, Place::rotate, title, Refresh::soon, [&](pugi::xml_node main) {
    add_text(main, "p", wording.text("page.running"), {{"role", "status"}});
  });
}

std::string rotation_result_page(const PageContext& context, const FinishedRotation& rotation) {
  const Wording& wording = Wording::of(context.language);
  const VerificationReport& report = rotation.report;
  const Verification& done = report.verification;
  const ShownAccount account = shown(done.account, wording, report.today);
  const bool is_complete = done.outcome.result == VerificationResult::complete;
  const std::string title = wording.text("page.rotation_title", fmt::arg("address", account.address));
  return whole_page(context, Place::rotate, title, Refresh::none, [&](pugi::xml_node main) {
    pugi::xml_node section = add_element(
        main, "section", {{"id", "result"}, {"tabindex", "-1"}, {"data-result", to_string(done.outcome.result)}});
    const std::string sentence = result_sentence(report, context.language);
    add_text(section, "h2", is_complete ? wording.text("report.success") : sentence,
             {{"class", fmt::format("outcome {}", mark_of(done.outcome.result))}});
    if (is_complete) {
      add_text(section, "p", sentence);
    }
    add_answers(section, done, wording);
    add_causes(section, account, wording);
    add_text(section, "p", recorded_sentence(report.recorded, wording));
    pugi::xml_node row = add_element(section, "p", {{"class", "actions"}});
    if (report.recorded && report.recorded->expires) {  // else there is no day to be reminded of
      const std::string calendar = "/calendar.ics?address=" + url_encoded(done.account.account.address);
      add_text(row, "a", wording.text("page.calendar"),
               {{"class", "button"}, {"id", "calendar"}, {"href", calendar}, {"download", "pecprobe.ics"}});
    }
    add_text(row, "a", wording.text("page.test_again"), {{"class", "button"}, {"href", "/"}});
    if (is_complete) {
      add_checklist(section, context, rotation, wording);
    }
  });
}

}  // namespace pecprobe::page
