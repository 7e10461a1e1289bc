// A web server that hooks post to, in the test's own process.
#pragma once

#include "probe/serve/http/server.hpp"
#include "tests/support/temporary_folder.hpp"

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pecprobe::test {

struct Received {
  std::string method;
  std::string path;
  HttpFields fields;
  std::string body;

  [[nodiscard]] std::string field(std::string_view name) const;
};

enum class ReceiverTls { none, trusted, stranger };

class Receiver {
 public:
  explicit Receiver(ReceiverTls tls = ReceiverTls::none);
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  /// What is answered from now on.
  void answer_with(HttpResponse response);
  /// From now on it takes requests and says nothing.
  void fall_silent();
  [[nodiscard]] std::string url(const std::string& path = "/hook") const;
  [[nodiscard]] std::uint16_t port() const noexcept { return m_server->port(); }
  /// The authority that a client is to trust.
  [[nodiscard]] const std::string& ca_file() const noexcept { return m_ca_file; }
  [[nodiscard]] std::vector<Received> received() const;

 private:
  void take(const HttpRequest& request, const std::shared_ptr<Exchange>& exchange);

  TemporaryFolder m_folder;
  std::string m_ca_file;
  std::string m_scheme = "http";
  std::unique_ptr<HttpServer> m_server;
  mutable std::mutex m_mutex;  // guards what follows
  HttpResponse m_answer{204, "text/plain", ""};
  bool m_is_silent = false;
  std::vector<Received> m_received;
  std::vector<std::shared_ptr<Exchange>> m_unanswered;
  std::jthread m_thread;
};

}  // namespace pecprobe::test
