// A whole session of one dialogue against arbitrary bytes: how it is configured, how the network cuts the server's
// bytes, when the handshake succeeds and how the connection ends are all part of the input.
#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"
#include "tests/fuzz/input.hpp"

#include PECPROBE_DIALOGUE_HEADER

#include <algorithm>
#include <array>
#include <memory>

namespace pecprobe {
namespace {

using fuzz::Input;
using fuzz::require;

constexpr std::string_view k_password = "fuzzed-app-password";

/// Words that begin a login, in any of the three protocols.
constexpr std::array<std::string_view, 5> k_login_words{"AUTHENTICATE", "AUTH", "LOGIN", "PASS", "APOP"};
/// Words that would change or read what is in a mailbox, or send something.
constexpr std::array<std::string_view, 12> k_forbidden_words{"SELECT", "STORE", "FETCH", "APPEND", "DELETE", "EXPUNGE",
                                                             "RETR",   "DELE",  "TOP",   "DATA",   "BDAT",   "VRFY"};

/// The command's own word: the first, or behind IMAP's tag the second.
std::string_view word_of(std::string_view shown) {
  const auto take = [&shown] {
    const std::string_view word = shown.substr(0, shown.find(' '));
    shown.remove_prefix(std::min(shown.size(), word.size() + 1));
    return word;
  };
  const std::string_view first = take();
  const bool is_tag =
      first.size() > 1 && first.front() == 'a' && first.find_first_not_of("0123456789", 1) == first.npos;
  return is_tag ? take() : first;
}

template <std::size_t size>
bool is_among(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Follows what the dialogue wants and checks what must hold for every server.
class Driver {
 public:
  explicit Driver(Dialogue& dialogue, TlsMode mode)
      : m_dialogue(dialogue), m_encrypted(mode == TlsMode::implicit), m_mode(mode) {}

  void take(const Wants& wants, bool handshake_succeeds) {
    for (const Outgoing& command : wants.flight) {
      look_at(command);
    }
    require(!m_finished || wants.flight.empty());  // nothing is written after the farewell
    m_finished = m_finished || wants.next == Next::finish;
    if (wants.next == Next::start_tls && !m_finished) {
      m_encrypted = handshake_succeeds;
      take(handshake_succeeds ? m_dialogue.on_tls() : m_dialogue.on_end(ConnectionEnd::tls_failed), handshake_succeeds);
    }
  }
  [[nodiscard]] bool finished() const { return m_finished; }
  [[nodiscard]] bool tried_a_login() const { return m_logins > 0; }

 private:
  void look_at(const Outgoing& command) {
    const std::string_view word = word_of(command.shown);
    const bool may_hold_secrets = m_encrypted || m_mode == TlsMode::starttls_if_offered;
    m_logins += is_among(word, k_login_words) ? 1 : 0;
    require(m_logins <= 1);
    require(!is_among(word, k_forbidden_words));
    require(command.shown.find(k_password) == std::string::npos);
    require(may_hold_secrets || command.shown.find(k_mask) == std::string::npos);
    require(may_hold_secrets || command.bytes.reveal().find(k_password) == std::string_view::npos);
    require(command.bytes.reveal().ends_with("\r\n"));
    require(std::none_of(command.shown.begin(), command.shown.end(), is_control));
  }
  static bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

  Dialogue& m_dialogue;
  bool m_encrypted;
  TlsMode m_mode;
  bool m_finished = false;
  int m_logins = 0;
};

void look_at(const DialogueFacts& facts, const Driver& driver) {
  require(driver.finished());
  require(!facts.auth.accepted || facts.auth.attempted);
  require(!facts.auth.attempted || driver.tried_a_login());
  require(facts.stop != Stop::none || facts.auth.accepted);
  require((facts.stop == Stop::protocol_error) != facts.protocol_error.empty());
  require(facts.unexpected.find(k_password) == std::string::npos);
  for (const auto* list : {&facts.before_tls, &facts.after_tls, &facts.after_login}) {
    require(list->size() <= k_kept_capabilities);
  }
}

void run(Input input) {
  static const Credentials credentials{"ditta@pec.example", Secret{k_password}};
  static const Redactor redactor(credentials.password, credentials.login);
  const std::uint8_t setup = input.number();
  DialogueInput options{credentials, redactor, static_cast<TlsMode>(setup % 3), std::string(k_client_name), {}, {}};
  if ((setup & 0x10U) != 0) {
    options.check_sender = credentials.login;
    if ((setup & 0x08U) != 0) {
      options.check_recipient = "altro@pec.example";
    }
  }
  const bool handshake_succeeds = (setup & 0x20U) == 0;
  const auto dialogue = PECPROBE_MAKE_DIALOGUE(options);
  Driver driver(*dialogue, options.tls);
  driver.take(dialogue->on_open(), handshake_succeeds);
  while (!input.empty()) {
    const std::size_t piece = std::size_t{input.number()} + 1;
    driver.take(dialogue->on_bytes(input.bytes(piece)), handshake_succeeds);
  }
  if (!driver.finished()) {
    driver.take(dialogue->on_end(static_cast<ConnectionEnd>((setup >> 6U) % 4)), handshake_succeeds);
  }
  look_at(dialogue->facts(), driver);
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pecprobe::run({data, size});
  return 0;
}
