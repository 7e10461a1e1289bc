#include "protocols/sasl/apop.hpp"

#include "protocols/sasl/lower_hex.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

namespace pecprobe {

namespace {

constexpr std::size_t k_max_timestamp = 255;

bool may_stand_in_an_identifier(char c) noexcept { return c > ' ' && c < 0x7F && c != '<' && c != '>'; }

struct FreeDigest {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

}  // namespace

std::string_view apop_timestamp(std::string_view greeting) noexcept {
  const auto begin = greeting.find('<');
  const auto end = greeting.find('>', begin == std::string_view::npos ? begin : begin + 1);
  if (end == std::string_view::npos || end - begin >= k_max_timestamp) {
    return {};
  }
  const std::string_view inside = greeting.substr(begin + 1, end - begin - 1);
  const auto at = inside.find('@');
  const bool has_both_sides = at != std::string_view::npos && at > 0 && at + 1 < inside.size();
  const bool fits = has_both_sides && inside.find('@', at + 1) == std::string_view::npos &&
                    std::all_of(inside.begin(), inside.end(), may_stand_in_an_identifier);
  return fits ? greeting.substr(begin, end - begin + 1) : std::string_view{};
}

tl::expected<Secret, std::string> apop_digest(std::string_view timestamp, const Secret& password) {
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> context(EVP_MD_CTX_new());
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const std::string_view secret = password.reveal();
  if (!context || EVP_DigestInit_ex(context.get(), EVP_md5(), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), timestamp.data(), timestamp.size()) != 1 ||
      EVP_DigestUpdate(context.get(), secret.data(), secret.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1) {
    return tl::unexpected<std::string>("this computer's OpenSSL does not offer MD5");
  }
  return lower_hex({digest.data(), size});
}

}  // namespace pecprobe
