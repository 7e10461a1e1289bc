// One connected socket, in the clear or inside TLS: bytes out, bytes in, and the facts of the handshake.
#pragma once

#include "protocols/base/secret.hpp"
#include "protocols/net/connector.hpp"
#include "protocols/net/ticket_use.hpp"
#include "protocols/wire/dialogue.hpp"
#include "protocols/wire/tls_facts.hpp"

#include <boost/asio/io_context.hpp>
#include <openssl/ssl.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace pecprobe {

/// Everything arrives through these, always from the event loop and never from inside a call to the channel. After
/// on_end or after the channel was destroyed nothing comes any more. on_bytes and on_end may destroy the channel.
struct ChannelEvents {
  std::function<void(std::string_view bytes)> on_bytes;
  std::function<void()> on_handshake;  // it ended, well or badly: see tls_facts()
  std::function<void(ConnectionEnd end)> on_end;
};

class Channel {
 public:
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual ~Channel() = default;

  /// Begins to read, in the clear.
  virtual void start_reading() = 0;
  /// Begins the handshake as a client that asks for `host` (SNI). No application data moves until it ended; reading
  /// goes on by itself only when the certificate holds.
  virtual void start_tls(const std::string& host) = 0;
  /// Queues bytes. After a handshake that did not verify this is refused: the bytes are dropped.
  virtual void write(const Secret& bytes) = 0;
  /// close_notify and the end of our side; what still arrives is given to on_bytes.
  virtual void shut_down() = 0;

  [[nodiscard]] virtual bool is_encrypted() const noexcept = 0;
  /// What is known of the handshake so far; null before start_tls().
  [[nodiscard]] virtual const TlsFacts* tls_facts() const noexcept = 0;
  /// The handshake began with the session of an earlier connection, whatever became of it.
  [[nodiscard]] virtual bool has_offered_session() const noexcept = 0;
  /// Notes that our own limit ended the handshake.
  virtual void handshake_timed_out() = 0;
};

/// `context` outlives the channel. `tickets` says whether the handshake may go on with an earlier session.
[[nodiscard]] std::unique_ptr<Channel> make_openssl_channel(boost::asio::io_context& loop, Socket socket,
                                                            SSL_CTX* context, ChannelEvents events,
                                                            TicketUse tickets = {});

}  // namespace pecprobe
