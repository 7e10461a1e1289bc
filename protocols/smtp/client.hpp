// The SMTP client as a state machine: replies in, commands out. Its handlers stand in client*.cpp
// by phase.
#pragma once

#include "protocols/smtp/auth_exchange.hpp"
#include "protocols/smtp/capabilities.hpp"
#include "protocols/smtp/reply_grammar.hpp"
#include "protocols/wire/dialogue.hpp"
#include "protocols/wire/limits.hpp"
#include "protocols/wire/line_reader.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::smtp {

/// Which reply comes next. All but the greeting answer a command.
enum class Awaited { greeting, ehlo, starttls, auth, mail, rcpt, rset, quit };

class Client final : public Dialogue {
 public:
  explicit Client(DialogueInput input);

  [[nodiscard]] Wants on_open() override;
  [[nodiscard]] Wants on_bytes(std::string_view bytes) override;
  [[nodiscard]] Wants on_tls() override;
  [[nodiscard]] Wants on_end(ConnectionEnd end) override;
  [[nodiscard]] const DialogueFacts& facts() const noexcept override { return m_facts; }

 private:
  enum class Farewell { quit, none };

  // client.cpp: bytes, commands, endings
  void take_lines();
  void take_line(std::string line);
  void take_reply(const RawReply& reply);
  void ask(Awaited answer, Outgoing command);
  void begin(Step step);
  void mark(Step step, StepMark::Event event);
  void pass();
  void stop(Stop why);
  void refuse(Stop why, const RawReply& reply);
  void break_off(std::string rule, std::string evidence = {});
  void break_off_unexpected(const RawReply& reply, std::string_view command);
  void leave(Farewell farewell);
  void on_rset(const RawReply& reply);
  void on_quit(const RawReply& reply);
  [[nodiscard]] std::string last_line_of(std::vector<std::string> lines) const;
  [[nodiscard]] std::string pending_bytes() const;
  [[nodiscard]] Reply kept(const RawReply& reply) const;
  [[nodiscard]] Wants take_wants();

  // client_opening.cpp: greeting, EHLO, STARTTLS
  void on_greeting(const RawReply& reply);
  void on_foreign_greeting(Lookalike looks_like, std::string evidence);
  void say_hello();
  void on_ehlo(const RawReply& reply);
  void ask_for_tls();
  void on_starttls(const RawReply& reply);
  void on_injection(std::string evidence);
  [[nodiscard]] bool greeting_is_foreign() const noexcept;

  // client_login.cpp: AUTH
  void log_in();
  void on_auth(const RawReply& reply);
  void on_challenge(const RawReply& reply);
  void note_attempt();
  void accept();

  // client_sender.cpp: MAIL, RCPT, RSET
  void check_sender();
  void on_mail(const RawReply& reply);
  void on_rcpt(const RawReply& reply);
  void take_back();
  [[nodiscard]] const std::string& recipient() const;

  DialogueInput m_input;
  DialogueFacts m_facts;
  Wants m_wants;
  LineReader m_reader{k_max_line};
  ReplyAssembler m_assembler;
  std::size_t m_received = 0;  // bytes of the whole dialogue
  std::deque<Awaited> m_awaited;
  std::optional<Step> m_open_step;   // begun and neither passed nor failed
  Capabilities m_capabilities;       // of the last EHLO, to decide by
  Capabilities m_kept_capabilities;  // the same for the facts, the password masked
  std::optional<AuthExchange> m_exchange;
  bool m_encrypted;  // the handshake is done and verified
  bool m_in_handshake = false;
  bool m_decided = false;  // nothing that follows changes the verdict
  bool m_left = false;     // Next::finish was said
  bool m_handed_over = false;
  bool m_pipelined = false;  // MAIL, RCPT, RSET and QUIT went out as one group
};

}  // namespace pecprobe::smtp
