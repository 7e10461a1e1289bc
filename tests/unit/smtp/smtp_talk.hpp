// What all SMTP dialogue tests share: an account, usual server turns, and the rules that every
// conversation keeps.
#pragma once

#include "protocols/smtp/dialogue.hpp"
#include "tests/support/dialogue_script.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

/// One account and how it is checked; outlives the dialogues made from it.
struct SmtpCase {
  explicit SmtpCase(TlsMode mode = TlsMode::implicit, std::string_view password = "app-password-1",
                    std::string login = "casella@pec.example");

  [[nodiscard]] std::unique_ptr<Dialogue> make() const;

  Credentials credentials;
  Redactor redactor;
  TlsMode tls;
  std::optional<std::string> check_sender;
  std::optional<std::string> check_recipient;
};

/// Called with what the dialogue found out and with what was said.
using Check = std::function<void(const DialogueFacts& facts, const Conversation& conversation)>;

/// Plays `turns` in every way of cutting them, holds each conversation against `expect_lawful`,
/// then calls `check`.
void converse(const SmtpCase& smtp_case, const std::vector<ServerTurn>& turns, const Check& check);

/// The same with the bytes of each turn in one piece.
void converse_once(const SmtpCase& smtp_case, const std::vector<ServerTurn>& turns, const Check& check,
                   ConnectionEnd end = ConnectionEnd::closed);

/// Only commands that the tool allows itself, each one line, at most one AUTH and one password
/// line, the password neither shown nor in the facts, nothing after QUIT, and the step marks well
/// formed.
void expect_lawful(const SmtpCase& smtp_case, const DialogueFacts& facts, const Conversation& conversation);

/// All texts of the facts, one per line.
[[nodiscard]] std::string all_texts(const DialogueFacts& facts);

/// Lines that hold the password: as an initial response, or as the answer to a challenge.
[[nodiscard]] std::size_t password_lines(const Conversation& conversation);

/// A step that began and then ended with `event`.
[[nodiscard]] std::vector<StepMark> step(Step step, StepMark::Event event);

/// The marks of several steps in one list.
[[nodiscard]] std::vector<StepMark> steps(const std::vector<std::vector<StepMark>>& each);

inline constexpr StepMark k_leaving = {Step::logout, StepMark::Event::began};

inline constexpr ServerTurn k_greeting = {"", "220 smtps.pec.example ESMTP\r\n"};
inline constexpr ServerTurn k_hello = {"EHLO", "250-smtps.pec.example\r\n250-SIZE 1048576\r\n250 AUTH PLAIN LOGIN\r\n"};
inline constexpr ServerTurn k_accepts = {"AUTH PLAIN", "235 2.7.0 Authentication successful\r\n"};

/// base64 of NUL, casella@pec.example, NUL, app-password-1.
inline constexpr std::string_view k_plain_message = "AGNhc2VsbGFAcGVjLmV4YW1wbGUAYXBwLXBhc3N3b3JkLTE=";

}  // namespace pecprobe::test
