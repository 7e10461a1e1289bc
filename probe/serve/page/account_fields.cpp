#include "probe/report/diagnosis_text.hpp"
#include "probe/report/html_document.hpp"
#include "probe/serve/page/form_parts.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

namespace pecprobe::page {

namespace {

constexpr std::string_view name_of(TwoStep two_step) noexcept {
  switch (two_step) {
    case TwoStep::unknown: return "unknown";
    case TwoStep::on: return "on";
    case TwoStep::off: return "off";
  }
  return "unknown";
}

std::string_view example_of(Protocol protocol) noexcept {
  switch (protocol) {
    case Protocol::imap: return "imaps://";
    case Protocol::pop3: return "pop3s://";
    case Protocol::smtp: return "smtps://";
  }
  return {};
}

void add_service(pugi::xml_node parent, const FormParts& parts, const ServiceChoice& choice) {
  const std::string name(to_string(choice.protocol));
  const std::string label = service_name(choice.protocol);
  const Wording& wording = parts.wording();
  pugi::xml_node row = add_element(parent, "div", {{"class", "server"}, {"data-example", example_of(choice.protocol)}});
  add_check_box(row, "services-" + name, "services", name,
                wording.text("page.test_service", fmt::arg("service", label)), choice.is_chosen);
  parts.add_input(row, {name, wording.text("page.server", fmt::arg("service", label))}, "text", choice.url,
                  Required::no);
}

}  // namespace

void add_who(pugi::xml_node form, const FormParts& parts, const AccountForm& values) {
  const Wording& wording = parts.wording();
  parts.add_input(form, {"address", wording.text("page.address")}, "text", values.address, Required::yes);
  add_element(form, "p", {{"id", "provider-known"}, {"class", "hint"}, {"aria-live", "polite"}});
  std::vector<Choice> kinds;
  for (const AccountKind kind : {AccountKind::mailbox, AccountKind::archive, AccountKind::multiuser}) {
    kinds.push_back({std::string(to_string(kind)), wording.text(fmt::format("account_kind.{}", to_string(kind)))});
  }
  parts.add_choice(form, {"kind", wording.text("page.kind")}, kinds, to_string(values.kind));
  parts.add_input(form, {"login", parts.optional("page.login"), wording.text("page.login_hint")}, "text", values.login,
                  Required::no);
}

void add_circumstances(pugi::xml_node form, const FormParts& parts, const AccountForm& values,
                       const std::string& issued_label) {
  const Wording& wording = parts.wording();
  pugi::xml_node row = add_element(form, "div", {{"class", "pair"}});
  std::vector<Choice> states;
  for (const TwoStep state : {TwoStep::unknown, TwoStep::on, TwoStep::off}) {
    states.push_back({std::string(name_of(state)), wording.text(fmt::format("page_two_step.{}", name_of(state)))});
  }
  parts.add_choice(row, {"two_step", wording.text("page.two_step")}, states, name_of(values.two_step));
  parts.add_input(row, {"password_issued", issued_label}, "date", values.password_issued, Required::no);
}

void add_servers(pugi::xml_node form, const FormParts& parts, const AccountForm& values,
                 const std::vector<ProviderChoice>& providers) {
  const Wording& wording = parts.wording();
  pugi::xml_node details = add_element(form, "details", {{"id", "servers"}});
  bool is_open = !values.provider.empty();
  for (const ServiceChoice& choice : values.services) {
    is_open = is_open || !choice.is_chosen || !choice.url.empty();
  }
  if (is_open) {
    details.append_attribute("open").set_value("");
  }
  add_text(details, "summary", wording.text("page.servers"));
  std::vector<Choice> choices = {{"", wording.text("page.provider_by_address")}};
  for (const ProviderChoice& provider : providers) {
    choices.push_back({provider.id, printable(provider.name)});
  }
  parts.add_choice(details, {"provider", wording.text("page.provider_choice")}, choices, values.provider);
  add_text(details, "p", wording.text("page.servers_hint"), {{"class", "hint"}});
  for (const Direction direction : {Direction::receive, Direction::send}) {
    pugi::xml_node group = add_element(details, "fieldset");
    add_text(group, "legend", wording.text(direction == Direction::receive ? "page.receive" : "page.send"));
    for (const ServiceChoice& choice : values.services) {
      if (direction_of(choice.protocol) == direction) {
        add_service(group, parts, choice);
      }
    }
  }
}

}  // namespace pecprobe::page
