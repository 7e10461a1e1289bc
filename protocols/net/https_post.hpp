// One POST to a web server that its owner named: for webhooks.
#pragma once

#include "protocols/net/network_error.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace pecprobe {

struct HttpsPost {
  std::string url;
  std::vector<std::pair<std::string, std::string>> fields;  // names and values without CR, LF and NUL
  std::string body;
};

struct HttpsOptions {
  std::string ca_file{};  // PEM bundle; empty: the system's store
  std::string proxy{};    // empty: none; the environment is never asked. Not for loopback
  std::chrono::milliseconds limit{10'000};
};

enum class PostUrlFault {
  malformed,
  not_https,  // `http` is for loopback only
  has_user,   // a user name or password, which would stand in argument lists
};

/// Why nothing may be posted to `url`; nothing when it may.
[[nodiscard]] std::optional<PostUrlFault> post_url_fault(const std::string& url);

/// What may be shown of a URL whose path or query may be as good as a password: `https://host:port`.
[[nodiscard]] std::string shown_post_url(const std::string& url);

/// The status of the answer; redirects are not followed, and of the body 64 KiB are read and dropped. A sentence in
/// English without the URL's path when there is no answer. Blocks until `limit`, or for about a second after a stop was
/// asked for. Certificates are verified against `ca_file` alone, by the names of RFC 9525.
[[nodiscard]] tl::expected<int, std::string> https_post(const HttpsPost& post, const HttpsOptions& options,
                                                        const std::stop_token& stop = {});

}  // namespace pecprobe
