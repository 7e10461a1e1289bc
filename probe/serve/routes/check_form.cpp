#include "probe/serve/routes/check_form.hpp"

#include "probe/advice/settings.hpp"
#include "probe/serve/page/check_page.hpp"
#include "probe/serve/routes/check_start.hpp"
#include "probe/serve/routes/form_fields.hpp"
#include "probe/serve/routes/report_text.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe {

namespace {

constexpr std::string_view k_results = "/result/";

void show(Visit& visit, int status, page::CheckPage page) {
  page.providers = provider_choices(visit.site.tools.providers);
  visit.answer_page(status, page::check_page(visit.page_context(), page));
}

page::CheckPage page_with(page::AccountForm form) {
  page::CheckPage page;
  page.form = std::move(form);
  return page;
}

/// What kept a test from being made stands beside what was typed, without the password.
void show_obstacle(Visit& visit, const page::AccountForm& form, const CheckEnd& end) {
  page::CheckPage page = page_with(form);
  if (const auto* refusal = std::get_if<CheckRefusal>(&end)) {
    page.complaints = refusal->complaints;
    show(visit, 422, std::move(page));
  } else if (const auto* notice = std::get_if<page::GuardNotice>(&end)) {
    page.guard = *notice;
    show(visit, 409, std::move(page));
  } else {
    visit.refuse(page::Refusal::internal_error);
  }
}

CheckWatch watch_for_page(const VisitPtr& visit, page::AccountForm form) {
  const auto has_begun = std::make_shared<bool>(false);
  return {[visit, has_begun](const std::string& id) {
            *has_begun = true;
            visit->see_other(fmt::format("{}{}", k_results, id));
          },
          [](const LiveStep&) {},
          [visit, has_begun, form = std::move(form)](const std::string&, const CheckEnd& end) {
            if (!*has_begun) {
              show_obstacle(*visit, form, end);
            }
          }};
}

void show_record(Visit& visit, const std::string& id, const CheckRecord& record) {
  page::CheckPage page = page_with(record.form);
  if (!record.end) {
    page.check = record.running;
    visit.fields.emplace_back("Refresh", "2");
  } else if (const auto* result = std::get_if<CheckResult>(&*record.end)) {
    const Account& account = result->result.account;
    const RunInfo run{visit.site.tools.tool, result->began, result->today, visit.language};
    page.check =
        page::FinishedCheck{id,
                            run,
                            {result->elapsed},
                            shown_in(*result, visit.language),
                            mail_settings(account, visit.site.tools.providers.find_provider(account.provider))};
  } else {
    visit.refuse(page::Refusal::internal_error);
    return;
  }
  show(visit, 200, std::move(page));
}

void show_report(Visit& visit, const std::string& id, const CheckRecord& record, std::string_view format,
                 std::string_view type) {
  const auto* result = record.end ? std::get_if<CheckResult>(&*record.end) : nullptr;
  if (result == nullptr) {
    visit.refuse(page::Refusal::not_found);
    return;
  }
  visit.answer(
      {200,
       std::string(type),
       report_text(*result, visit.site.tools.tool, format, visit.language),
       {{"Content-Disposition", fmt::format("attachment; filename=\"pecprobe-{}.{}\"", id.substr(0, 8), format)}}});
}

}  // namespace

void form_page(const VisitPtr& visit) { show(*visit, 200, {}); }

void check_form(const VisitPtr& visit) {
  visit->audience = Audience::browser;
  const auto fields = form_fields(*visit);
  if (!fields) {
    return;
  }
  auto order = order_of(*fields, *visit);
  if (!order) {
    page::CheckPage page = page_with(std::move(order.error().form));
    page.complaints = std::move(order.error().complaints);
    show(*visit, 422, std::move(page));
    return;
  }
  page::AccountForm form = order->form;
  if (const auto number = begin_check(visit, *std::move(order), watch_for_page(visit, std::move(form))); !number) {
    visit->refuse(number.error().refusal, number.error().retry_after);
  }
}

void result(const VisitPtr& visit) {
  std::string id = visit->request.path.substr(k_results.size());
  const auto dot = id.find('.');
  const std::string ending = dot == std::string::npos ? "" : id.substr(dot);
  id = id.substr(0, dot);
  const CheckRecord* record = visit->site.desk.find(id);
  if (record == nullptr) {
    visit->refuse(page::Refusal::not_found);
    return;
  }
  if (ending.empty()) {
    show_record(*visit, id, *record);
  } else if (ending == ".json") {
    show_report(*visit, id, *record, "json", "application/json");
  } else if (ending == ".html") {
    show_report(*visit, id, *record, "html", "text/html; charset=utf-8");
  } else {
    visit->refuse(page::Refusal::not_found);
  }
}

}  // namespace pecprobe
