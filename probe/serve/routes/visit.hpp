// One request inside the site: who asks, in which language, and what kind of answer is understood.
#pragma once

#include "probe/serve/http/exchange.hpp"
#include "probe/serve/page/error_page.hpp"
#include "probe/serve/page/form_values.hpp"
#include "probe/serve/routes/site.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace pecprobe {

/// Browsers are answered with pages, programs with JSON.
enum class Audience { browser, program };

struct Visit {
  Site& site;
  HttpRequest request;
  std::shared_ptr<Exchange> exchange;
  Proof proof = Proof::none;
  Language language = Language::italian;
  Audience audience = Audience::program;
  HttpFields fields{};  // of the answer, whatever it will be

  [[nodiscard]] page::PageContext page_context();

  void answer(HttpResponse response);
  void answer_page(int status, std::string html);
  /// `json` is a whole document.
  void answer_json(int status, std::string json);
  void see_other(std::string path);
  /// A page or `{"field": null, "message": …}`.
  void refuse(page::Refusal refusal);
  /// The same with another status than its own.
  void refuse(page::Refusal refusal, int status);
  /// The same, with Retry-After.
  void refuse(page::Refusal refusal, std::chrono::seconds retry_after);
};

using VisitPtr = std::shared_ptr<Visit>;

/// The language: of `lang` in the query, else the cookie's, else the first that both the browser and we speak, else the
/// site's.
[[nodiscard]] Language language_of(const HttpRequest& request, Language otherwise);
[[nodiscard]] Audience audience_of(const HttpRequest& request);

/// `{"field": …, "message": …}` on one line, the field null where it is empty.
[[nodiscard]] std::string complaint_json(const page::Complaint& complaint);

}  // namespace pecprobe
