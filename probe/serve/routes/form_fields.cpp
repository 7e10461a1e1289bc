#include "probe/serve/routes/form_fields.hpp"

#include "probe/serve/access/random_word.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

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
  // Chromium keeps even pages that must not be stored, and what was typed into them, for who goes back; when an
  // HttpOnly cookie changes, it lets go of them.
  visit.fields.emplace_back("Set-Cookie",
                            fmt::format("pecprobe_sent={}; Path=/; HttpOnly; SameSite=Strict{}", random_word(),
                                        visit.request.scheme == Scheme::https ? "; Secure" : ""));
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
