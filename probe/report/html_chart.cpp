#include "probe/report/html_account.hpp"
#include "probe/report/html_document.hpp"
#include "probe/report/plain_summary.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

// In units of the drawing, which is scaled to the width of the page.
constexpr double k_names = 130;
constexpr double k_bars = 470;
constexpr double k_numbers = 100;
constexpr double k_row = 20;
constexpr double k_thinnest = 2;  // a step of no length is seen all the same

std::string number(double value) { return fmt::format("{:.1f}", value); }

std::string time_text(Duration duration) { return fmt::format("{:.1f} ms", seconds(duration) * 1000); }

}  // namespace

void add_time_chart(pugi::xml_node parent, const ShownService& service, const Wording& wording) {
  std::vector<ShownStep> steps;
  std::copy_if(service.steps.begin(), service.steps.end(), std::back_inserter(steps),
               [](const ShownStep& step) { return step.status != StepStatus::skip; });
  Duration end{1};
  for (const ShownStep& step : steps) {
    end = std::max(end, step.began + step.took);
  }
  const double scale = k_bars / static_cast<double>(end.count());
  const std::string view =
      fmt::format("0 0 {} {}", k_names + k_bars + k_numbers, k_row * static_cast<double>(steps.size()));
  const std::string label = fmt::format("{}: {}", wording.text("report.html_times"), service.label);
  pugi::xml_node svg = add_element(parent, "svg", {{"viewBox", view}, {"role", "img"}, {"aria-label", label}});
  double top = 0;
  for (const ShownStep& step : steps) {
    const std::string name = wording.text(fmt::format("step.{}", to_string(step.step)));
    const double length = std::max(k_thinnest, static_cast<double>(step.took.count()) * scale);
    const double left = k_names + static_cast<double>(step.began.count()) * scale;
    add_text(svg, "text", name, {{"x", "0"}, {"y", number(top + 14)}});
    add_element(svg, "rect",
                {{"class", "track"},
                 {"x", number(k_names)},
                 {"y", number(top + 3)},
                 {"width", number(k_bars)},
                 {"height", number(k_row - 6)}});
    pugi::xml_node bar = add_element(svg, "rect",
                                     {{"class", to_string(step.status)},
                                      {"x", number(std::min(left, k_names + k_bars - k_thinnest))},
                                      {"y", number(top + 3)},
                                      {"width", number(length)},
                                      {"height", number(k_row - 6)}});
    add_text(bar, "title", fmt::format("{}: {}", name, time_text(step.took)));
    add_text(svg, "text", time_text(step.took), {{"x", number(k_names + k_bars + 8)}, {"y", number(top + 14)}});
    top += k_row;
  }
}

}  // namespace pecprobe
