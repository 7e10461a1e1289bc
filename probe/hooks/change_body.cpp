#include "probe/hooks/change_body.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/digest.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/shown_share.hpp"
#include "probe/report/wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace pecprobe::hooks {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t k_id_bytes = 16;

ShownAccount account_of(const monitor::Change& change, const AccountResult& result, const Telling& telling) {
  ShownAccount account = shown(result, Wording::of(telling.language), telling.today);
  if (telling.label == AccountLabel::address) {
    return account;
  }
  Aliases aliases;
  aliases.add_spelling(account.address, change.alias);
  return share(std::move(account), aliases);
}

/// The report of a run that tested this account alone; it took as long as its slowest service.
Json report_of(const monitor::Change& change, const AccountResult& result, const Telling& telling) {
  const ShownAccount account = account_of(change, result, telling);
  Duration elapsed{};
  for (const ShownService& service : account.services) {
    elapsed = std::max(elapsed, service.elapsed);
  }
  std::ostringstream out;
  const auto sink = make_json_sink(out, {.language = telling.language, .nagios = {}});
  sink->begin({telling.tool, change.at, telling.today, telling.language});
  sink->add(account);
  sink->end({elapsed});
  return Json::parse(out.str());
}

Json state_json(const monitor::ServiceState& state) {
  return {{"verdict", to_string(state.verdict)}, {"code", to_string(state.code)}};
}

}  // namespace

std::string change_id(const monitor::Change& change) {
  std::string id;
  const std::string place = fmt::format("{}\n{}\n{}\n{}", change.alias, to_string(change.kind), change.login,
                                        change.at.time_since_epoch().count());
  for (const char byte : sha256(place).substr(0, k_id_bytes)) {
    id += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return id;
}

std::string change_body(const monitor::Change& change, const AccountResult& result, const Telling& telling) {
  Json services = Json::array();
  for (const monitor::ServiceChange& service : change.services) {
    services.push_back({{"protocol", to_string(service.protocol)},
                        {"changed", service.has_changed()},
                        {"before", service.before ? state_json(*service.before) : Json(nullptr)},
                        {"after", state_json(service.after)}});
  }
  return Json{{"schema", "pecprobe.change/1"},
              {"id", change_id(change)},
              {"at", report_time(std::chrono::floor<std::chrono::seconds>(change.at))},
              {"account", telling.label == AccountLabel::address ? change.address : change.alias},
              {"kind", to_string(change.kind)},
              {"provider", change.provider.empty() ? Json(nullptr) : Json(change.provider)},
              {"first", change.is_first},
              {"services", std::move(services)},
              {"report", report_of(change, result, telling)}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace pecprobe::hooks
