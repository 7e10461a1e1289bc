#include "tests/unit/hooks/receiver.hpp"

#include "fixtures/pki/server_identity.hpp"

#include <fmt/format.h>
#include <openssl/pem.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace pecprobe::test {

namespace {

std::string key_pem(const pecmock::Key& key) {
  const std::unique_ptr<BIO, pecmock::FreeWith<BIO_free>> out(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  std::string text(BIO_ctrl_pending(out.get()), '\0');
  BIO_read(out.get(), text.data(), static_cast<int>(text.size()));
  return text;
}

}  // namespace

std::string Received::field(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
  return found == fields.end() ? "" : found->second;
}

Receiver::Receiver(ReceiverTls tls) {
  HttpOptions options;
  options.places = {{"127.0.0.1", 0}};
  if (tls != ReceiverTls::none) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const pecmock::TestPki pki(now);
    const pecmock::TestPki stranger(now);
    const pecmock::ServerIdentity identity = pki.make_identity({});
    std::string chain = pecmock::to_pem(identity.certificate);
    for (const pecmock::Certificate& certificate : identity.chain) {
      chain += pecmock::to_pem(certificate);
    }
    options.tls = TlsFiles{m_folder.file("chain.pem", chain), m_folder.file("key.pem", key_pem(identity.key))};
    m_ca_file = m_folder.file("ca.pem", (tls == ReceiverTls::trusted ? pki : stranger).ca_pem());
    m_scheme = "https";
  }
  auto server = HttpServer::open(options);
  if (!server) {
    throw std::runtime_error(server.error());
  }
  m_server = *std::move(server);
  m_thread = std::jthread([this] {
    m_server->run(
        [this](const HttpRequest& request, const std::shared_ptr<Exchange>& exchange) { take(request, exchange); },
        [](int) {});
  });
}

Receiver::~Receiver() {
  m_server->post([this] { m_unanswered.clear(); });
  m_server->stop(std::chrono::milliseconds{0});
}

void Receiver::answer_with(HttpResponse response) {
  const std::scoped_lock lock(m_mutex);
  m_answer = std::move(response);
}

void Receiver::fall_silent() {
  const std::scoped_lock lock(m_mutex);
  m_is_silent = true;
}

std::string Receiver::url(const std::string& path) const {
  return fmt::format("{}://localhost:{}{}", m_scheme, port(), path);
}

std::vector<Received> Receiver::received() const {
  const std::scoped_lock lock(m_mutex);
  return m_received;
}

void Receiver::take(const HttpRequest& request, const std::shared_ptr<Exchange>& exchange) {
  const std::scoped_lock lock(m_mutex);
  m_received.push_back({request.method_name, request.path, request.fields, std::string(request.body.reveal())});
  if (m_is_silent) {
    m_unanswered.push_back(exchange);
  } else {
    exchange->answer(m_answer);
  }
}

}  // namespace pecprobe::test
