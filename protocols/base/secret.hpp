// A password and whatever is derived from it: bytes that are wiped when released and cannot be printed.
#pragma once

#include "protocols/base/locked_memory.hpp"

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Overwrites `size` bytes at `data` with zeros in a way that the compiler may not remove.
void wipe(void* data, std::size_t size) noexcept;

/// An allocator that wipes what it releases, also when a vector grows, and takes locked memory where it can be had.
template <typename T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <typename U>
  WipingAllocator(const WipingAllocator<U>&) noexcept {}
  T* allocate(std::size_t n) {
    // More elements than fit are not locked; whether so many can exist is for std::allocator to say.
    void* const locked = n <= k_locked_piece / sizeof(T) ? take_locked(n * sizeof(T)) : nullptr;
    return locked != nullptr ? static_cast<T*>(locked) : std::allocator<T>{}.allocate(n);
  }
  void deallocate(T* p, std::size_t n) noexcept {
    wipe(p, n * sizeof(T));
    if (!give_locked_back(p)) {
      std::allocator<T>{}.deallocate(p, n);
    }
  }
  bool operator==(const WipingAllocator&) const = default;
};

/// Secret bytes from the door to the socket. There is no conversion to a string and no output
/// operator: whoever needs the bytes says `reveal()`, which is easy to search for.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view bytes) : m_bytes(bytes.begin(), bytes.end()) {}

  /// The bytes themselves, valid until the secret changes.
  [[nodiscard]] std::string_view reveal() const noexcept { return {m_bytes.data(), m_bytes.size()}; }
  [[nodiscard]] std::size_t size() const noexcept { return m_bytes.size(); }
  [[nodiscard]] bool empty() const noexcept { return m_bytes.empty(); }

  /// Room for so many bytes: what grows without it is copied and wiped again and again.
  void reserve(std::size_t size) { m_bytes.reserve(size); }

  Secret& append(std::string_view bytes) {
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    return *this;
  }
  Secret& append(const Secret& other) { return append(other.reveal()); }

  /// Constant-time for equal lengths; the length itself is not hidden.
  friend bool operator==(const Secret& a, const Secret& b) noexcept;

 private:
  std::vector<char, WipingAllocator<char>> m_bytes;
};

/// Base64 (RFC 4648 §4, padded) of secret bytes, itself secret.
[[nodiscard]] Secret base64_encode(const Secret& bytes);

}  // namespace pecprobe
