#include "probe/serve/routes/visit.hpp"

#include "probe/serve/checks/typed_fields.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <utility>

namespace pecprobe {

namespace {

constexpr std::string_view k_language_cookie = "pecprobe_lang";

std::optional<Language> asked_language(const HttpRequest& request) {
  const auto fields = fields_of_query(request.query);
  return fields ? Language::of_tag(fields->text("lang")) : std::nullopt;
}

/// The first of Accept-Language (RFC 9110 §12.5.4) that we speak: browsers send the dearest first.
std::optional<Language> accepted_language(const HttpRequest& request) {
  std::string_view rest = request.field("accept-language").value_or("");
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    const std::string_view range = trimmed(rest.substr(0, comma));
    if (const auto language = Language::of_tag(ascii_lower(range.substr(0, range.find_first_of("-;"))))) {
      return language;
    }
    rest = comma == std::string_view::npos ? "" : rest.substr(comma + 1);
  }
  return std::nullopt;
}

}  // namespace

Language language_of(const HttpRequest& request, Language otherwise) {
  if (const auto asked = asked_language(request)) {
    return *asked;
  }
  if (const auto cookie = cookie_of(request, k_language_cookie)) {
    if (const auto kept = Language::of_tag(*cookie)) {
      return *kept;
    }
  }
  return accepted_language(request).value_or(otherwise);
}

Audience audience_of(const HttpRequest& request) {
  return icontains(request.field("accept").value_or(""), "text/html") ? Audience::browser : Audience::program;
}

std::string complaint_json(const page::Complaint& complaint) {
  using Json = nlohmann::ordered_json;
  const Json out = {{"field", complaint.field.empty() ? Json(nullptr) : Json(complaint.field)},
                    {"message", complaint.message}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

page::PageContext Visit::page_context() {
  // Whoever is not known gets no form, and so cannot drive other people's tokens out.
  std::string form_token = proof == Proof::none ? "" : site.form_tokens.issue(site.clock.now());
  return {language, std::move(form_token), !site.tools.accounts.empty()};
}

void Visit::answer(HttpResponse response) {
  if (asked_language(request)) {
    response.fields.emplace_back(
        "Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000{}", k_language_cookie,
                                  language.tag(), request.scheme == Scheme::https ? "; Secure" : ""));
  }
  response.fields.insert(response.fields.end(), fields.begin(), fields.end());
  exchange->answer(std::move(response));
}

void Visit::answer_page(int status, std::string html) {
  answer({status, "text/html; charset=utf-8", std::move(html), {{"Content-Language", std::string(language.tag())}}});
}

void Visit::answer_json(int status, std::string json) { answer({status, "application/json", std::move(json)}); }

void Visit::see_other(std::string path) {
  answer({303, "text/plain; charset=utf-8", "", {{"Location", std::move(path)}}});
}

void Visit::refuse(page::Refusal refusal) { refuse(refusal, page::status_of(refusal)); }

void Visit::refuse(page::Refusal refusal, int status) {
  if (refusal == page::Refusal::no_token) {
    fields.emplace_back("WWW-Authenticate", "Bearer");  // RFC 6750 §3
  }
  switch (audience) {
    case Audience::browser: answer_page(status, page::error_page(page_context(), refusal)); break;
    case Audience::program:
      answer_json(status, complaint_json({{}, page::refusal_sentence(refusal, language)}) + "\n");
      break;
  }
}

void Visit::refuse(page::Refusal refusal, std::chrono::seconds retry_after) {
  fields.emplace_back("Retry-After", std::to_string(retry_after.count()));
  refuse(refusal);
}

}  // namespace pecprobe
