#include "probe/report/digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace pecprobe {

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("SHA-256 is not available");
  }
  return {digest.begin(), digest.begin() + length};
}

}  // namespace pecprobe
