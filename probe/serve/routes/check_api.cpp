#include "probe/serve/routes/check_api.hpp"

#include "probe/serve/routes/check_json.hpp"
#include "probe/serve/routes/check_start.hpp"
#include "probe/serve/routes/form_fields.hpp"
#include "probe/serve/routes/report_text.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe {

namespace {

template <typename... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

bool wants_events(const HttpRequest& request) {
  return icontains(request.field("accept").value_or(""), "text/event-stream");
}

/// The end of a test that is told as it goes on. One that never began is told by its status, as without events.
void end_events(Visit& visit, const std::string& id, const CheckEnd& end) {
  Exchange& exchange = *visit.exchange;
  if (const auto* result = std::get_if<CheckResult>(&end)) {
    for (const std::string& service : services_json(*result, visit.language)) {
      exchange.event("service", service);
    }
    exchange.event("report", report_event_json(id, *result, visit.site.tools.tool, visit.language));
  } else {
    exchange.event("error",
                   complaint_json({{}, page::refusal_sentence(page::Refusal::internal_error, visit.language)}));
  }
  exchange.end_events();
}

void answer_end(Visit& visit, const std::string& id, const CheckEnd& end) {
  std::visit(Overloaded{[&](const CheckRefusal& refusal) {
                          visit.answer_json(422, complaint_json(refusal.complaints.front()) + "\n");
                        },
                        [&](const page::GuardNotice& notice) {
                          visit.answer_json(409, guard_json(notice, visit.language) + "\n");
                        },
                        [&](const CheckFailure&) { visit.refuse(page::Refusal::internal_error); },
                        [&](const CheckResult& result) {
                          visit.fields.emplace_back("Content-Location", fmt::format("/result/{}.json", id));
                          visit.answer_json(200, report_text(result, visit.site.tools.tool, "json", visit.language));
                        }},
             end);
}

CheckWatch watch_with_events(const VisitPtr& visit) {
  const auto has_begun = std::make_shared<bool>(false);
  return {[visit, has_begun](const std::string& id) {
            *has_begun = true;
            visit->exchange->begin_events();
            visit->exchange->event("started", fmt::format(R"({{"id":"{}"}})", id));
          },
          [visit](const LiveStep& step) { visit->exchange->event("step", step_json(step)); },
          [visit, has_begun](const std::string& id, const CheckEnd& end) {
            *has_begun ? end_events(*visit, id, end) : answer_end(*visit, id, end);
          }};
}

CheckWatch watch_for_report(const VisitPtr& visit) {
  return {[](const std::string&) {}, [](const LiveStep&) {},
          [visit](const std::string& id, const CheckEnd& end) { answer_end(*visit, id, end); }};
}

}  // namespace

void check_api(const VisitPtr& visit) {
  const auto fields = json_body(*visit);
  if (!fields) {
    return;
  }
  auto order = order_of(*fields, *visit);
  if (!order) {
    visit->answer_json(422, complaint_json(order.error().complaints.front()) + "\n");
    return;
  }
  const auto number = begin_check(visit, *std::move(order),
                                  wants_events(visit->request) ? watch_with_events(visit) : watch_for_report(visit));
  if (!number) {
    visit->refuse(number.error().refusal, number.error().retry_after);
    return;
  }
  visit->exchange->when_gone([&desk = visit->site.desk, number = *number] { desk.cancel(number); });
}

}  // namespace pecprobe
