#include "protocols/base/text.hpp"
#include "protocols/sasl/mechanisms.hpp"

#include <gsasl.h>

#include <cstdlib>
#include <optional>

namespace pecprobe {

namespace {

/// RFC 7677 §4 wants at least 4,096 iterations; a few hundred million burn this computer's time, and GNU SASL sets no
/// limit, so the number is read before the library sees the message.
constexpr std::uint64_t k_min_iterations = 4096;
constexpr std::uint64_t k_max_iterations = 1'000'000;

/// The `i=` attribute of a server-first message (RFC 5802 §7); nothing when there is none.
std::optional<std::uint64_t> iterations_of(std::string_view server_first) {
  while (!server_first.empty()) {
    const auto comma = server_first.find(',');
    const std::string_view attribute = server_first.substr(0, comma);
    if (attribute.starts_with("i=")) {
      return parse_number(attribute.substr(2));
    }
    server_first.remove_prefix(comma == std::string_view::npos ? server_first.size() : comma + 1);
  }
  return std::nullopt;
}

struct EndLibrary {
  void operator()(Gsasl* library) const noexcept { gsasl_done(library); }
};
struct EndSession {
  void operator()(Gsasl_session* session) const noexcept { gsasl_finish(session); }
};

/// SCRAM-SHA-1 and SCRAM-SHA-256 (RFC 5802, RFC 7677) through GNU SASL, without channel binding.
class Scram final : public SaslMechanism {
 public:
  Scram(std::string_view name, const Credentials& credentials) : m_name(name), m_credentials(credentials) {}
  Scram(const Scram&) = delete;
  Scram& operator=(const Scram&) = delete;
  ~Scram() override { wipe_copy(); }

  [[nodiscard]] std::string_view name() const noexcept override { return m_name; }
  [[nodiscard]] bool client_first() const noexcept override { return true; }
  [[nodiscard]] bool password_sent() const noexcept override { return m_turn >= 2; }

  [[nodiscard]] tl::expected<Secret, std::string> respond(std::string_view challenge) override {
    if (m_turn == 0 && !start()) {
      return tl::unexpected<std::string>("GNU SASL could not start " + std::string(m_name));
    }
    if (m_turn == 1) {
      const auto iterations = iterations_of(challenge);
      if (!iterations || *iterations < k_min_iterations || *iterations > k_max_iterations) {
        return tl::unexpected<std::string>("the server's SCRAM iteration count is missing or outside 4096 to 1000000");
      }
    }
    char* output = nullptr;
    std::size_t size = 0;
    const int result = gsasl_step(m_session.get(), challenge.data(), challenge.size(), &output, &size);
    Secret response{std::string_view{output == nullptr ? "" : output, output == nullptr ? 0 : size}};
    if (output != nullptr) {
      wipe(output, size);
      gsasl_free(output);
    }
    if (result != GSASL_OK && result != GSASL_NEEDS_MORE) {
      return tl::unexpected(std::string(m_name) + ": " + gsasl_strerror(result));
    }
    ++m_turn;
    if (m_turn == 2) {
      wipe_copy();  // the proof is made: the library needs the password no more
    }
    return response;
  }

 private:
  bool start() {
    Gsasl* library = nullptr;
    if (gsasl_init(&library) != GSASL_OK) {
      return false;
    }
    m_library.reset(library);
    Gsasl_session* session = nullptr;
    if (gsasl_client_start(library, std::string(m_name).c_str(), &session) != GSASL_OK) {
      return false;
    }
    m_session.reset(session);
    const std::string_view password = m_credentials.password.reveal();
    return gsasl_property_set(session, GSASL_AUTHID, m_credentials.login.c_str()) == GSASL_OK &&
           gsasl_property_set_raw(session, GSASL_PASSWORD, password.data(), password.size()) == GSASL_OK;
  }

  /// GNU SASL keeps the property on its heap and does not wipe it.
  void wipe_copy() noexcept {
    if (m_session) {
      if (const char* copy = gsasl_property_fast(m_session.get(), GSASL_PASSWORD); copy != nullptr) {
        wipe(const_cast<char*>(copy), std::string_view{copy}.size());
      }
    }
  }

  std::string_view m_name;
  const Credentials& m_credentials;
  std::unique_ptr<Gsasl, EndLibrary> m_library;
  std::unique_ptr<Gsasl_session, EndSession> m_session;
  int m_turn = 0;
};

}  // namespace

std::unique_ptr<SaslMechanism> make_scram_sha_256(const Credentials& credentials) {
  return std::make_unique<Scram>("SCRAM-SHA-256", credentials);
}

std::unique_ptr<SaslMechanism> make_scram_sha_1(const Credentials& credentials) {
  return std::make_unique<Scram>("SCRAM-SHA-1", credentials);
}

}  // namespace pecprobe
