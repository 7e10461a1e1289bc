#include "probe/advice/pretended_server.hpp"

#include "protocols/base/text.hpp"
#include "protocols/net/dialogues.hpp"

#include <deque>
#include <memory>

namespace pecprobe {

namespace {

// A login and a password that stand in no server's words, so that nothing of the line is masked.
constexpr std::string_view k_login = "pretended@mailbox.invalid";
constexpr std::string_view k_password = "\x02pretended\x03";
constexpr std::string_view k_sender = "pretended@mailbox.invalid";

std::string_view good_greeting(Protocol protocol) {
  switch (protocol) {
    case Protocol::imap: return "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN STARTTLS] ready\r\n";
    case Protocol::pop3: return "+OK ready\r\n";
    case Protocol::smtp: return "220 server ESMTP\r\n";
  }
  return {};
}

/// Which step a command belongs to.
Step step_of(std::string_view command) {
  const auto has = [&](std::string_view word) { return icontains(command, word); };
  if (has("STARTTLS") || has("STLS")) {
    return Step::starttls;
  }
  if (has("AUTH") || has("PASS ")) {
    return Step::authenticate;
  }
  if (has("EXAMINE") || has("STAT")) {
    return Step::mailbox;
  }
  if (has("MAIL FROM")) {
    return Step::sender;
  }
  if (has("RCPT TO")) {
    return Step::recipient;
  }
  return has("LOGOUT") || has("QUIT") ? Step::logout : Step::capabilities;
}

std::string good_answer(Protocol protocol, Step step) {
  switch (protocol) {
    case Protocol::imap: return "OK done";
    case Protocol::pop3:
      return step == Step::capabilities ? "+OK\r\nSTLS\r\nUSER\r\nSASL PLAIN\r\n."
             : step == Step::mailbox    ? "+OK 0 0"
                                        : "+OK done";
    case Protocol::smtp:
      return step == Step::capabilities   ? "250-server\r\n250-STARTTLS\r\n250 AUTH PLAIN"
             : step == Step::starttls     ? "220 go ahead"
             : step == Step::authenticate ? "235 2.7.0 accepted"
                                          : "250 2.0.0 done";
  }
  return {};
}

class PretendedServer {
 public:
  PretendedServer(const PastedLine& pasted, Step step)
      : m_pasted(pasted),
        m_step(step),
        m_credentials{std::string(k_login), Secret{k_password}},
        m_redactor(m_credentials.password, m_credentials.login) {
    const bool begins_in_the_clear = step == Step::starttls;
    const TlsMode mode = begins_in_the_clear ? TlsMode::starttls : TlsMode::implicit;
    m_facts.endpoint = {pasted.protocol, "server.invalid", default_port(pasted.protocol, mode), mode};
    m_facts.resolve.addresses = {"192.0.2.1"};
    m_facts.connect.attempts = {{"192.0.2.1", ConnectOutcome::connected, 0, {}, {}}};
    m_facts.connect.address = "192.0.2.1";
    if (!begins_in_the_clear) {
      m_facts.tls = TlsFacts{};
      m_facts.tls->host_match = HostMatch::matched;
    }
    DialogueInput input{m_credentials, m_redactor, mode, std::string(k_client_name), {}, {}};
    if (pasted.protocol == Protocol::smtp && (step == Step::sender || step == Step::recipient)) {
      input.check_sender = std::string(k_sender);
      input.check_recipient = std::string(k_sender);
    }
    m_dialogue = make_dialogue(pasted.protocol, std::move(input));
  }

  ServiceFacts talk() {
    obey(m_dialogue->on_open());
    say(m_step == Step::greeting ? greeting() : std::string(good_greeting(m_pasted.protocol)));
    while (!m_is_finished && !m_commands.empty()) {
      const std::string command = std::move(m_commands.front());
      m_commands.pop_front();
      answer(command);
    }
    if (!m_is_finished) {
      obey(m_dialogue->on_end(ConnectionEnd::closed));
    }
    m_facts.dialogue = m_dialogue->facts();
    return std::move(m_facts);
  }

 private:
  void obey(const Wants& wants) {
    for (const Outgoing& command : wants.flight) {
      m_commands.push_back(command.shown);
    }
    m_is_finished = m_is_finished || wants.next == Next::finish;
  }

  void say(const std::string& bytes) { obey(m_dialogue->on_bytes(bytes)); }

  [[nodiscard]] std::string greeting() const {
    return (m_pasted.protocol == Protocol::imap ? "* " : "") + m_pasted.line + "\r\n";
  }

  void answer(const std::string& command) {
    const Step step = step_of(command);
    const std::string line = step == m_step ? m_pasted.line : good_answer(m_pasted.protocol, step);
    if (m_pasted.protocol != Protocol::imap) {
      say(line + "\r\n");
      return;
    }
    // A BYE is never tagged (RFC 9051 §7.1.5).
    const bool is_untagged = istarts_with(line, "BYE") || istarts_with(line, "PREAUTH");
    say((is_untagged ? "*" : command.substr(0, command.find(' '))) + " " + line + "\r\n");
  }

  const PastedLine& m_pasted;
  Step m_step;
  Credentials m_credentials;
  Redactor m_redactor;
  ServiceFacts m_facts;
  std::unique_ptr<Dialogue> m_dialogue;
  std::deque<std::string> m_commands;
  bool m_is_finished = false;
};

}  // namespace

ServiceFacts facts_of(const PastedLine& pasted, Step step) { return PretendedServer(pasted, step).talk(); }

}  // namespace pecprobe
