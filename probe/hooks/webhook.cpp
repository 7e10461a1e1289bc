#include "probe/hooks/webhook.hpp"

#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace pecprobe::hooks {

namespace {

constexpr std::string_view k_secret_prefix = "whsec_";
constexpr std::size_t k_shortest_key = 16;  // 128 bits

std::int64_t unix_seconds(Timestamp at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

std::string hmac_sha256(const Secret& key, const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const std::string_view bytes = key.reveal();
  if (HMAC(EVP_sha256(), bytes.data(), static_cast<int>(bytes.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size) == nullptr) {
    throw std::runtime_error("no HMAC-SHA256");
  }
  return {reinterpret_cast<const char*>(digest.data()), size};
}

class Webhook final : public Deliverer {
 public:
  Webhook(WebhookSettings settings, const Clock& clock) : m_settings(std::move(settings)), m_clock(clock) {}

  [[nodiscard]] Hook hook() const noexcept override { return Hook::webhook; }

  [[nodiscard]] std::optional<std::string> deliver(const Delivery& delivery, const std::stop_token& stop) override {
    const Timestamp now = m_clock.wall_now();  // of this try: a receiver refuses what is old, as it may be replayed
    HttpsPost post{m_settings.url, {}, delivery.body};
    post.fields = {{"Content-Type", "application/json"},
                   {"User-Agent", m_settings.agent},
                   {"webhook-id", delivery.id},
                   {"webhook-timestamp", std::to_string(unix_seconds(now))}};
    if (m_settings.key) {
      post.fields.emplace_back("webhook-signature", signature(*m_settings.key, delivery.id, now, delivery.body));
    }
    const auto status = https_post(post, m_settings.options, stop);
    const std::string server = shown_post_url(m_settings.url);
    if (!status) {
      return printable(fmt::format("{}: {}", server, status.error()), 300);
    }
    return *status >= 200 && *status < 300 ? std::nullopt
                                           : std::optional(fmt::format("{} answered {}", server, *status));
  }

 private:
  WebhookSettings m_settings;
  const Clock& m_clock;
};

}  // namespace

std::optional<Secret> signing_key(const Secret& line) {
  std::string_view text = line.reveal();
  if (!text.starts_with(k_secret_prefix)) {
    return text.size() < k_shortest_key ? std::nullopt : std::optional(line);
  }
  text.remove_prefix(k_secret_prefix.size());
  auto decoded = base64_decode(text);
  if (!decoded) {
    return std::nullopt;
  }
  std::string& bytes = *decoded;
  std::optional<Secret> key = bytes.size() < k_shortest_key ? std::nullopt : std::optional(Secret(bytes));
  wipe(bytes.data(), bytes.size());
  return key;
}

std::string signature(const Secret& key, const std::string& id, Timestamp at, const std::string& body) {
  return "v1," + base64_encode(hmac_sha256(key, fmt::format("{}.{}.{}", id, unix_seconds(at), body)));
}

std::unique_ptr<Deliverer> make_webhook(WebhookSettings settings, const Clock& clock) {
  return std::make_unique<Webhook>(std::move(settings), clock);
}

}  // namespace pecprobe::hooks
