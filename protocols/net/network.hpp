// The network side of a check: sessions on one event loop, with one resolver, one connector and one trust store.
#pragma once

#include "protocols/base/clock.hpp"
#include "protocols/base/endpoint.hpp"
#include "protocols/base/redactor.hpp"
#include "protocols/wire/dialogue.hpp"
#include "protocols/wire/service_facts.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

enum class AddressFamily { any, ipv4, ipv6 };

/// `--resolve HOST:PORT:ADDR[,ADDR…]`: these addresses instead of a look-up.
struct ResolveOverride {
  std::string host;
  std::uint16_t port = 0;
  std::vector<std::string> addresses;
};
/// As curl reads it; IPv6 addresses may stand in brackets. A sentence when it does not fit.
[[nodiscard]] tl::expected<ResolveOverride, std::string> parse_resolve_override(std::string_view text);

struct NetworkOptions {
  std::string ca_file;   // PEM bundle; empty: the system's store
  std::string crl_file;  // PEM revocation lists; empty: none
  AddressFamily family = AddressFamily::any;
  std::vector<ResolveOverride> resolve;
  std::string proxy;                                    // empty: none; the environment is never asked
  Duration connect_timeout = std::chrono::seconds{10};  // per connection
  Duration service_timeout = std::chrono::seconds{60};  // per service, resolution to verdict
};

/// One service of one account. References outlive the check.
struct ServiceCheck {
  Endpoint endpoint;
  const Credentials& credentials;
  const Redactor& redactor;
  std::optional<std::string> check_sender;
  std::optional<std::string> check_recipient;
  std::optional<std::string> only_address;  // numeric: this address of the host and no other
};

/// Versions of the libraries that talk to the network, for `--version` and reports.
[[nodiscard]] std::string libcurl_version();
[[nodiscard]] std::string openssl_version();

/// Makes libcurl and OpenSSL wipe what they release. Must run before anything else touches either library: first
/// line of main. Tests that do not care need not call it.
void install_wiping_memory_hooks();

/// One per thread.
class Network {
 public:
  using Done = std::function<void(ServiceFacts)>;

  /// A sentence when the trust store or an option cannot be used.
  [[nodiscard]] static tl::expected<std::unique_ptr<Network>, std::string> create(NetworkOptions options);
  virtual ~Network() = default;

  /// Starts a check; `done` is called from run(), once.
  virtual void start(ServiceCheck check, Done done) = 0;

  /// Looks a host up as a check would (overrides and family included), for --all-addresses.
  virtual void resolve(const std::string& host, std::uint16_t port, std::function<void(ResolveFacts)> done) = 0;

  /// Runs until every check has ended.
  virtual void run() = 0;

  /// SIGINT and SIGTERM end all checks with LocalStop::cancelled. Holds until all that was started has ended, so it is
  /// asked for before each run().
  virtual void stop_on_signals() = 0;
  /// The signal that came, if any.
  [[nodiscard]] virtual std::optional<int> signal() const noexcept = 0;
};

}  // namespace pecprobe
