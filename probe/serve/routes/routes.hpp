// Every address of the page, and who answers there.
#pragma once

#include "probe/serve/routes/visit.hpp"

#include <span>
#include <string_view>

namespace pecprobe {

struct Route {
  HttpMethod method;      // a GET answers HEAD, too
  std::string_view path;  // ends in `*`: whatever begins so
  void (*answer)(const VisitPtr& visit);
  WithoutToken SiteOptions::*without_token = nullptr;  // the option that opens it to everybody; null: never open
};

[[nodiscard]] std::span<const Route> all_routes() noexcept;

/// Answers one request, sooner or later.
void answer_request(Site& site, HttpRequest request, std::shared_ptr<Exchange> exchange);

/// What every answer has besides: nothing from elsewhere is loaded or run, nothing is kept.
[[nodiscard]] HttpFields security_fields();

}  // namespace pecprobe
