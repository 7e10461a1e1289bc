#include "protocols/sasl/mechanisms.hpp"

namespace pecprobe {

namespace {

/// RFC 4616: `[authzid] NUL authcid NUL passwd`, the authorization identity left empty.
class Plain final : public SaslMechanism {
 public:
  explicit Plain(const Credentials& credentials) : m_credentials(credentials) {}
  [[nodiscard]] std::string_view name() const noexcept override { return "PLAIN"; }
  [[nodiscard]] bool client_first() const noexcept override { return true; }
  [[nodiscard]] bool password_sent() const noexcept override { return m_sent; }
  [[nodiscard]] tl::expected<Secret, std::string> respond(std::string_view /*challenge*/) override {
    if (m_sent) {
      return tl::unexpected<std::string>("the server asks for more after the PLAIN message");
    }
    m_sent = true;
    constexpr std::string_view k_nul{"\0", 1};
    return Secret{k_nul}.append(m_credentials.login).append(k_nul).append(m_credentials.password);
  }

 private:
  const Credentials& m_credentials;
  bool m_sent = false;
};

/// draft-murchison-sasl-login-00: the server asks twice, user name first. What the challenges say does not matter:
/// servers write "Username:", "User Name", or nothing.
class Login final : public SaslMechanism {
 public:
  explicit Login(const Credentials& credentials) : m_credentials(credentials) {}
  [[nodiscard]] std::string_view name() const noexcept override { return "LOGIN"; }
  [[nodiscard]] bool client_first() const noexcept override { return false; }
  [[nodiscard]] bool password_sent() const noexcept override { return m_answers > 1; }
  [[nodiscard]] tl::expected<Secret, std::string> respond(std::string_view /*challenge*/) override {
    switch (m_answers++) {
      case 0: return Secret{m_credentials.login};
      case 1: return m_credentials.password;
      default: return tl::unexpected<std::string>("the server asks a third time in a LOGIN exchange");
    }
  }

 private:
  const Credentials& m_credentials;
  int m_answers = 0;
};

}  // namespace

std::unique_ptr<SaslMechanism> make_plain(const Credentials& credentials) {
  return std::make_unique<Plain>(credentials);
}

std::unique_ptr<SaslMechanism> make_login(const Credentials& credentials) {
  return std::make_unique<Login>(credentials);
}

}  // namespace pecprobe
