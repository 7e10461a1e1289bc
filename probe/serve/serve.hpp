// `pecprobe serve`: from its settings to its end.
#pragma once

#include "probe/serve/http/server.hpp"
#include "probe/serve/routes/site.hpp"
#include "probe/serve/supervisor.hpp"
#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

struct ServeSettings {
  ListenPlace listen;
  std::vector<std::string> names;  // further names of this server, for Host
  std::optional<TlsFiles> tls;
  std::optional<Secret> token;  // none: a new one for this start
  SiteOptions site;
  CheckTools tools;
  SessionTurns* turns = nullptr;  // of everybody who logs in; outlives the server
  std::optional<BackgroundSettings> background{};
  Supervisor supervisor{};
  std::function<void(const HttpRequest& request, int status)> log;  // may be empty
};

/// Listening, and not yet answering.
class PageServer {
 public:
  PageServer() = default;
  PageServer(const PageServer&) = delete;
  PageServer& operator=(const PageServer&) = delete;
  virtual ~PageServer() = default;

  /// A sentence of the system's when it cannot listen there, or cannot use the certificate.
  [[nodiscard]] static tl::expected<std::unique_ptr<PageServer>, std::string> open(ServeSettings settings);

  /// The address to open, with the token unless that comes from a file: then its owner knows it.
  [[nodiscard]] virtual std::string address() const = 0;

  /// Until SIGINT or SIGTERM, which is returned: five seconds at most pass from there on. With SIGHUP the accounts that
  /// are tested in the background are read again.
  [[nodiscard]] virtual int run() = 0;
};

}  // namespace pecprobe
