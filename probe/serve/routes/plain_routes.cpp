#include "probe/serve/routes/plain_routes.hpp"

#include "probe/serve/page/assets.hpp"
#include "probe/serve/routes/process_numbers.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe {

namespace embedded {
extern const std::string_view openapi_yaml;
}  // namespace embedded

namespace {

/// A gauge with one sample.
std::string metric(std::string_view name, std::string_view help, std::string_view sample) {
  return fmt::format("# HELP {0} {1}\n# TYPE {0} gauge\n{0}{2}\n", name, help, sample);
}

}  // namespace

void style_sheet(const VisitPtr& visit) { visit->answer({200, "text/css; charset=utf-8", page::style_sheet()}); }

void script(const VisitPtr& visit) { visit->answer({200, "text/javascript; charset=utf-8", page::script()}); }

void interface_description(const VisitPtr& visit) {
  visit->answer({200, "application/yaml", std::string(embedded::openapi_yaml)});  // RFC 9512
}

void health(const VisitPtr& visit) {
  if (visit->site.is_stopping) {
    visit->answer({503, "text/plain; charset=utf-8", "stopping\n"});
  } else {
    visit->answer({200, "text/plain; charset=utf-8", "ok\n"});
  }
}

void metrics(const VisitPtr& visit) {
  const Site& site = visit->site;
  std::string text = metric("pecprobe_build_info", "Version of the program.",
                            fmt::format("{{version=\"{}\"}} 1", site.tools.tool.version));
  text += metric("pecprobe_checks_under_way", "Tests that the page has under way.",
                 fmt::format(" {}", site.desk.under_way()));
  if (const auto memory = resident_memory()) {
    text += metric("process_resident_memory_bytes", "Memory that the process has.", fmt::format(" {}", *memory));
  }
  if (const auto descriptors = open_descriptors()) {
    text += metric("process_open_fds", "Descriptors that the process has open.", fmt::format(" {}", *descriptors));
  }
  visit->answer({200, "text/plain; version=0.0.4; charset=utf-8", std::move(text)});
}

}  // namespace pecprobe
