// Waits for a program's end while somebody reads what it says.
#pragma once

#include "probe/config/child_process.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace pecprobe {

enum class ChildEnd { by_itself, timed_out, stopped };

/// What a program says: `bytes` are wiped after the call.
using OnPiece = std::function<void(std::string_view bytes)>;

struct ChildWait {
  std::chrono::milliseconds limit;
  std::function<bool()> must_stop;  // asked every 20 ms
  OnPiece on_output;
};

/// What became of a program that ran until its end, or until it must not run on: then it still does, and is killed with
/// its owner. Of standard error the first 4 KiB are kept, the rest is read and dropped.
struct ChildOutcome {
  ChildEnd end = ChildEnd::by_itself;
  std::string error_output;
};
[[nodiscard]] ChildOutcome await_child(ChildProcess& child, const ChildWait& wait);

/// "exit 3", "signal 9".
[[nodiscard]] std::string how_child_ended(int wait_status);

/// What a program said on standard error, on one line, printable, 400 bytes at most.
[[nodiscard]] std::string shown_error_output(std::string text);

}  // namespace pecprobe
