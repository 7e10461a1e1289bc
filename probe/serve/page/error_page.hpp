// What a browser is shown where there is no page: in a sentence why, and where to go on.
#pragma once

#include "probe/serve/page/page_frame.hpp"

#include <string>

namespace pecprobe::page {

/// Every refusal that a person can meet.
enum class Refusal {
  no_token,            // 401: the URL with the token is needed, or that of an earlier start was used
  not_found,           // 404: also a result that is no longer kept
  foreign_request,     // 403: Host, Origin or form token are not this page's
  too_large,           // 413
  too_many_requests,   // 429
  too_many_tests,      // 429
  malformed,           // 400
  method_not_allowed,  // 405
  internal_error,      // 500
  stopping,            // 503
};

[[nodiscard]] int status_of(Refusal refusal) noexcept;
/// The same sentence for a program's answer (`message`).
[[nodiscard]] std::string refusal_sentence(Refusal refusal, Language language);
[[nodiscard]] std::string error_page(const PageContext& context, Refusal refusal);

}  // namespace pecprobe::page
