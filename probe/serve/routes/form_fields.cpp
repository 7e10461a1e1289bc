#include "probe/serve/routes/form_fields.hpp"

#include "protocols/base/text.hpp"

namespace pecprobe {

std::optional<TypedFields> form_fields(Visit& visit) {
  if (!istarts_with(visit.request.field("content-type").value_or(""), "application/x-www-form-urlencoded")) {
    visit.refuse(page::Refusal::malformed, 415);
    return std::nullopt;
  }
  auto fields = TypedFields::of_form(visit.request.body);
  visit.request.body = {};
  if (!fields) {
    visit.refuse(page::Refusal::malformed);
    return std::nullopt;
  }
  visit.language = Language::of_tag(fields->text("lang")).value_or(visit.language);
  if (!visit.site.form_tokens.spend(fields->text("form_token"), visit.site.clock.now())) {
    visit.refuse(page::Refusal::foreign_request);
    return std::nullopt;
  }
  return fields;
}

std::optional<TypedFields> json_body(Visit& visit) {
  visit.audience = Audience::program;
  if (!istarts_with(visit.request.field("content-type").value_or(""), "application/json")) {
    visit.refuse(page::Refusal::malformed, 415);
    return std::nullopt;
  }
  auto fields = TypedFields::of_json(visit.request.body);
  visit.request.body = {};
  if (!fields) {
    visit.refuse(page::Refusal::malformed);
    return std::nullopt;
  }
  visit.language = Language::of_tag(fields->text("lang")).value_or(visit.language);
  return fields;
}

std::vector<page::ProviderChoice> provider_choices(const ProviderTable& table) {
  std::vector<page::ProviderChoice> choices;
  for (const Provider& provider : table.providers()) {
    choices.push_back({provider.id, provider.name});
  }
  return choices;
}

}  // namespace pecprobe
