// When a mailbox is looked into again.
#pragma once

#include <chrono>
#include <string_view>

namespace pecprobe {

enum class WatchMethod {
  idle,     // the server pushes; a look now and then, since pushes were seen to come late or never
  polling,  // IMAP without IDLE, over one session
  uidl,     // POP3: a login each time
};

[[nodiscard]] std::string_view to_string(WatchMethod method) noexcept;

/// How long to wait before look number `look` (from 0): longer and longer.
[[nodiscard]] std::chrono::seconds pause_before_look(WatchMethod method, int look) noexcept;

}  // namespace pecprobe
