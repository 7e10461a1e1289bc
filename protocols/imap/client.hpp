// The IMAP client as a state machine: greeting, capabilities, STARTTLS, login, EXAMINE, LOGOUT.
#pragma once

#include "protocols/imap/login.hpp"
#include "protocols/imap/marks.hpp"
#include "protocols/imap/response_reader.hpp"
#include "protocols/wire/dialogue.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::imap {

/// What is read before a command is written can never be its answer: so a command that has become
/// due is written only when everything that had arrived by then is read, and until then no tag is
/// the current one.
class Client final : public Dialogue {
 public:
  explicit Client(DialogueInput input);

  [[nodiscard]] Wants on_open() override;
  [[nodiscard]] Wants on_bytes(std::string_view bytes) override;
  [[nodiscard]] Wants on_tls() override;
  [[nodiscard]] Wants on_end(ConnectionEnd end) override;
  [[nodiscard]] const DialogueFacts& facts() const noexcept override { return m_facts; }

 private:
  enum class State {
    unopened,
    greeting,
    capabilities,
    starttls,
    handshake,  // STARTTLS was answered with OK
    authenticate,
    mailbox,
    handed_over,
    left,  // the verdict stands
  };
  enum class Due { nothing, capabilities, starttls, login, next_login_line, cancel_login, mailbox };
  enum class Leave { with_logout, silently };

  // client.cpp: reading, writing, leaving
  void read_responses();
  void take_response(const Response& response);
  void take_tagged(const Response& response);
  void take_continuation(const Response& response);
  void take_untagged(const Response& response);
  void write_what_is_due();
  void write_command(std::string_view command);
  void write_login();
  void write_login_line(tl::expected<Outgoing, std::string> line);
  void write_logout();
  void begin(Step step, State state, Due due);
  [[nodiscard]] static std::string tag_of(int command);
  void stop(Stop why, Leave leave);
  void stop_for_rule(std::string rule);
  [[nodiscard]] Wants take_wants();

  // client_states.cpp: what each state makes of an answer
  void greeted(const Response& response);
  [[nodiscard]] bool reads_foreign_greeting() const;
  void refuse_greeting(std::string_view bytes);
  void on_unreadable(const std::string& rule);
  void capabilities_answered(const Response& response);
  [[nodiscard]] bool lacks_starttls() const;
  void secure_or_log_in();
  void starttls_answered(const Response& response);
  void on_injection(std::string_view bytes);
  void break_login_off(std::string rule);
  void login_answered(const Response& response);
  void mailbox_answered(const Response& response);
  void told_bye(const Response& response);
  void note_farewell(const Response& response);
  void note_capabilities(std::string_view list);
  void note_new_capabilities(std::string_view list);

  DialogueInput m_input;
  DialogueFacts m_facts;
  ResponseReader m_reader;
  Marks m_marks;
  Wants m_wants;

  State m_state = State::unopened;
  Due m_due = Due::nothing;
  Step m_step = Step::greeting;
  bool m_encrypted;
  int m_commands = 0;
  std::string m_tag;         // of the command that waits for its answer, or empty
  std::string m_logout_tag;  // empty until LOGOUT is written
  std::size_t m_untagged = 0;
  std::vector<std::string> m_capabilities;  // as announced in the present state, not redacted

  std::unique_ptr<LoginAttempt> m_login;
  std::string m_challenge;
  std::string m_broken_off;    // why we broke the login off, or empty
  std::optional<Reply> m_bye;  // instead of the answer to the login, so far
};

}  // namespace pecprobe::imap
