// The network side of a check: sessions on one event loop, with one resolver, one connector and one trust store.
#pragma once

#include "protocols/base/clock.hpp"
#include "protocols/base/endpoint.hpp"
#include "protocols/base/redactor.hpp"
#include "protocols/net/network_error.hpp"
#include "protocols/wire/dialogue.hpp"
#include "protocols/wire/sequel.hpp"
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

/// Whether a connection may go on with the TLS session of an earlier one to the same address.
enum class Resumption {
  never,               // every handshake is a full one, as a check wants it
  after_the_first_one  // a full handshake at the first connection to each address
};

class HostLookUps;  // host_look_ups.hpp

struct NetworkOptions {
  std::string ca_file;   // PEM bundle; empty: the system's store
  std::string crl_file;  // PEM revocation lists; empty: none
  AddressFamily family = AddressFamily::any;
  std::vector<ResolveOverride> resolve;
  std::string proxy;                                    // empty: none; the environment is never asked
  Duration connect_timeout = std::chrono::seconds{10};  // per connection
  Duration service_timeout = std::chrono::seconds{60};  // per service, resolution to verdict
  Resumption resumption = Resumption::never;
  std::shared_ptr<HostLookUps> look_ups;  // shared by the networks of a run; null: one's own
};

/// One service of one account. References outlive the check.
struct ServiceCheck {
  Endpoint endpoint;
  const Credentials& credentials;
  const Redactor& redactor;
  std::optional<std::string> check_sender;
  std::optional<std::string> check_recipient;
  std::optional<std::string> only_address;  // numeric: this address of the host and no other
  Sequel* sequel = nullptr;                 // goes on after the login; null: a check, which looks and leaves
  /// Told of each step when it has ended, with what was seen so far; may be empty.
  std::function<void(const StepRecord& step, const ServiceFacts& so_far)> on_step{};
  Recording recording = Recording::kept;  // of the dialogue, in ServiceFacts::transcript
};

/// Versions of the libraries that talk to the network, for `--version` and reports.
[[nodiscard]] std::string libcurl_version();
[[nodiscard]] std::string openssl_version();

/// Makes libcurl and OpenSSL wipe what they release. Must run before anything else touches either library: first
/// line of main. Throws std::bad_alloc when they had too little memory to begin. Tests that do not care need not call
/// it.
void install_wiping_memory_hooks();

/// Something that lasts as long as somebody holds it.
using Hold = std::shared_ptr<void>;

/// One per thread. Everything but post() and the release of keep_running() is for the thread of run(); every callback
/// comes from run().
class Network {
 public:
  using Done = std::function<void(ServiceFacts)>;

  Network() = default;
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  virtual ~Network() = default;

  [[nodiscard]] static tl::expected<std::unique_ptr<Network>, NetworkError> create(NetworkOptions options);

  /// Starts a check; `done` is called once.
  virtual void start(ServiceCheck check, Done done) = 0;

  /// Looks a host up as a check would (overrides and family included), for --all-addresses.
  virtual void resolve(const std::string& host, std::uint16_t port, std::function<void(ResolveFacts)> done) = 0;

  /// Calls `act` once when `delay` is over, unless the hold is released before, or the network has gone.
  [[nodiscard]] virtual Hold after(Duration delay, std::function<void()> act) = 0;

  /// Calls `act` soon. From any thread that ends before the network goes; what comes when run() has ended waits for the
  /// next one.
  virtual void post(std::function<void()> act) = 0;

  /// run() goes on while this is held. May be released by any thread that ends before the network goes.
  [[nodiscard]] virtual Hold keep_running() = 0;

  /// Runs until every check, look-up and timer has ended and nobody wants it to go on.
  virtual void run() = 0;

  /// What is under way may end by itself within `grace`; then checks end with LocalStop::cancelled and look-ups fail,
  /// and so does at once what is started later. Timers stay: they belong to whoever holds them.
  virtual void cancel_all(Duration grace) = 0;

  /// SIGINT, SIGTERM and SIGHUP, unless it is ignored, call `react`, once; a second one ends the program. Holds until
  /// run() ends, so it is asked for before each run(), and by one network of a program only.
  virtual void on_signal(std::function<void()> react) = 0;
  /// The signal that came, if any.
  [[nodiscard]] virtual std::optional<int> signal() const noexcept = 0;

  /// Each of these signals ends all checks at once.
  void stop_on_signals() {
    on_signal([this] { cancel_all(Duration::zero()); });
  }
};

}  // namespace pecprobe
