// What this process takes of its computer.
#pragma once

#include <cstddef>
#include <optional>

namespace pecprobe {

/// Bytes of memory that it has now; nothing where the system does not tell (Linux: /proc/self/statm).
[[nodiscard]] std::optional<std::size_t> resident_memory();
/// Descriptors that are open, one of which is for counting.
[[nodiscard]] std::optional<std::size_t> open_descriptors();

}  // namespace pecprobe
