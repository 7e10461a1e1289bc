#include "probe/serve/routes/routes.hpp"

#include "probe/serve/checks/typed_fields.hpp"
#include "probe/serve/page/page_frame.hpp"
#include "probe/serve/routes/accounts_routes.hpp"
#include "probe/serve/routes/check_api.hpp"
#include "probe/serve/routes/check_form.hpp"
#include "probe/serve/routes/plain_routes.hpp"
#include "probe/serve/routes/rotation_routes.hpp"
#include "probe/serve/routes/settings_api.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

constexpr std::array k_routes = {
    Route{HttpMethod::get, "/", form_page},
    Route{HttpMethod::get, "/assets/page.css", style_sheet},
    Route{HttpMethod::get, "/assets/page.js", script},
    Route{HttpMethod::get, "/healthz", health, &SiteOptions::healthz},
    Route{HttpMethod::get, "/metrics", metrics, &SiteOptions::metrics},
    Route{HttpMethod::get, "/api/v1/openapi.yaml", interface_description},
    Route{HttpMethod::get, "/api/v1/settings", settings_api},
    Route{HttpMethod::post, "/api/v1/check", check_api},
    Route{HttpMethod::post, "/check", check_form},
    Route{HttpMethod::get, "/result/*", result},
    Route{HttpMethod::get, "/rotate", rotation_form},
    Route{HttpMethod::post, "/rotate", rotate_form},
    Route{HttpMethod::post, "/rotate/done", rotate_done_form},
    Route{HttpMethod::get, "/rotation/*", rotation_result},
    Route{HttpMethod::post, "/api/v1/rotate/verify", rotate_api},
    Route{HttpMethod::post, "/api/v1/rotate/done", rotate_done_api},
    Route{HttpMethod::get, "/calendar.ics", rotation_calendar},
    Route{HttpMethod::get, "/accounts", accounts_overview},
    Route{HttpMethod::get, "/api/v1/accounts", accounts_api},
};

bool is_path_of(const Route& route, std::string_view path) noexcept {
  return route.path.ends_with('*') ? path.starts_with(route.path.substr(0, route.path.size() - 1)) : path == route.path;
}

bool is_method_of(const Route& route, HttpMethod method) noexcept {
  return method == route.method || (method == HttpMethod::head && route.method == HttpMethod::get);
}

/// `/?token=…`: the browser keeps the token as a cookie, and it leaves the address bar.
bool greet(Visit& visit) {
  const auto fields = fields_of_query(visit.request.query);
  if (visit.request.path != "/" || visit.request.method != HttpMethod::get || !fields || !fields->has("token") ||
      !visit.site.token.is(fields->text("token"))) {
    return false;
  }
  visit.fields.emplace_back("Set-Cookie", visit.site.token.cookie(visit.request.scheme));
  visit.see_other("/");
  return true;
}

page::Refusal refusal_of(int status) noexcept {
  return status == 400 ? page::Refusal::malformed : page::Refusal::foreign_request;
}

/// The route of a path; of several, for different methods, the one for this method.
const Route* find_route(const HttpRequest& request) {
  const Route* found = nullptr;
  for (const Route& route : k_routes) {
    if (is_path_of(route, request.path) && (found == nullptr || is_method_of(route, request.method))) {
      found = &route;
    }
  }
  return found;
}

std::string methods_of(std::string_view path) {
  std::string methods;
  for (const Route& route : k_routes) {
    if (is_path_of(route, path)) {
      methods += methods.empty() ? "" : ", ";
      methods += route.method == HttpMethod::post ? "POST" : "GET, HEAD";
    }
  }
  return methods;
}

void answer_visit(const VisitPtr& visit) {
  const HttpRequest& request = visit->request;
  if (const auto objection = visit->site.origins.objection(request, visit->proof)) {
    visit->refuse(refusal_of(*objection), *objection);
    return;
  }
  const Route* route = find_route(request);
  const bool is_open = route != nullptr && route->without_token != nullptr &&
                       visit->site.options.*route->without_token == WithoutToken::allowed;
  if (visit->proof == Proof::none && !is_open) {
    if (!greet(*visit)) {
      visit->refuse(page::Refusal::no_token);
    }
  } else if (route == nullptr) {
    visit->refuse(page::Refusal::not_found);
  } else if (!is_method_of(*route, request.method)) {
    visit->fields.emplace_back("Allow", methods_of(request.path));
    visit->refuse(page::Refusal::method_not_allowed);
  } else if (!greet(*visit)) {  // a browser that is known may come with the address of this start again
    route->answer(visit);
  }
}

}  // namespace

std::span<const Route> all_routes() noexcept { return k_routes; }

void answer_request(Site& site, HttpRequest request, std::shared_ptr<Exchange> exchange) {
  const auto visit = std::make_shared<Visit>(Visit{site, std::move(request), std::move(exchange)});
  visit->language = language_of(visit->request, site.options.language);
  visit->audience = audience_of(visit->request);
  visit->proof = site.token.proof_of(visit->request);
  try {
    answer_visit(visit);
  } catch (const std::exception&) {  // its words may hold what was typed
    visit->refuse(page::Refusal::internal_error);
  }
}

HttpFields security_fields() {
  return {{"Content-Security-Policy", std::string(page::k_content_policy)},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Frame-Options", "DENY"},
          {"Referrer-Policy", "no-referrer"},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Cache-Control", "no-store"}};
}

}  // namespace pecprobe
