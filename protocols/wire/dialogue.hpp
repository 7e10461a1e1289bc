// The client side of one mail protocol, without a socket and without a clock.
#pragma once

#include "protocols/base/endpoint.hpp"
#include "protocols/base/redactor.hpp"
#include "protocols/base/secret.hpp"
#include "protocols/wire/dialogue_facts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

struct Credentials {
  std::string login;
  Secret password;
};

/// EHLO argument where nothing better is known: an address literal says nothing about this computer (RFC 5321 §4.1.3).
inline constexpr std::string_view k_client_name = "[127.0.0.1]";

/// What comes after an accepted login: the read-only look at the mailbox and the farewell, or whoever takes the
/// connection over (sequel.hpp).
enum class AfterLogin { look_and_leave, hand_over };

/// What a dialogue must know. `credentials` and `redactor` outlive it.
struct DialogueInput {
  const Credentials& credentials;
  const Redactor& redactor;
  TlsMode tls = TlsMode::implicit;
  std::string client_name{k_client_name};
  std::optional<std::string> check_sender;     // MAIL FROM address, only when asked (SMTP)
  std::optional<std::string> check_recipient;  // RCPT TO address; needs check_sender
  AfterLogin after_login = AfterLogin::look_and_leave;
};

/// One command on its way to the server. `bytes` may hold a password, `shown` never does: it is what the transcript
/// keeps (one line without its end, secrets replaced by `k_mask`).
struct Outgoing {
  Secret bytes;
  std::string shown;
};

/// A command without secrets: `line` without its CRLF.
[[nodiscard]] Outgoing plain_command(std::string_view line);

/// What a dialogue does next. All of `flight` is written at once, then `next` is done.
enum class Next {
  read,       // wait for bytes
  start_tls,  // do the handshake, then on_tls(); unverified: on_end(tls_failed)
  finish,     // the verdict stands; the last flight says farewell, nobody waits for the answer
  hand_over,  // AfterLogin::hand_over: logged in; the dialogue is over, the connection is not
};

struct Wants {
  std::vector<Outgoing> flight;
  Next next = Next::read;
  std::vector<StepMark> marks;  // in the order in which they happened
  std::string unread{};         // with hand_over: what came behind the answer to the login
};

enum class ConnectionEnd { closed, reset, timed_out, tls_failed, cancelled };

/// The stop that an end of the connection is, where the server gave no better reason.
[[nodiscard]] Stop stop_of(ConnectionEnd end) noexcept;

/// One per protocol. Pure: bytes in, wants out; any bytes are survived. After `Next::finish`, on_bytes() may still be
/// called with what arrives while leaving; it then only notes the answer to the farewell.
///
/// Promises of every implementation: one credential attempt at most; never a mechanism that was not offered; nothing
/// pipelined that was not offered; with TlsMode::starttls no login before on_tls(); nothing secret outside
/// `Outgoing::bytes`.
class Dialogue {
 public:
  Dialogue() = default;
  Dialogue(const Dialogue&) = delete;
  Dialogue& operator=(const Dialogue&) = delete;
  virtual ~Dialogue() = default;

  /// The connection stands; with TlsMode::implicit the handshake is done and verified.
  [[nodiscard]] virtual Wants on_open() = 0;
  [[nodiscard]] virtual Wants on_bytes(std::string_view bytes) = 0;
  /// The handshake asked for by Next::start_tls is done and verified.
  [[nodiscard]] virtual Wants on_tls() = 0;
  /// The connection is over. Always finishes; its flight is empty.
  [[nodiscard]] virtual Wants on_end(ConnectionEnd end) = 0;

  [[nodiscard]] virtual const DialogueFacts& facts() const noexcept = 0;
};

/// What foreign greeting bytes look like: HTTP, SSH, TLS records, FTP, or another of the three mail protocols.
[[nodiscard]] Lookalike recognise_greeting(std::string_view bytes) noexcept;

}  // namespace pecprobe
