#include "probe/serve/page/error_page.hpp"

#include "probe/report/html_document.hpp"
#include "probe/report/wording.hpp"

#include <fmt/format.h>

namespace pecprobe::page {

namespace {

std::string_view name_of(Refusal refusal) noexcept {
  switch (refusal) {
    case Refusal::no_token: return "no_token";
    case Refusal::not_found: return "not_found";
    case Refusal::foreign_request: return "foreign_request";
    case Refusal::too_large: return "too_large";
    case Refusal::too_many_requests: return "too_many_requests";
    case Refusal::too_many_tests: return "too_many_tests";
    case Refusal::malformed: return "malformed";
    case Refusal::method_not_allowed: return "method_not_allowed";
    case Refusal::internal_error: return "internal_error";
    case Refusal::stopping: return "stopping";
  }
  return "internal_error";
}

}  // namespace

int status_of(Refusal refusal) noexcept {
  switch (refusal) {
    case Refusal::no_token: return 401;
    case Refusal::not_found: return 404;
    case Refusal::foreign_request: return 403;
    case Refusal::too_large: return 413;
    case Refusal::too_many_requests:
    case Refusal::too_many_tests: return 429;
    case Refusal::malformed: return 400;
    case Refusal::method_not_allowed: return 405;
    case Refusal::internal_error: return 500;
    case Refusal::stopping: return 503;
  }
  return 500;
}

std::string refusal_sentence(Refusal refusal, Language language) {
  return Wording::of(language).text(fmt::format("page_refusal.{}", name_of(refusal)));
}

std::string error_page(const PageContext& context, Refusal refusal) {
  const Wording& wording = Wording::of(context.language);
  const std::string title = wording.text("page.refused", fmt::arg("status", status_of(refusal)));
  return whole_page(context, Place::elsewhere, title, Refresh::none, [&](pugi::xml_node main) {
    add_text(main, "p", refusal_sentence(refusal, context.language), {{"class", "complaint"}});
    if (refusal != Refusal::no_token) {  // without the token every page refuses
      add_text(add_element(main, "p"), "a", wording.text("page.go_on"), {{"href", "/"}});
    }
  });
}

}  // namespace pecprobe::page
