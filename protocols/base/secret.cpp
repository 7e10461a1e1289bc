#include "protocols/base/secret.hpp"

#include "protocols/base/text.hpp"

#include <cstring>

namespace pecprobe {

void wipe(void* data, std::size_t size) noexcept {
  // Called through a volatile pointer: the compiler cannot know that this is memset and drop a dead store.
  static void* (*const volatile fill)(void*, int, std::size_t) = std::memset;
  if (size > 0) {
    fill(data, 0, size);
  }
}

bool operator==(const Secret& a, const Secret& b) noexcept {
  if (a.size() != b.size()) {
    return false;
  }
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned char>(a.m_bytes[i] ^ b.m_bytes[i]);
  }
  return difference == 0;
}

Secret base64_encode(const Secret& bytes) {
  Secret encoded;
  encoded.reserve((bytes.size() + 2) / 3 * 4);
  const std::string_view in = bytes.reveal();
  for (std::size_t i = 0; i < in.size(); i += 3) {
    const Base64Quad quad = base64_quad(in.substr(i, 3));
    encoded.append(std::string_view{quad.data(), quad.size()});
  }
  return encoded;
}

}  // namespace pecprobe
