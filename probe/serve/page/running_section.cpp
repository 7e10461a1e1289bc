#include "probe/report/diagnosis_text.hpp"
#include "probe/report/html_document.hpp"
#include "probe/serve/page/result_section.hpp"

#include <fmt/format.h>

namespace pecprobe::page {

namespace {

void add_service(pugi::xml_node parent, const RunningCheck::Service& service, const Wording& wording) {
  const std::string name(to_string(service.protocol));
  pugi::xml_node box = add_element(parent, "div", {{"class", "service"}, {"data-service", name}});
  pugi::xml_node title = add_text(box, "h4", service_name(service.protocol) + " ");
  if (service.verdict) {
    add_text(title, "span", wording.text(fmt::format("verdict.{}", to_string(*service.verdict))),
             {{"class", fmt::format("mark {}", to_string(*service.verdict))}});
  } else {
    add_text(title, "span", wording.text(service.steps.empty() ? "page.waiting" : "page_script.under_way"),
             {{"class", "mark"}});
  }
  pugi::xml_node list = add_element(box, "ol", {{"class", "steps"}});
  for (const ShownStep& step : service.steps) {
    add_step(list, step, wording);
  }
}

}  // namespace

void add_step(pugi::xml_node list, const ShownStep& step, const Wording& wording) {
  pugi::xml_node item = add_element(list, "li");
  add_text(item, "span", wording.text(fmt::format("step.{}", to_string(step.step))), {{"class", "name"}});
  add_text(item, "span", wording.text(fmt::format("mark.{}", to_string(step.status))),
           {{"class", fmt::format("mark {}", to_string(step.status))}});
  add_text(item, "span", step.detail, {{"class", "detail"}});
}

void add_running(pugi::xml_node parent, const RunningCheck& check, const Wording& wording) {
  pugi::xml_node section =
      add_element(parent, "section", {{"id", "running"}, {"aria-labelledby", "running-title"}, {"tabindex", "-1"}});
  add_text(section, "h2", wording.text("page.running_title"), {{"id", "running-title"}});
  add_text(section, "button", wording.text("page.cancel"), {{"type", "button"}, {"hidden", ""}});  // the script's
  for (const Direction direction : {Direction::receive, Direction::send}) {
    pugi::xml_node group = add_element(section, "div", {{"class", "direction"}});
    add_text(group, "h3", wording.text(direction == Direction::receive ? "page.receive" : "page.send"));
    for (const RunningCheck::Service& service : check.services) {
      if (direction_of(service.protocol) == direction) {
        add_service(group, service, wording);
      }
    }
  }
}

}  // namespace pecprobe::page
