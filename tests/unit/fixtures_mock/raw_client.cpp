#include "tests/unit/fixtures_mock/raw_client.hpp"

#include "fixtures/mock/mail/encoding.hpp"
#include "tests/support/wait_until.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace pecmock::test {

namespace {

constexpr timeval k_patience{10, 0};

}  // namespace

Scenario scenario(std::string_view statements) {
  const std::string source = "title \"a test\"\nsource none\n" + std::string(statements);
  auto parsed = parse_scenario("test/test.scn", source, [](std::string_view) { return std::nullopt; });
  if (!parsed) {
    fmt::print(stderr, "{}\n", parsed.error());
    std::abort();
  }
  return *std::move(parsed);
}

RawClient::RawClient(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &k_patience, sizeof k_patience);
  ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &k_patience, sizeof k_patience);
  if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::system_error(errno, std::generic_category(), "connect");
  }
}

RawClient::~RawClient() {
  if (m_socket >= 0) {
    ::close(m_socket);
  }
}

std::string RawClient::start_tls(const std::string& ca_pem, const std::string& host,
                                 const std::function<void(SSL_CTX*)>& with) {
  m_context.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_options(m_context.get(), SSL_OP_IGNORE_UNEXPECTED_EOF);
  if (!ca_pem.empty()) {
    const std::unique_ptr<BIO, FreeWith<BIO_free_all>> memory(
        BIO_new_mem_buf(ca_pem.data(), static_cast<int>(ca_pem.size())));
    const Certificate ca(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr), X509_free);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(m_context.get()), ca.get());
    SSL_CTX_set_verify(m_context.get(), SSL_VERIFY_PEER, nullptr);
  }
  if (with) {
    with(m_context.get());
  }
  m_ssl.reset(SSL_new(m_context.get()));
  std::string server_name = host;
  SSL_ctrl(m_ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, server_name.data());
  SSL_set1_host(m_ssl.get(), host.c_str());
  SSL_set_fd(m_ssl.get(), m_socket);
  ERR_clear_error();
  if (SSL_connect(m_ssl.get()) == 1) {
    return {};
  }
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  m_ssl.reset();
  return reason == nullptr ? "the connection ended" : reason;
}

void RawClient::send(std::string_view bytes) {
  if (m_ssl) {
    SSL_write(m_ssl.get(), bytes.data(), static_cast<int>(bytes.size()));
    return;
  }
  send_bare(bytes);
}

void RawClient::send_bare(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return;  // the server has gone: what it said before is still to be read
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void RawClient::say(std::string_view line) { send(std::string(line) + "\r\n"); }

RawClient::Got RawClient::receive() {
  std::array<char, 16 * 1024> buffer;  // NOLINT: filled below
  errno = 0;
  const auto size = m_ssl ? SSL_read(m_ssl.get(), buffer.data(), static_cast<int>(buffer.size()))
                          : static_cast<int>(::recv(m_socket, buffer.data(), buffer.size(), 0));
  if (size > 0) {
    m_received.append(buffer.data(), static_cast<std::size_t>(size));
    return Got::bytes;
  }
  if (errno == ECONNRESET || errno == EPIPE) {
    return Got::reset;
  }
  return errno == EAGAIN ? Got::timeout : Got::closed;
}

std::string RawClient::line() {
  while (true) {
    const auto end = m_received.find("\r\n");
    if (end != std::string::npos) {
      std::string line = m_received.substr(0, end);
      m_received.erase(0, end + 2);
      return line;
    }
    switch (receive()) {
      case Got::bytes: break;
      case Got::closed: return "END";
      case Got::reset: return "RESET";
      case Got::timeout: return "TIMEOUT";
    }
  }
}

std::string RawClient::ask(std::string_view text) {
  say(text);
  return line();
}

std::vector<std::string> RawClient::lines_until(std::string_view last) {
  std::vector<std::string> lines;
  do {
    lines.push_back(line());
  } while (!lines.back().starts_with(last) && lines.back() != "END" && lines.back() != "RESET" &&
           lines.back() != "TIMEOUT");
  return lines;
}

Left RawClient::wait_for_end() {
  while (true) {
    switch (receive()) {
      case Got::bytes: break;
      case Got::closed: return Left::closed;
      case Got::reset: return Left::reset;
      case Got::timeout: return Left::open;
    }
  }
}

void RawClient::close_without_farewell() {
  ::close(m_socket);
  m_socket = -1;
}

void RawClient::stop_sending() { ::shutdown(m_socket, SHUT_WR); }

void RawClient::reset() {
  constexpr linger k_at_once{1, 0};
  ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &k_at_once, sizeof k_at_once);
  close_without_farewell();
}

std::unique_ptr<RawClient> Playing::bare(Protocol protocol, Encryption encryption) {
  return std::make_unique<RawClient>(port_of(server.ports(), protocol, encryption));
}

std::unique_ptr<RawClient> Playing::secure(Protocol protocol) {
  auto client = bare(protocol, Encryption::implicit);
  client->start_tls();
  static_cast<void>(client->line());
  return client;
}

std::unique_ptr<RawClient> Playing::plain(Protocol protocol) {
  auto client = bare(protocol, Encryption::starttls);
  static_cast<void>(client->line());
  return client;
}

std::unique_ptr<RawClient> Playing::logged_in(Protocol protocol) {
  auto client = secure(protocol);
  static_cast<void>(login_answer(*client, protocol));
  return client;
}

std::string login_answer(RawClient& client, Protocol protocol, std::string_view password, std::string_view login) {
  switch (protocol) {
    case Protocol::imap: return client.ask(fmt::format("a LOGIN \"{}\" \"{}\"", login, password));
    case Protocol::pop3:
      static_cast<void>(client.ask(fmt::format("USER {}", login)));
      return client.ask(fmt::format("PASS {}", password));
    case Protocol::smtp:
      client.say("EHLO test.example");
      static_cast<void>(client.lines_until("250 "));
      return client.ask("AUTH PLAIN " + plain_response(login, password));
  }
  return {};
}

bool wait_for_entries(const Journal& journal, JournalEntry::Kind kind, std::size_t count) {
  return pecprobe::test::wait_until([&] { return journal.count(kind) >= count; });
}

std::string plain_response(std::string_view login, std::string_view password) {
  std::string message(1, '\0');
  message.append(login).append(1, '\0').append(password);
  return to_base64(message);
}

}  // namespace pecmock::test
