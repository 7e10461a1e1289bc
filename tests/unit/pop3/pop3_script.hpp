// Scripted POP3 servers, and what holds for every conversation with one of them.
#pragma once

#include "protocols/pop3/dialogue.hpp"
#include "tests/support/dialogue_script.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

inline constexpr std::string_view k_greeting = "+OK POP3 ready\r\n";
inline constexpr std::string_view k_ok = "+OK\r\n";
inline constexpr std::string_view k_stat = "+OK 3 4711\r\n";

/// The answer to CAPA with these lines.
[[nodiscard]] std::string capa(std::initializer_list<std::string_view> lines);

/// Marks as words, such as "greeting began", in their order.
[[nodiscard]] std::vector<std::string> told(const std::vector<StepMark>& marks);

/// Every text that a server can put into facts.
[[nodiscard]] std::vector<std::string> texts_of(const DialogueFacts& facts);

class Pop3Test : public testing::Test {
 protected:
  using Check = std::function<void(const DialogueFacts&, const Conversation&)>;

  void use_password(std::string_view password);
  void use_tls(TlsMode tls) { m_tls = tls; }
  [[nodiscard]] std::string password() const { return std::string(m_credentials.password.reveal()); }
  [[nodiscard]] std::string login() const { return m_credentials.login; }
  /// The base64 of NUL login NUL password (RFC 4616 §2).
  [[nodiscard]] std::string plain_message() const;

  [[nodiscard]] std::unique_ptr<Dialogue> make() const;

  /// The conversation with the server's bytes cut everywhere; each is well behaved, and `check`
  /// holds for each.
  void for_every_cut(const std::vector<ServerTurn>& turns, const Check& check) const;
  /// One conversation with the server's bytes in pieces of `piece` bytes; it is well behaved.
  [[nodiscard]] DialogueFacts converse(const std::vector<ServerTurn>& turns, std::size_t piece = 0,
                                       ConnectionEnd end = ConnectionEnd::closed) const;

  /// Only allowed commands, one credential attempt at most, none outside the TLS that was asked
  /// for, nothing secret shown or recorded, nothing behind QUIT.
  void expect_well_behaved(const DialogueFacts& facts, const Conversation& conversation) const;

 private:
  [[nodiscard]] bool carries_password(const std::string& line) const;

  Credentials m_credentials{"casella@pec.example", Secret{"app-password-1"}};
  Redactor m_redactor{m_credentials.password, m_credentials.login};
  TlsMode m_tls = TlsMode::implicit;
};

}  // namespace pecprobe::test
