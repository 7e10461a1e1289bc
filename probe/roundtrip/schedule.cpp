#include "probe/roundtrip/schedule.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace pecprobe {

namespace {

using std::chrono::seconds;

/// Receipts of a message to oneself come within a second or two (seen: Aruba 2018), where all is well.
constexpr std::array<seconds, 6> k_polling = {seconds{1}, seconds{2}, seconds{3}, seconds{5}, seconds{10}, seconds{15}};
/// Fewer, since providers count logins.
constexpr std::array<seconds, 5> k_uidl = {seconds{3}, seconds{7}, seconds{15}, seconds{30}, seconds{60}};
constexpr std::array<seconds, 1> k_idle = {seconds{30}};

template <std::size_t Size>
seconds at(const std::array<seconds, Size>& pauses, int look) noexcept {
  return pauses[std::min(static_cast<std::size_t>(std::max(look, 0)), Size - 1)];
}

}  // namespace

std::string_view to_string(WatchMethod method) noexcept {
  switch (method) {
    case WatchMethod::idle: return "idle";
    case WatchMethod::polling: return "polling";
    case WatchMethod::uidl: return "uidl";
  }
  return "";
}

seconds pause_before_look(WatchMethod method, int look) noexcept {
  switch (method) {
    case WatchMethod::idle: return at(k_idle, look);
    case WatchMethod::polling: return at(k_polling, look);
    case WatchMethod::uidl: return at(k_uidl, look);
  }
  return k_idle.front();
}

}  // namespace pecprobe
