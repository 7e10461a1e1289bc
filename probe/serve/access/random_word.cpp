#include "probe/serve/access/random_word.hpp"

#include "protocols/base/text.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace pecprobe {

std::string random_word() {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw std::runtime_error("no random bytes");
  }
  std::string word = base64_encode(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  word.erase(word.find('='));
  std::replace(word.begin(), word.end(), '+', '-');
  std::replace(word.begin(), word.end(), '/', '_');
  return word;
}

}  // namespace pecprobe
