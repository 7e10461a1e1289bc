// The one credential attempt of a POP3 dialogue: AUTH with a SASL mechanism, USER and PASS, or APOP.
#pragma once

#include "protocols/pop3/capabilities.hpp"
#include "protocols/sasl/mechanism.hpp"
#include "protocols/wire/dialogue.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pecprobe::pop3 {

/// Where an answer of the server leads.
enum class LoginOutcome {
  unfinished,        // say `command` next
  accepted,          // +OK to the last line, the password having been sent
  refused,           // -ERR at any point
  preauthenticated,  // +OK to AUTH although no password was sent
  broken,            // the exchange makes no sense: `problem`; `command` cancels it where it can be cancelled
};

struct LoginTurn {
  LoginOutcome outcome = LoginOutcome::broken;
  std::optional<Outgoing> command;
  std::string problem;  // in English
};

/// One exchange, used once. Every command has its line end; `shown` never holds the password.
class Login {
 public:
  Login() = default;
  Login(const Login&) = delete;
  Login& operator=(const Login&) = delete;
  virtual ~Login() = default;

  /// "PLAIN", "LOGIN" …, "USER/PASS" or "APOP".
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;
  [[nodiscard]] virtual Outgoing begin() = 0;
  [[nodiscard]] virtual LoginTurn on_reply(const Reply& reply) = 0;
  /// True once a command made from the password was given out.
  [[nodiscard]] virtual bool password_sent() const noexcept = 0;
};

/// RFC 1939 §7. The password goes out only after the user name was taken, so that a refused name
/// does not burn it, whatever could be pipelined.
[[nodiscard]] std::unique_ptr<Login> make_user_login(const Credentials& credentials);

/// RFC 5034 §4. At most `k_max_challenges` are answered.
[[nodiscard]] std::unique_ptr<Login> make_sasl_login(std::unique_ptr<SaslMechanism> mechanism);

/// RFC 1939 §7: one line with a digest of the greeting's timestamp and the password. Null where this computer has no
/// MD5.
[[nodiscard]] std::unique_ptr<Login> make_apop_login(std::string_view timestamp, const Credentials& credentials);

/// A SASL mechanism that both know, else USER and PASS where they are announced or the server does
/// not know CAPA, else APOP where there is a `timestamp`, else null. APOP comes last: its digest is weaker than TLS,
/// and servers that keep no plain passwords cannot do it. `credentials` outlives the login.
[[nodiscard]] std::unique_ptr<Login> choose_login(const Capabilities& capabilities, std::string_view timestamp,
                                                  const Credentials& credentials);

}  // namespace pecprobe::pop3
