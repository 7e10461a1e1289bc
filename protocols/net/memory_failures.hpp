// Whether libcurl or OpenSSL ran out of memory: their own errors often tell that as a fault of the server.
#pragma once

#include <cstdint>

namespace pecprobe {

/// How often the libraries asked for memory on this thread and got none, since install_wiping_memory_hooks().
[[nodiscard]] std::uint64_t library_memory_failures() noexcept;

/// Throws std::bad_alloc when there were more of them than `before`. OpenSSL passes over what it has no memory for, a
/// certificate of the trust store too: every server would then seem to have a bad one.
void require_memory_since(std::uint64_t before);

}  // namespace pecprobe
