// One POST to a web server that its owner named: for webhooks.
#pragma once

#include "protocols/net/transfer_options.hpp"

#include <tl/expected.hpp>

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
/// English without the URL's path when there is no answer. `stop` outlives the call.
[[nodiscard]] tl::expected<int, std::string> https_post(const HttpsPost& post, const TransferOptions& options,
                                                        const std::stop_token& stop = {});

}  // namespace pecprobe
