#include "probe/serve/page/check_page.hpp"

#include "probe/report/html_document.hpp"
#include "probe/serve/page/form_parts.hpp"
#include "probe/serve/page/result_section.hpp"

namespace pecprobe::page {

namespace {

/// Where a person goes on typing: a result keeps everything but the password.
std::string first_field(const CheckPage& page) {
  if (!std::holds_alternative<std::monostate>(page.check)) {
    return {};  // one reads the result first
  }
  return page.form.address.empty() ? "address" : "password";
}

/// With `force`, which a person ticks or not. Hidden while there is nothing to say: the script fills it.
void add_guard(pugi::xml_node form, const std::optional<GuardNotice>& guard, const Wording& wording) {
  pugi::xml_node box = add_element(form, "div", {{"id", "guard"}, {"class", "guard"}, {"role", "alert"}});
  add_text(box, "h2", wording.text("page.guard_title"));
  if (guard) {
    add_guard_sentence(box, *guard, wording);
  } else {
    box.append_attribute("hidden").set_value("");
    add_element(box, "p");
  }
  add_check_box(box, "force", "force", "on", wording.text("page.guard_force"), false);
}

void add_check_form(pugi::xml_node parent, const PageContext& context, const CheckPage& page) {
  const Wording& wording = Wording::of(context.language);
  const FormParts parts(wording, page.complaints, first_field(page));
  pugi::xml_node form = add_form(parent, context, "/check");
  form.append_attribute("id").set_value("check");
  parts.add_complaints(form);
  add_who(form, parts, page.form);
  parts.add_password(form, {"password", wording.text("page.password"), wording.text("page.password_hint")},
                     Required::yes);
  pugi::xml_node keep = add_check_box(form, "keep", "keep", "on", wording.text("page.keep"), false);
  keep.append_attribute("hidden").set_value("");  // without script no page keeps it
  add_circumstances(form, parts, page.form, parts.optional("page.issued"));
  add_servers(form, parts, page.form, page.providers);
  add_guard(form, page.guard, wording);
  add_text(form, "button", wording.text("page.test"), {{"type", "submit"}, {"class", "main"}});
}

/// What the script makes the steps of a test from.
void add_templates(pugi::xml_node parent, const Wording& wording) {
  RunningCheck all;
  for (const Protocol protocol : k_protocols) {
    all.services.push_back({protocol, {}, std::nullopt});
  }
  add_running(add_element(parent, "template", {{"id", "running-template"}}), all, wording);
  add_step(add_element(parent, "template", {{"id", "step-template"}}), {}, wording);
}

}  // namespace

std::string check_page(const PageContext& context, const CheckPage& page) {
  const Wording& wording = Wording::of(context.language);
  const auto* running = std::get_if<RunningCheck>(&page.check);
  const auto* finished = std::get_if<FinishedCheck>(&page.check);
  return whole_page(context, Place::check, wording.text("page.check_title"),
                    running != nullptr ? Refresh::soon : Refresh::none, [&](pugi::xml_node main) {
                      add_text(main, "p", wording.text("page.check_lead"), {{"class", "lead"}});
                      pugi::xml_node desk = add_element(main, "div", {{"class", "desk"}});
                      add_check_form(desk, context, page);
                      pugi::xml_node outcome = add_element(desk, "div", {{"id", "outcome"}});
                      if (running != nullptr) {
                        add_running(outcome, *running, wording);
                        add_text(outcome, "p", wording.text("page.running"), {{"class", "faint"}});
                      } else if (finished != nullptr) {
                        add_result(outcome, *finished, context.language);
                      }
                      add_templates(main, wording);
                    });
}

}  // namespace pecprobe::page
