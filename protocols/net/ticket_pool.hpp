// TLS sessions that servers let us go on with, kept for each way to a server; for one thread.
#pragma once

#include "protocols/base/clock.hpp"
#include "protocols/base/endpoint.hpp"
#include "protocols/wire/tls_facts.hpp"

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// One way to one server. No session is used on another way, not even at the same host.
struct TlsDestination {
  std::string host;  // the name that is asked for (SNI)
  std::uint16_t port = 0;
  std::string address;  // numeric, or the proxy's
  TlsMode mode = TlsMode::implicit;

  auto operator<=>(const TlsDestination&) const = default;
};

/// What the full handshake behind a session showed. A resumed handshake shows no certificate: it rests on this.
struct VerifiedChain {
  std::vector<CertificateFacts> chain;
  HostMatch host_match = HostMatch::unchecked;  // of the name that is part of the destination
  std::chrono::sys_seconds not_before{};        // all certificates of the verified chain hold from here …
  std::chrono::sys_seconds not_after{};         // … to here
  Timestamp at{};
};

struct SslSessionDeleter {
  void operator()(SSL_SESSION* session) const noexcept { SSL_SESSION_free(session); }
};

struct Ticket {
  std::unique_ptr<SSL_SESSION, SslSessionDeleter> session;
  std::shared_ptr<const VerifiedChain> verification;
};

class TicketPool {
 public:
  static constexpr std::size_t k_max_per_destination = 256;
  static constexpr std::size_t k_max_tickets = 4096;
  /// After this a server must show its certificate again, since it may have been revoked or replaced meanwhile.
  static constexpr std::chrono::hours k_verification_holds{1};

  /// `clock` outlives the pool.
  explicit TicketPool(const Clock& clock) : m_clock(clock) {}

  /// The newest ticket whose certificates still hold. Taken for good with TLS 1.3, where each is good for one
  /// connection (RFC 8446 §C.4); a session of TLS 1.2 stays.
  [[nodiscard]] std::optional<Ticket> take(const TlsDestination& destination);
  /// `ticket.verification` is that of a handshake that held. When the pool is full, it begins anew.
  void keep(const TlsDestination& destination, Ticket ticket);
  void forget(const TlsDestination& destination);

  /// The date of a verification that ends now.
  [[nodiscard]] Timestamp now() const { return m_clock.wall_now(); }

 private:
  [[nodiscard]] bool is_usable(const Ticket& ticket) const;

  const Clock& m_clock;
  std::map<TlsDestination, std::vector<Ticket>> m_tickets;  // the newest last
  std::size_t m_size = 0;
};

}  // namespace pecprobe
