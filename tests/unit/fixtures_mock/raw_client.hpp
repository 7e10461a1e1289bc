// A client for tests of the mock servers: bytes out, lines in, nothing understood.
#pragma once

#include "fixtures/mock/mock_server.hpp"
#include "fixtures/script/parse_scenario.hpp"

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecmock::test {

/// A scenario written in a test; the test program ends when it has a mistake.
[[nodiscard]] Scenario scenario(std::string_view statements);

/// What is left of a connection.
enum class Left { open, closed, reset };

/// Blocks for ten seconds at most in any call; then the line it waits for is "TIMEOUT".
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient();

  /// Empty, or OpenSSL's reason. Without `ca_pem` no certificate is looked at. `with` may change
  /// the context first.
  std::string start_tls(const std::string& ca_pem = {}, const std::string& host = "localhost",
                        const std::function<void(SSL_CTX*)>& with = {});
  [[nodiscard]] SSL* ssl() { return m_ssl.get(); }

  void send(std::string_view bytes);
  /// `line` with CRLF.
  void say(std::string_view line);

  /// The next line without CRLF; "END" or "RESET" when the connection is over.
  std::string line();
  /// `line`, then the answer's first line.
  std::string ask(std::string_view line);
  /// Lines up to the first that begins with `last`, or to the end of the connection.
  std::vector<std::string> lines_until(std::string_view last);
  /// Bytes that came without a line end so far.
  [[nodiscard]] std::string pending() const { return m_received; }

  /// Reads everything away until the connection is over.
  Left wait_for_end();
  [[nodiscard]] bool was_told_of_end() const {
    return m_ssl && (SSL_get_shutdown(m_ssl.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
  }
  void close_without_farewell();
  /// Nothing more is sent; the answers can still be read.
  void stop_sending();
  /// Ends the connection with a TCP reset.
  void reset();
  /// Bytes that are no TLS records, where records are expected.
  void send_beneath_tls(std::string_view bytes) { send_bare(bytes); }

 private:
  enum class Got { bytes, closed, reset, timeout };
  Got receive();
  void send_bare(std::string_view bytes);

  int m_socket = -1;
  std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>> m_context;
  std::unique_ptr<SSL, FreeWith<SSL_free>> m_ssl;
  std::string m_received;
};

/// A server with one scenario and clients to it.
struct Playing {
  explicit Playing(std::string_view statements, const MockOptions& options = {})
      : server(scenario(statements), options) {}

  /// Connected and inside TLS, the greeting read.
  [[nodiscard]] std::unique_ptr<RawClient> secure(Protocol protocol);
  /// Connected to the STARTTLS port, the greeting read.
  [[nodiscard]] std::unique_ptr<RawClient> plain(Protocol protocol);
  /// Only connected.
  [[nodiscard]] std::unique_ptr<RawClient> bare(Protocol protocol, Encryption encryption);

  /// Logged in by the simplest way.
  [[nodiscard]] std::unique_ptr<RawClient> logged_in(Protocol protocol);

  MockServer server;
};

/// What the server answered to a login with this password: the tagged or only line.
[[nodiscard]] std::string login_answer(RawClient& client, Protocol protocol,
                                       std::string_view password = "app-password-1",
                                       std::string_view login = "casella@pec.example");

/// Waits until the journal has `count` entries of that kind.
[[nodiscard]] bool wait_for_entries(const Journal& journal, JournalEntry::Kind kind, std::size_t count);

/// AUTH PLAIN's message in base64.
[[nodiscard]] std::string plain_response(std::string_view login, std::string_view password);

}  // namespace pecmock::test
