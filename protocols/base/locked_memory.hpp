// Memory for secrets that the system never writes to its swap space, nor into a core file.
#pragma once

#include <cstddef>

namespace pecprobe {

/// The longest piece, in bytes: a password or what is sent of it. Alignment is that of std::max_align_t.
inline constexpr std::size_t k_locked_piece = 256;

/// A piece for `size` bytes; null where it is too long, all pieces are in use, or the system locks no memory for this
/// process (RLIMIT_MEMLOCK). Its lack is no fault: many systems allow little. Safe from any thread.
[[nodiscard]] void* take_locked(std::size_t size) noexcept;

/// False when `memory` is not from take_locked().
[[nodiscard]] bool give_locked_back(void* memory) noexcept;

}  // namespace pecprobe
