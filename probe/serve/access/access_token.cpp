#include "probe/serve/access/access_token.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe {

namespace {

constexpr std::size_t k_shortest = 22;  // 128 bits in base64url
constexpr std::size_t k_longest = 256;
constexpr std::string_view k_bearer = "Bearer ";

bool is_token_byte(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

bool AccessToken::is_usable(std::string_view text) noexcept {
  return text.size() >= k_shortest && text.size() <= k_longest && std::all_of(text.begin(), text.end(), is_token_byte);
}

AccessToken::AccessToken(Secret token, std::uint16_t port)
    : m_token(std::move(token)), m_cookie_name(fmt::format("pecprobe_token_{}", port)) {}

bool AccessToken::is(std::string_view text) const noexcept {
  return text.size() <= k_longest && Secret(text) == m_token;
}

Proof AccessToken::proof_of(const HttpRequest& request) const {
  const auto authorization = request.field("authorization");
  if (authorization && istarts_with(*authorization, k_bearer)) {
    return is(trimmed(authorization->substr(k_bearer.size()))) ? Proof::bearer : Proof::none;
  }
  const auto cookie = cookie_of(request, m_cookie_name);
  return cookie && is(*cookie) ? Proof::cookie : Proof::none;
}

std::string AccessToken::cookie(Scheme scheme) const {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}", m_cookie_name, m_token.reveal(),
                     scheme == Scheme::https ? "; Secure" : "");
}

std::optional<std::string_view> cookie_of(const HttpRequest& request, std::string_view name) {
  const auto field = request.field("cookie");
  std::string_view rest = field.value_or("");
  while (!rest.empty()) {
    const auto semicolon = rest.find(';');
    const std::string_view pair = trimmed(rest.substr(0, semicolon));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
      return pair.substr(name.size() + 1);
    }
    rest = semicolon == std::string_view::npos ? "" : rest.substr(semicolon + 1);
  }
  return std::nullopt;
}

}  // namespace pecprobe
