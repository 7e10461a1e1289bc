#include "probe/model/iso_date.hpp"
#include "probe/monitor/history_report.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/json_writer.hpp"
#include "probe/report/plain_summary.hpp"

namespace pecprobe::monitor {

namespace {

std::string time_of(Timestamp time) { return report_time(std::chrono::floor<std::chrono::seconds>(time)); }

std::optional<std::string> time_or_null(const std::optional<Timestamp>& time) {
  return time ? std::optional(time_of(*time)) : std::nullopt;
}

std::optional<std::string> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

void write_service(JsonWriter& json, const ServiceHistory& service) {
  json.object([&] {
    json.member("protocol", to_string(service.protocol));
    json.member("tested_at", time_of(service.tested_at));
    json.member("verdict", to_string(service.verdict()));
    json.member("code", to_string(service.code));
    json.member("known", [&] {
      if (!service.known) {
        json.value(nullptr);
        return;
      }
      json.object([&] {
        json.member("verdict", to_string(info(service.known->code).verdict));
        json.member("code", to_string(service.known->code));
        json.member("since", time_of(service.known->since));
      });
    });
    json.member("passed_at", time_or_null(service.passed_at));
    json.member("held_until", time_or_null(service.held_until));
    json.member("certificate_ends",
                service.certificate_ends ? std::optional(report_time(*service.certificate_ends)) : std::nullopt);
    json.member("elapsed_ms", seconds(service.elapsed) * 1000);
  });
}

void write_change(JsonWriter& json, const Transition& change) {
  json.object([&] {
    json.member("at", time_of(change.at));
    json.member("protocol", to_string(change.protocol));
    json.member("before", change.before ? std::optional(std::string(to_string(*change.before))) : std::nullopt);
    json.member("after", to_string(change.after));
  });
}

void write_account(JsonWriter& json, const ToldHistory& told) {
  const AccountHistory& history = told.history;
  json.object([&] {
    json.member("address", history.name.address);
    json.member("login", history.name.login);
    json.member("kind", to_string(history.name.kind));
    json.member("provider", text_or_null(history.provider));
    json.member("tested_at", time_of(history.tested_at));
    json.member("password_ends",
                history.password_ends ? std::optional(iso_date(*history.password_ends)) : std::nullopt);
    json.member("services", [&] {
      json.array([&] {
        for (const ServiceHistory& service : history.services) {
          write_service(json, service);
        }
      });
    });
    json.member("changes", [&] {
      json.array([&] {
        for (const Transition& change : told.changes) {
          write_change(json, change);
        }
      });
    });
  });
}

}  // namespace

std::string history_json(const HistoryReport& report) {
  JsonWriter json(JsonWriter::Layout::indented);
  json.object([&] {
    json.member("schema", "pecprobe.history/1");
    json.member("tool", [&] {
      json.object([&] {
        json.member("name", "pecprobe");
        json.member("version", report.tool.version);
        json.member("libcurl", report.tool.libcurl);
        json.member("openssl", report.tool.openssl);
      });
    });
    json.member("accounts", [&] {
      json.array([&] {
        for (const ToldHistory& told : report.accounts) {
          write_account(json, told);
        }
      });
    });
  });
  return json.take() + "\n";
}

}  // namespace pecprobe::monitor
