// An account whose IMAP dialogue is played to scripts, with what must hold in every conversation
// whatever its end.
#pragma once

#include "protocols/imap/dialogue.hpp"
#include "tests/support/dialogue_script.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

/// A greeting that brings all that a short login needs.
inline constexpr std::string_view k_short_greeting = "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n";

class ImapAccount {
 public:
  using Check = std::function<void(const DialogueFacts&, const Conversation&)>;

  explicit ImapAccount(TlsMode tls = TlsMode::implicit, std::string_view password = "app-password-1",
                       std::string login = "casella@pec.example");
  ImapAccount(const ImapAccount&) = delete;
  ImapAccount& operator=(const ImapAccount&) = delete;

  [[nodiscard]] std::unique_ptr<Dialogue> dialogue() const;

  /// Plays `turns` cut in every way; each conversation must be harmless and pass `check`.
  void every_split(const std::vector<ServerTurn>& turns, const Check& check) const;

  /// Plays `turns` once, whole.
  void once(const std::vector<ServerTurn>& turns, const Check& check, ConnectionEnd end = ConnectionEnd::closed) const;

  /// One credential attempt at most, no command that reads or changes mail, nothing secret in what
  /// is shown or kept, and a clean end: what holds for every conversation.
  void expect_harmless(const DialogueFacts& facts, const Conversation& conversation) const;

 private:
  Credentials m_credentials;
  Redactor m_redactor;
  TlsMode m_tls;
};

/// `marks` as "greeting began", "greeting passed" …
[[nodiscard]] std::vector<std::string> in_words(const std::vector<StepMark>& marks);

/// Every text of `facts`.
[[nodiscard]] std::vector<std::string> texts_of(const DialogueFacts& facts);

/// How often a command that carries credentials was written.
[[nodiscard]] std::size_t credential_attempts(const Conversation& conversation);

/// A reply as it stands in the facts.
[[nodiscard]] Reply reply(ReplyStatus status, std::string keyword, std::string response_code, std::string text,
                          std::string line);

}  // namespace pecprobe::test
