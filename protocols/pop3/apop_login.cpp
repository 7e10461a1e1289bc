#include "protocols/pop3/login.hpp"
#include "protocols/sasl/apop.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe::pop3 {

namespace {

class ApopLogin final : public Login {
 public:
  ApopLogin(std::string login, Secret digest) : m_login(std::move(login)), m_digest(std::move(digest)) {}

  [[nodiscard]] std::string_view name() const noexcept override { return "APOP"; }
  [[nodiscard]] bool password_sent() const noexcept override { return m_is_sent; }

  [[nodiscard]] Outgoing begin() override {
    m_is_sent = true;
    const std::string command = fmt::format("APOP {} ", m_login);
    return {Secret{command}.append(m_digest).append("\r\n"), fmt::format("{}{}", command, k_mask)};
  }

  [[nodiscard]] LoginTurn on_reply(const Reply& reply) override {
    switch (reply.status) {
      case ReplyStatus::positive: return {LoginOutcome::accepted, std::nullopt, {}};
      case ReplyStatus::negative: return {LoginOutcome::refused, std::nullopt, {}};
      case ReplyStatus::continuation:
      case ReplyStatus::temporary:
      case ReplyStatus::farewell:
      case ReplyStatus::preauth: break;
    }
    return {LoginOutcome::broken, std::nullopt, "a challenge in answer to APOP"};
  }

 private:
  std::string m_login;
  Secret m_digest;
  bool m_is_sent = false;
};

}  // namespace

std::unique_ptr<Login> make_apop_login(std::string_view timestamp, const Credentials& credentials) {
  auto digest = apop_digest(timestamp, credentials.password);
  return digest ? std::make_unique<ApopLogin>(credentials.login, *std::move(digest)) : nullptr;
}

}  // namespace pecprobe::pop3
