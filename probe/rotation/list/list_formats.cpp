#include "probe/rotation/list/list_formats.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

constexpr std::array k_formats = {
    ListFormat{"text", list_text},        ListFormat{"json", list_json},
    ListFormat{"jsonl", list_json_lines}, ListFormat{"junit", list_junit},
    ListFormat{"html", list_html},        ListFormat{"csv", list_csv},
    ListFormat{"nagios", list_nagios},    ListFormat{"prometheus", list_prometheus},
    ListFormat{"tap", list_tap},          ListFormat{"github", list_github},
};

}  // namespace

const ListFormat* find_list_format(std::string_view name) noexcept {
  const auto* found =
      std::find_if(k_formats.begin(), k_formats.end(), [&](const ListFormat& format) { return format.name == name; });
  return found == k_formats.end() ? nullptr : found;
}

}  // namespace pecprobe
