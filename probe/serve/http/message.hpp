// An HTTP request and its answer as plain values.
#pragma once

#include "protocols/base/secret.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe {

enum class HttpMethod { get, head, post, other };

/// Whether what travels is encrypted.
enum class Scheme { http, https };
[[nodiscard]] std::string_view to_string(Scheme scheme) noexcept;

using HttpFields = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  HttpMethod method = HttpMethod::other;
  std::string method_name;  // as sent
  std::string path;         // as sent: nothing is decoded, since no route needs it
  std::string query;        // behind the first `?`, as sent; may hold the token of this start
  HttpFields fields;        // in their order, names in lower case
  Secret body;              // may hold a password
  std::string client;       // numeric address
  Scheme scheme = Scheme::http;

  /// The value of the first field of that name (lower case).
  [[nodiscard]] std::optional<std::string_view> field(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body{};
  HttpFields fields{};  // besides those that every answer has
};

/// The phrase of a status, "Not Found".
[[nodiscard]] std::string_view reason_of(int status);

}  // namespace pecprobe
