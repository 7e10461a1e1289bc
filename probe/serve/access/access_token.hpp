// The token without which nobody gets an answer.
#pragma once

#include "probe/serve/http/message.hpp"
#include "protocols/base/secret.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pecprobe {

/// How a request proves that it may ask.
enum class Proof {
  none,
  cookie,  // sent by a browser by itself: state changes need more
  bearer,  // `Authorization: Bearer` (RFC 6750 §2.1): a program that knows the token
};

class AccessToken {
 public:
  /// What a token may be: 22 to 256 characters of base64url, so that it fits a URL and a cookie.
  [[nodiscard]] static bool is_usable(std::string_view text) noexcept;

  /// `port` tells the cookies of several servers of one computer apart: browsers do not.
  AccessToken(Secret token, std::uint16_t port);

  [[nodiscard]] Proof proof_of(const HttpRequest& request) const;
  /// In constant time.
  [[nodiscard]] bool is(std::string_view text) const noexcept;

  /// The value of `Set-Cookie` that makes a browser known.
  [[nodiscard]] std::string cookie(Scheme scheme) const;

 private:
  Secret m_token;
  std::string m_cookie_name;
};

/// The value of a cookie of the request (RFC 6265 §5.4); nothing where it has none of that name.
[[nodiscard]] std::optional<std::string_view> cookie_of(const HttpRequest& request, std::string_view name);

}  // namespace pecprobe
