// A web server that is told of changes.
#pragma once

#include "probe/hooks/deliverer.hpp"
#include "protocols/base/clock.hpp"
#include "protocols/base/secret.hpp"
#include "protocols/net/https_post.hpp"

#include <memory>
#include <optional>
#include <string>

namespace pecprobe::hooks {

/// The key in what a secret's file holds: the bytes of its line, or with `whsec_` in front what the base64 behind it
/// stands for (Standard Webhooks). Nothing when that is shorter than 16 bytes, or no base64.
[[nodiscard]] std::optional<Secret> signing_key(const Secret& line);

/// `v1,` and the base64 of HMAC-SHA256 over `ID.TIMESTAMP.BODY`, as Standard Webhooks 1.0 has it; the time is in
/// seconds since 1970.
[[nodiscard]] std::string signature(const Secret& key, const std::string& id, Timestamp at, const std::string& body);

struct WebhookSettings {
  std::string url;            // post_url_fault() finds nothing wrong with it
  std::optional<Secret> key;  // nothing: not signed
  TransferOptions options;
  std::string agent;  // "pecprobe/0.1.0"
};

/// Posts each change as JSON, with `webhook-id`, `webhook-timestamp` and `webhook-signature`. Any status of 200 to 299
/// takes the change. `clock` outlives it.
[[nodiscard]] std::unique_ptr<Deliverer> make_webhook(WebhookSettings settings, const Clock& clock);

}  // namespace pecprobe::hooks
