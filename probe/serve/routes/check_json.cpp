#include "probe/serve/routes/check_json.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/json_account.hpp"
#include "probe/report/wording.hpp"
#include "probe/serve/routes/report_text.hpp"

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <chrono>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

std::string one_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string names_of(const std::vector<Protocol>& services) {
  std::vector<std::string_view> names;
  names.reserve(services.size());
  for (const Protocol service : services) {
    names.push_back(to_string(service));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

std::string step_json(const LiveStep& step) {
  return one_line({{"service", to_string(step.protocol)},
                   {"name", to_string(step.step.step)},
                   {"status", to_string(step.step.status)},
                   {"took_ms", std::chrono::duration<double, std::milli>(step.step.took).count()},
                   {"detail", step.step.detail}});
}

std::vector<std::string> services_json(const CheckResult& result, Language language) {
  std::vector<std::string> services;
  const Json account = Json::parse(account_json(shown_in(result, language), DialogueInJson::left_out));
  for (const Json& service : account.at("services")) {
    services.push_back(one_line(service));
  }
  return services;
}

std::string report_event_json(const std::string& id, const CheckResult& result, const ToolInfo& tool,
                              Language language) {
  return one_line({{"id", id}, {"report", Json::parse(report_text(result, tool, "json", language))}});
}

std::string guard_json(const page::GuardNotice& notice, Language language) {
  const Wording& wording = Wording::of(language);
  const auto next_try = std::chrono::ceil<std::chrono::minutes>(notice.times.next_try);
  Json services = Json::array();
  for (const Protocol service : notice.services) {
    services.push_back(to_string(service));
  }
  return one_line({{"code", "skipped_lockout_guard"},
                   {"next_try_at", report_time(std::chrono::ceil<std::chrono::seconds>(notice.times.next_try))},
                   {"message", wording.text("page.guard", fmt::arg("services", names_of(notice.services)),
                                            fmt::arg("refused", local_minute(notice.times.refused_at, wording)),
                                            fmt::arg("next", local_minute(Timestamp(next_try), wording)))},
                   {"services", std::move(services)}});
}

}  // namespace pecprobe
