#include "probe/hooks/change_body.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/digest.hpp"
#include "probe/report/report_formats.hpp"
#include "probe/report/report_reader.hpp"
#include "probe/report/shown_share.hpp"
#include "probe/report/wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace pecprobe::hooks {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t k_id_bytes = 16;
constexpr const char* k_alias = "alias";  // beside what is told

Json report_json(const RunInfo& run, const ShownAccount& account, const RunEnd& end) {
  std::ostringstream out;
  const auto sink = make_json_sink(out, {.language = run.language, .nagios = {}});
  sink->begin(run);
  sink->add(account);
  sink->end(end);
  return Json::parse(out.str());
}

/// The report of a run that tested this account alone; it took as long as its slowest service.
Json report_of(const monitor::Change& change, const AccountResult& result, const Telling& telling) {
  const ShownAccount account = shown(result, Wording::of(telling.language), telling.today);
  Duration elapsed{};
  for (const ShownService& service : account.services) {
    elapsed = std::max(elapsed, service.elapsed);
  }
  return report_json({telling.tool, change.at, telling.today, telling.language}, account, {elapsed});
}

/// The same report with aliases for whoever and whatever it names.
Json shared_report(const Json& report, const std::string& alias) {
  const auto stored = read_report(report.dump());
  if (!stored) {
    throw std::runtime_error(stored.error());
  }
  const ShownAccount& account = stored->accounts.at(0);
  Aliases aliases;
  aliases.add_spelling(account.address, alias);
  return report_json(stored->run, share(account, aliases), stored->end);
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

std::string kept_change(const monitor::Change& change, const AccountResult& result, const Telling& telling) {
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
              {"account", change.address},
              {"kind", to_string(change.kind)},
              {"provider", change.provider.empty() ? Json(nullptr) : Json(change.provider)},
              {"first", change.is_first},
              {"services", std::move(services)},
              {"report", report_of(change, result, telling)},
              {k_alias, change.alias}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string change_body(const std::string& kept, AccountLabel label) {
  Json change = Json::parse(kept);
  const std::string alias = change.at(k_alias).get<std::string>();
  change.erase(k_alias);
  if (label != AccountLabel::address) {
    change["account"] = alias;
    change["report"] = shared_report(change.at("report"), alias);
  }
  return change.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace pecprobe::hooks
