#include "probe/serve/routes/plain_routes.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/escaping.hpp"
#include "probe/report/prometheus_metric.hpp"
#include "probe/serve/page/assets.hpp"
#include "probe/serve/routes/process_numbers.hpp"

#include <fmt/format.h>

#include <sstream>
#include <utility>

namespace pecprobe {

namespace embedded {
extern const std::string_view openapi_yaml;
}  // namespace embedded

namespace {

void write_single(std::ostream& out, std::string_view name, std::string_view help, const std::string& labels,
                  double value) {
  PrometheusMetric metric{name, help, {}};
  metric.add(labels, value);
  metric.write(out);
}

}  // namespace

void style_sheet(const VisitPtr& visit) { visit->answer({200, "text/css; charset=utf-8", page::style_sheet()}); }

void script(const VisitPtr& visit) { visit->answer({200, "text/javascript; charset=utf-8", page::script()}); }

void interface_description(const VisitPtr& visit) {
  visit->answer({200, "application/yaml", std::string(embedded::openapi_yaml)});  // RFC 9512
}

void health(const VisitPtr& visit) {
  const Site& site = visit->site;
  if (site.is_stopping) {
    visit->answer({503, "text/plain; charset=utf-8", "stopping\n"});
    return;
  }
  std::string text = "ok\n";
  if (site.background && site.background->file_state().health == monitor::FileHealth::faulty) {
    text += fmt::format("accounts file: faulty; those read at {} are tested\n",
                        report_time(std::chrono::floor<std::chrono::seconds>(site.background->file_state().read_at)));
  }
  if (site.background && site.background->view().problem) {
    text += "history: not kept over a restart\n";
  }
  visit->answer({200, "text/plain; charset=utf-8", std::move(text)});
}

void metrics(const VisitPtr& visit) {
  const Site& site = visit->site;
  std::ostringstream out;
  write_single(out, "pecprobe_build_info", "Version of the program.",
               "version=" + prometheus_label(site.tools.tool.version), 1);
  write_single(out, "pecprobe_checks_under_way", "Tests that the page has under way.", "",
               static_cast<double>(site.desk.under_way()));
  if (const auto memory = resident_memory()) {
    write_single(out, "process_resident_memory_bytes", "Memory that the process has.", "",
                 static_cast<double>(*memory));
  }
  if (const auto descriptors = open_descriptors()) {
    write_single(out, "process_open_fds", "Descriptors that the process has open.", "",
                 static_cast<double>(*descriptors));
  }
  if (site.background) {
    write_metrics(out, site.background->view(), site.background->file_state(), site.background->label(),
                  site.clock.wall_now());
  }
  visit->answer({200, "text/plain; version=0.0.4; charset=utf-8", std::move(out).str()});
}

}  // namespace pecprobe
