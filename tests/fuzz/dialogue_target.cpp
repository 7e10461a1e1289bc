// A whole session of one dialogue against arbitrary bytes: how it is configured, how the network cuts the server's
// bytes, when the handshake succeeds and how the connection ends are all part of the input.
#include "tests/fuzz/input.hpp"

#include PECPROBE_DIALOGUE_HEADER

#include <algorithm>
#include <memory>

namespace pecprobe {
namespace {

using fuzz::Input;
using fuzz::require;

constexpr std::string_view k_password = "fuzzed-app-password";

/// Follows what the dialogue wants and checks what must hold for every server.
class Driver {
 public:
  explicit Driver(Dialogue& dialogue, TlsMode mode)
      : m_dialogue(dialogue), m_encrypted(mode == TlsMode::implicit), m_mode(mode) {}

  void take(const Wants& wants, bool handshake_succeeds) {
    for (const Outgoing& command : wants.flight) {
      require(command.shown.find(k_password) == std::string::npos);
      const bool has_password = command.bytes.reveal().find(k_password) != std::string_view::npos;
      require(!has_password || m_encrypted || m_mode == TlsMode::starttls_if_offered);
    }
    require(!m_finished || wants.flight.empty());  // nothing is written after the farewell
    m_finished = m_finished || wants.next == Next::finish;
    if (wants.next == Next::start_tls && !m_finished) {
      m_encrypted = handshake_succeeds;
      take(handshake_succeeds ? m_dialogue.on_tls() : m_dialogue.on_end(ConnectionEnd::tls_failed), handshake_succeeds);
    }
  }
  [[nodiscard]] bool finished() const { return m_finished; }

 private:
  Dialogue& m_dialogue;
  bool m_encrypted;
  TlsMode m_mode;
  bool m_finished = false;
};

void run(Input input) {
  const Credentials credentials{"ditta@pec.example", Secret{k_password}};
  const Redactor redactor(credentials.password, credentials.login);
  const std::uint8_t setup = input.number();
  DialogueInput options{credentials, redactor, static_cast<TlsMode>(setup % 3), std::string(k_client_name), {}, {}};
  if ((setup & 0x10U) != 0) {
    options.check_sender = credentials.login;
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
    require(driver.finished());
  }
  const DialogueFacts& facts = dialogue->facts();
  require(!facts.auth.accepted || facts.auth.attempted);
  require(facts.stop != Stop::none || facts.auth.accepted);
  require(facts.unexpected.find(k_password) == std::string::npos);
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pecprobe::run({data, size});
  return 0;
}
