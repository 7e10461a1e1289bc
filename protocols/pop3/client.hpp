// The POP3 dialogue itself: which command follows which answer.
#pragma once

#include "protocols/pop3/capabilities.hpp"
#include "protocols/pop3/login.hpp"
#include "protocols/pop3/progress.hpp"
#include "protocols/wire/dialogue.hpp"
#include "protocols/wire/limits.hpp"
#include "protocols/wire/line_reader.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe::pop3 {

/// Greeting, CAPA, STLS and CAPA again, the login, STAT, QUIT: nothing else is ever written.
///
/// Lock step: one command, one answer. The one exception is QUIT, which rides behind STAT where the
/// server announces PIPELINING (RFC 2449 §6.6).
class Client final : public Dialogue {
 public:
  explicit Client(DialogueInput input) : m_input(std::move(input)), m_encrypted(m_input.tls == TlsMode::implicit) {}

  [[nodiscard]] Wants on_open() override;
  [[nodiscard]] Wants on_bytes(std::string_view bytes) override;
  [[nodiscard]] Wants on_tls() override;
  [[nodiscard]] Wants on_end(ConnectionEnd end) override;
  [[nodiscard]] const DialogueFacts& facts() const noexcept override { return m_facts; }

 private:
  /// What the next bytes are.
  enum class Awaiting {
    greeting,
    capability_answer,
    capability_list,
    starttls_answer,
    handshake,  // nothing: the next bytes on the wire are TLS
    login_answer,
    mailbox_answer,
    handed_over,
    farewell,  // the verdict stands
    nothing,   // the verdict stands and no answer is due
  };

  void read_lines();
  void on_line(const std::string& line);
  void on_greeting(const std::string& line);
  void on_capability_line(const std::string& line);
  void on_farewell(const std::string& line);
  void on_reply(const Reply& reply);
  void on_capability_answer(const Reply& reply);
  void on_starttls_answer(const Reply& reply);
  void on_login_answer(const Reply& reply);
  void on_mailbox_answer(const Reply& reply);

  void ask_capabilities();
  void use_capabilities();
  void log_in();
  void say_login(Outgoing command);
  void look_into_mailbox();
  bool say(Outgoing command, Awaiting answer);
  void quit();

  void stop(Stop reason);
  void stop_and_quit(Stop reason);
  void stop_foreign(std::string_view bytes);
  void stop_injected();
  void stop_broken(std::string rule);

  [[nodiscard]] bool is_over() const noexcept {
    return m_awaiting == Awaiting::farewell || m_awaiting == Awaiting::nothing;
  }
  [[nodiscard]] Wants take_wants();
  [[nodiscard]] std::string evidence(std::string_view bytes) const;

  DialogueInput m_input;
  bool m_encrypted;
  bool m_quit_sent = false;
  Awaiting m_awaiting = Awaiting::greeting;
  LineReader m_reader{k_max_line};
  std::size_t m_received = 0;  // bytes
  std::vector<std::string> m_capability_lines;
  Capabilities m_capabilities;        // as the server sent them
  Capabilities m_shown_capabilities;  // redacted
  std::string m_timestamp;            // of a greeting inside TLS; one in clear may be anybody's
  std::unique_ptr<Login> m_login;
  DialogueFacts m_facts;
  Progress m_progress;
};

}  // namespace pecprobe::pop3
