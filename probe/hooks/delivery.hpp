// What a hook still has to be told.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pecprobe::hooks {

/// How somebody is told.
enum class Hook { command, webhook, mail };
[[nodiscard]] std::string_view to_string(Hook hook) noexcept;

struct Delivery {
  std::int64_t number = 0;  // in the queue
  std::string id;           // the change's: the same at every try, for receivers that got it twice
  std::string body;         // kept_change() in the queue, `pecprobe.change/1` for whoever is told
  int failures = 0;

  bool operator==(const Delivery&) const = default;
};

}  // namespace pecprobe::hooks
