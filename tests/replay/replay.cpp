#include "tests/replay/replay.hpp"

#include "protocols/imap/dialogue.hpp"
#include "protocols/pop3/dialogue.hpp"
#include "protocols/smtp/dialogue.hpp"
#include "tests/replay/handshake_note.hpp"

#include <algorithm>
#include <deque>
#include <memory>

namespace pecprobe::test {

namespace {

std::unique_ptr<Dialogue> make_dialogue(Protocol protocol, const DialogueInput& input) {
  switch (protocol) {
    case Protocol::imap: return make_imap_dialogue(input);
    case Protocol::pop3: return make_pop3_dialogue(input);
    case Protocol::smtp: return make_smtp_dialogue(input);
  }
  return nullptr;
}

/// The address between < and > of the recorded MAIL or RCPT, where there was one.
std::optional<std::string> recorded_path(const Recording& recording, CommandKind kind) {
  for (const Exchange& exchange : recording.exchanges) {
    if (exchange.kind == kind) {
      const std::string& line = exchange.client.front();
      const auto open = line.find('<') + 1;
      return line.substr(open, line.find('>') - open);
    }
  }
  return std::nullopt;
}

void refuse_what_we_never_do(const Recording& recording) {
  const bool logs_in = std::any_of(recording.exchanges.begin(), recording.exchanges.end(),
                                   [](const Exchange& e) { return e.kind == CommandKind::login; });
  for (const Exchange& exchange : recording.exchanges) {
    const std::string line = exchange.client.empty() ? "" : exchange.client.front();
    if (exchange.kind == CommandKind::foreign && line.find("APPEND") != std::string::npos) {
      throw NotReplayable("our client stores nothing in a mailbox");
    }
    if (exchange.kind == CommandKind::sender && line.find(" SIZE=") != std::string::npos) {
      throw NotReplayable("our client announces no message and no size");
    }
    const bool is_taken = !exchange.server.empty() && exchange.server.front().starts_with("250");
    if (exchange.kind == CommandKind::sender && is_taken && !logs_in) {
      throw NotReplayable("our client names no sender before its login");
    }
  }
}

class Player {
 public:
  explicit Player(const Recording& recording)
      : m_recording(recording),
        m_server(recording),
        m_credentials{"good@pec.test", Secret{"app-password-1"}},
        m_redactor(m_credentials.password, m_credentials.login) {
    m_facts.endpoint = {recording.protocol, recording.host, default_port(recording.protocol, recording.tls),
                        recording.tls};
    m_facts.resolve.addresses = {"127.0.0.2"};
    m_facts.connect.attempts = {{"127.0.0.2", ConnectOutcome::connected, 0, "", Duration{}}};
    m_facts.connect.address = "127.0.0.2";
  }

  ServiceFacts play() {
    if (m_recording.tls == TlsMode::implicit) {
      m_facts.tls = facts_from_note(m_recording.handshake.value());
      if (!m_facts.tls->verified()) {
        return std::move(m_facts);  // the dialogue never begins
      }
    }
    const DialogueInput input{m_credentials,
                              m_redactor,
                              m_recording.tls,
                              "[127.0.0.1]",
                              recorded_path(m_recording, CommandKind::sender),
                              recorded_path(m_recording, CommandKind::recipient)};
    m_dialogue = make_dialogue(m_recording.protocol, input);
    obey(m_dialogue->on_open());
    hear(m_server.greeting());
    while (!m_commands.empty()) {
      const std::string command = std::move(m_commands.front());
      m_commands.pop_front();
      hear(m_server.answer_to(command));
    }
    if (!m_finished) {
      throw NotReplayable("the recording ends before our client does");
    }
    m_facts.dialogue = m_dialogue->facts();
    return std::move(m_facts);
  }

 private:
  void obey(const Wants& wants) {
    for (const Outgoing& command : wants.flight) {
      const std::string_view bytes = command.bytes.reveal();
      m_commands.emplace_back(bytes.substr(0, bytes.find("\r\n")));
    }
    m_finished = m_finished || wants.next == Next::finish;
    m_wants_tls = wants.next == Next::start_tls;
  }

  void hear(const Answer& answer) {
    if (!answer.bytes.empty()) {
      obey(m_dialogue->on_bytes(answer.bytes));
    }
    if (m_wants_tls && answer.handshake) {
      m_facts.tls = facts_from_note(*answer.handshake);
      obey(m_facts.tls->verified() ? m_dialogue->on_tls() : m_dialogue->on_end(ConnectionEnd::tls_failed));
    }
    if (answer.end && !m_finished) {
      obey(m_dialogue->on_end(*answer.end));
    }
  }

  const Recording& m_recording;
  RecordedServer m_server;
  Credentials m_credentials;
  Redactor m_redactor;
  ServiceFacts m_facts;
  std::unique_ptr<Dialogue> m_dialogue;
  std::deque<std::string> m_commands;
  bool m_finished = false;
  bool m_wants_tls = false;
};

}  // namespace

ServiceFacts replay(const Recording& recording) {
  refuse_what_we_never_do(recording);
  return Player(recording).play();
}

}  // namespace pecprobe::test
