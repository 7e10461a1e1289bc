// What this process must be before it may hold a password.
#pragma once

namespace pecprobe {

/// No core dumps and no reading of this process's memory by others of the user; a closed pipe and a
/// file that may not grow are errors of write(2) and no death; the three standard descriptors are open, so that no file
/// that is opened later can take their place.
void harden_process() noexcept;

}  // namespace pecprobe
