#include "probe/config/values.hpp"

#include "probe/model/iso_date.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace pecprobe {

namespace {

struct Unit {
  std::string_view name;
  std::uint64_t milliseconds;
};
constexpr std::array<Unit, 5> k_units = {{{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}}};

constexpr std::uint64_t k_longest_ms = 36'525ULL * 86'400'000ULL;
constexpr double k_longest_seconds = 86'400.0;

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = parse_number(text.substr(0, digits));
  const auto* unit =
      std::find_if(k_units.begin(), k_units.end(), [&](const Unit& u) { return u.name == text.substr(digits); });
  if (!number || unit == k_units.end() || *number > k_longest_ms / unit->milliseconds) {
    return std::nullopt;
  }
  return std::chrono::milliseconds{*number * unit->milliseconds};
}

std::optional<Duration> parse_seconds(std::string_view text) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed);
  // Written so that "nan" fails too; below a microsecond nothing is left.
  const bool is_sensible = seconds >= 1e-6 && seconds <= k_longest_seconds;
  if (error != std::errc{} || end != text.data() + text.size() || !is_sensible) {
    return std::nullopt;
  }
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

std::optional<std::chrono::sys_days> parse_written_date(std::string_view text) {
  if (const auto day = parse_iso_date(text)) {
    return day;
  }
  const std::size_t first = text.find_first_of("/.-");
  const std::size_t second = first == std::string_view::npos ? first : text.find(text[first], first + 1);
  if (second == std::string_view::npos || first > 2 || second - first > 3 || text.size() - second != 5) {
    return std::nullopt;
  }
  const auto day = parse_number(text.substr(0, first));
  const auto month = parse_number(text.substr(first + 1, second - first - 1));
  const auto year = parse_number(text.substr(second + 1));
  if (!day || !month || !year) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional<std::chrono::sys_days>(date) : std::nullopt;
}

}  // namespace pecprobe
