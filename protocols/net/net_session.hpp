// A session's way through its steps. Declared here, defined by what it is about: its way to the server
// (session_opening.cpp), what is said there (session_talk.cpp), its steps and its end (session.cpp).
#pragma once

#include "protocols/net/deadline.hpp"
#include "protocols/net/dialogues.hpp"
#include "protocols/net/memory_failures.hpp"
#include "protocols/net/session.hpp"
#include "protocols/net/step_log.hpp"
#include "protocols/wire/conversation_secrets.hpp"
#include "protocols/wire/transcript_recorder.hpp"

#include <boost/asio/post.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe {

class NetSession final : public Session, private SequelLine {
 public:
  NetSession(const SessionServices& services, const SessionLimits& limits, const ServiceCheck& check, Done done);
  void cancel() override;

 private:
  enum class Phase { resolving, connecting, handshake, talking, lent, leaving, over };

  [[nodiscard]] Duration at() const { return m_services.clock.now() - m_began; }
  [[nodiscard]] Encryption encryption() const {
    return m_channel && m_channel->is_encrypted() ? Encryption::tls : Encryption::none;
  }

  /// Wraps a callback so that it is ignored once the session is gone or over.
  template <typename Action>
  auto guarded(Action action) {
    return [this, alive = std::weak_ptr<int>(m_alive), action = std::move(action)](auto&&... arguments) mutable {
      if (!alive.expired() && m_phase != Phase::over) {
        action(std::forward<decltype(arguments)>(arguments)...);
      }
    };
  }

  /// From the event loop, not from inside a callback of the channel, the connector or whoever starts the session.
  template <typename Action>
  void later(Action action) {
    boost::asio::post(m_services.loop, guarded(std::move(action)));
  }

  // steps
  void end_step(Step step, StepStatus status);
  void tell(const StepRecord& ended);
  void time_out();

  // name and connection
  void resolve();
  void on_resolved(const ResolveFacts& facts);
  void connect();
  void on_connected(ConnectResult result);
  [[nodiscard]] DialogueInput dialogue_input() const;

  // TLS
  void start_tls();
  void on_handshake();
  /// The server broke off a handshake that offered an earlier session. What it says to a full one is what counts;
  /// nothing secret was sent so far.
  void start_over();

  // dialogue
  void open_dialogue();
  void on_bytes(std::string_view bytes);
  void on_end(ConnectionEnd end);
  void note_marks(const std::vector<StepMark>& marks);
  void obey(const Wants& wants);
  void write(const std::vector<Outgoing>& commands);

  // what goes on after the login
  void lend(const std::string& unread);
  void send(const std::vector<Outgoing>& flight) override;
  void leave(const std::vector<Outgoing>& farewell) override;
  void end_sequel(ConnectionEnd end);

  // the end
  /// The verdict stands. Waits a moment for the answer to the farewell, where one was said.
  void leave();
  /// The connection is over, or never came to be.
  void fail(ConnectionEnd end);
  void finish();

  const SessionServices& m_services;
  SessionLimits m_limits;
  ServiceCheck m_check;
  std::string m_host;  // as the network knows it: A-labels
  Done m_done;
  Instant m_began;
  ServiceFacts m_facts;
  StepLog m_steps;
  ConversationSecrets m_secrets;
  TranscriptRecorder m_recorder;
  Deadline m_step_limit;
  Deadline m_service_limit;
  std::unique_ptr<PendingConnect> m_connect;
  std::unique_ptr<Channel> m_channel;
  std::unique_ptr<Dialogue> m_dialogue;
  std::uint64_t m_memory_failures = library_memory_failures();  // before this session
  Handshake m_handshake = Handshake::may_resume;
  Phase m_phase = Phase::resolving;
  bool m_was_lent = false;
  std::shared_ptr<int> m_alive = std::make_shared<int>();
};

}  // namespace pecprobe
