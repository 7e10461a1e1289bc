#include "protocols/net/session.hpp"

#include "protocols/net/deadline.hpp"
#include "protocols/net/dialogues.hpp"
#include "protocols/net/host_name.hpp"
#include "protocols/net/memory_failures.hpp"
#include "protocols/net/step_log.hpp"
#include "protocols/wire/conversation_secrets.hpp"
#include "protocols/wire/transcript_recorder.hpp"

#include <boost/asio/post.hpp>

#include <optional>
#include <utility>

namespace pecprobe {

namespace {

class NetSession final : public Session, private SequelLine {
 public:
  NetSession(const SessionServices& services, const SessionLimits& limits, const ServiceCheck& check, Done done)
      : m_services(services),
        m_limits(limits),
        m_check(check),
        m_done(std::move(done)),
        m_began(services.clock.now()),
        m_secrets(check.redactor),
        m_recorder(check.redactor, check.recording),
        m_step_limit(services.loop, [this] { time_out(); }),
        m_service_limit(services.loop, [this] { time_out(); }) {
    m_facts.endpoint = check.endpoint;
    m_service_limit.set(limits.service);
    resolve();
  }

  void cancel() override {
    if (m_phase == Phase::leaving) {
      later([this] { finish(); });  // the verdict stands
    } else if (m_phase == Phase::lent) {
      end_sequel(ConnectionEnd::cancelled);
    } else if (m_phase != Phase::over) {
      m_facts.local = LocalStop::cancelled;
      fail(ConnectionEnd::cancelled);
    }
  }

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

  // --- steps --------------------------------------------------------------------------------------------------

  void end_step(Step step, StepStatus status) { tell(m_steps.ended(step, status, at())); }

  void tell(const StepRecord& ended) {
    if (m_check.on_step) {
      ServiceFacts so_far = m_facts;
      if (m_dialogue) {
        so_far.dialogue = m_secrets.masked(m_dialogue->facts());
      }
      m_check.on_step(ended, so_far);
    }
  }

  void time_out() {
    switch (m_phase) {
      case Phase::resolving:
        m_facts.resolve = {ResolveOutcome::failed, {}, "no answer within the limit"};
        fail(ConnectionEnd::timed_out);
        return;
      case Phase::connecting:
        m_facts.connect = m_connect->facts();
        fail(ConnectionEnd::timed_out);
        return;
      case Phase::handshake:
        m_channel->handshake_timed_out();
        m_facts.tls = *m_channel->tls_facts();
        fail(ConnectionEnd::timed_out);
        return;
      case Phase::talking: fail(ConnectionEnd::timed_out); return;
      case Phase::lent: return;  // the sequel has no limits of ours
      case Phase::leaving: finish(); return;
      case Phase::over: return;
    }
  }

  // --- name and connection ------------------------------------------------------------------------------------

  void resolve() {
    m_steps.began(Step::resolve, at());
    m_step_limit.set(m_limits.connect);
    const auto host = to_a_label(m_check.endpoint.host);
    if (!host) {
      later([this, error = host.error()] { on_resolved({ResolveOutcome::not_found, {}, error}); });
      return;
    }
    m_host = *host;
    if (m_services.connector.resolves_names()) {
      later([this] {
        end_step(Step::resolve, StepStatus::skip);
        connect();
      });
      return;
    }
    if (m_check.only_address) {
      later([this] { on_resolved({ResolveOutcome::found, {*m_check.only_address}, {}}); });
      return;
    }
    m_services.resolver.resolve(m_host, m_check.endpoint.port,
                                guarded([this](const ResolveFacts& facts) { on_resolved(facts); }));
  }

  void on_resolved(const ResolveFacts& facts) {
    m_facts.resolve = facts;
    const bool found = facts.outcome == ResolveOutcome::found;
    end_step(Step::resolve, found ? StepStatus::pass : StepStatus::fail);
    if (!found) {
      if (facts.outcome == ResolveOutcome::local_failure) {
        m_facts.local = LocalStop::resources;
      }
      fail(ConnectionEnd::closed);
      return;
    }
    connect();
  }

  void connect() {
    m_phase = Phase::connecting;
    m_steps.began(Step::connect, at());
    m_step_limit.clear();  // each address has its own limit
    m_connect =
        m_services.connector.connect({m_host, m_check.endpoint.port, m_facts.resolve.addresses, m_limits.connect},
                                     guarded([this](ConnectResult result) { on_connected(std::move(result)); }));
  }

  void on_connected(ConnectResult result) {
    m_facts.connect = std::move(result.facts);
    later([this] { m_connect.reset(); });  // the slower addresses are abandoned
    const ConnectOutcome outcome = m_facts.connect.outcome();
    end_step(Step::connect, outcome == ConnectOutcome::connected ? StepStatus::pass : StepStatus::fail);
    if (outcome != ConnectOutcome::connected) {
      if (outcome == ConnectOutcome::local_failure) {
        m_facts.local = LocalStop::resources;
      }
      fail(ConnectionEnd::closed);
      return;
    }
    m_facts.round_trips = 1;
    m_recorder.note("connected to " + *m_facts.connect.address, Encryption::none, at());
    m_channel = m_services.make_channel(
        std::move(result.socket),
        {guarded([this](std::string_view bytes) { on_bytes(bytes); }), guarded([this] { on_handshake(); }),
         guarded([this](ConnectionEnd end) { on_end(end); })},
        {m_host, m_check.endpoint.port, *m_facts.connect.address, m_check.endpoint.tls}, m_handshake);
    m_dialogue = make_dialogue(m_check.endpoint.protocol, dialogue_input());
    if (m_check.endpoint.tls == TlsMode::implicit) {
      start_tls();
    } else {
      m_channel->start_reading();
      open_dialogue();
    }
  }

  [[nodiscard]] DialogueInput dialogue_input() const {
    return {m_check.credentials,
            m_check.redactor,
            m_check.endpoint.tls,
            std::string(k_client_name),
            m_check.check_sender,
            m_check.check_recipient,
            m_check.sequel == nullptr ? AfterLogin::look_and_leave : AfterLogin::hand_over};
  }

  // --- TLS ----------------------------------------------------------------------------------------------------

  void start_tls() {
    m_phase = Phase::handshake;
    m_steps.began(Step::tls, at());
    m_step_limit.set(m_limits.handshake);
    m_channel->start_tls(m_host);
  }

  void on_handshake() {
    const TlsFacts& tls = *m_channel->tls_facts();
    if (!tls.verified() && m_channel->has_offered_session()) {
      start_over();
      return;
    }
    m_facts.tls = tls;
    m_facts.tls->not_tls_bytes = m_check.redactor.redact(tls.not_tls_bytes);
    m_facts.round_trips += tls.handshake_round_trips;
    end_step(Step::tls, tls.verified() ? StepStatus::pass : StepStatus::fail);
    if (!tls.verified()) {
      m_recorder.note("TLS failed", Encryption::none, at());
      fail(ConnectionEnd::tls_failed);
      return;
    }
    m_recorder.note(tls.version + " " + tls.cipher, Encryption::tls, at());
    m_phase = Phase::talking;
    if (m_check.endpoint.tls == TlsMode::implicit) {
      open_dialogue();
    } else {
      obey(m_dialogue->on_tls());
    }
  }

  /// The server broke off a handshake that offered an earlier session. What it says to a full one is what counts;
  /// nothing secret was sent so far.
  void start_over() {
    m_recorder.note("the earlier TLS session was not taken: once more with a full handshake", Encryption::none, at());
    m_handshake = Handshake::full;
    m_steps.keep_only(Step::resolve);
    m_facts.connect = {};
    m_facts.tls.reset();
    // The channel is calling this very function: it is destroyed a turn later.
    boost::asio::post(m_services.loop, [broken = std::shared_ptr<Channel>(std::move(m_channel))] {});
    m_dialogue.reset();
    connect();
  }

  // --- dialogue -----------------------------------------------------------------------------------------------

  void open_dialogue() {
    m_phase = Phase::talking;
    ++m_facts.round_trips;  // the greeting
    obey(m_dialogue->on_open());
    if (m_phase == Phase::talking) {
      m_step_limit.set(m_limits.greeting);
    }
  }

  void on_bytes(std::string_view bytes) {
    m_recorder.received(bytes, encryption(), at());
    if (m_phase == Phase::lent) {
      m_check.sequel->on_bytes(bytes);
      return;
    }
    if (m_phase == Phase::leaving && m_was_lent) {
      return;
    }
    if (m_phase == Phase::leaving) {
      note_marks(m_dialogue->on_bytes(bytes).marks);
      if (m_dialogue->facts().farewell_answered) {
        finish();
      }
      return;
    }
    obey(m_dialogue->on_bytes(bytes));
  }

  void on_end(ConnectionEnd end) {
    m_recorder.note(end == ConnectionEnd::closed ? "connection closed by the server" : "connection lost", encryption(),
                    at());
    if (m_phase == Phase::leaving) {
      finish();
      return;
    }
    if (m_channel->tls_facts() != nullptr) {
      m_facts.tls = *m_channel->tls_facts();  // an alert may have come after the handshake
    }
    if (m_phase == Phase::lent) {
      end_sequel(end);
      return;
    }
    fail(end);
  }

  void note_marks(const std::vector<StepMark>& marks) {
    for (const StepMark& mark : marks) {
      if (const auto ended = m_steps.mark(mark, at())) {
        tell(*ended);
      }
    }
  }

  void obey(const Wants& wants) {
    note_marks(wants.marks);
    write(wants.flight);
    switch (wants.next) {
      case Next::read:
        if (!wants.flight.empty()) {
          m_step_limit.set(m_limits.reply);
        }
        return;
      case Next::start_tls: start_tls(); return;
      case Next::finish: leave(); return;
      case Next::hand_over: lend(wants.unread); return;
    }
  }

  void write(const std::vector<Outgoing>& commands) {
    if (commands.empty()) {
      return;
    }
    Secret flight;
    for (const Outgoing& command : commands) {
      m_secrets.learn(command);
      m_recorder.sent(command.shown, encryption(), at());
      flight.append(command.bytes);
    }
    ++m_facts.round_trips;
    m_channel->write(flight);
  }

  // --- what goes on after the login ------------------------------------------------------------------------------

  void lend(const std::string& unread) {
    m_phase = Phase::lent;
    m_was_lent = true;
    m_step_limit.clear();
    m_service_limit.clear();
    m_check.sequel->begin(*this, unread);
  }

  void send(const std::vector<Outgoing>& flight) override {
    if (m_phase == Phase::lent) {
      write(flight);
    }
  }

  void leave(const std::vector<Outgoing>& farewell) override {
    if (m_phase == Phase::lent) {
      write(farewell);
      m_facts.elapsed = at();
      m_phase = Phase::leaving;
      m_step_limit.set(m_limits.leaving);
    }
  }

  void end_sequel(ConnectionEnd end) {
    m_facts.elapsed = at();
    m_phase = Phase::leaving;
    m_check.sequel->on_end(end);
    later([this] { finish(); });
  }

  // --- the end ------------------------------------------------------------------------------------------------

  /// The verdict stands. Waits a moment for the answer to the farewell, where one was said.
  void leave() {
    m_facts.elapsed = at();
    m_phase = Phase::leaving;
    m_service_limit.clear();
    if (!m_steps.has_begun(Step::logout) || m_dialogue->facts().farewell_answered) {
      later([this] { finish(); });
      return;
    }
    m_step_limit.set(m_limits.leaving);
  }

  /// The connection is over, or never came to be.
  void fail(ConnectionEnd end) {
    m_facts.elapsed = at();
    if (m_facts.local == LocalStop::none && library_memory_failures() != m_memory_failures) {
      m_facts.local = LocalStop::resources;  // else the server were to blame for our own broken handshake
    }
    if (!m_dialogue) {
      m_dialogue = make_dialogue(m_check.endpoint.protocol, dialogue_input());
    }
    note_marks(m_dialogue->on_end(end).marks);
    m_phase = Phase::leaving;
    m_step_limit.clear();
    m_service_limit.clear();
    later([this] { finish(); });
  }

  void finish() {
    m_phase = Phase::over;
    m_step_limit.clear();
    m_service_limit.clear();
    if (m_channel) {
      m_channel->shut_down();
      m_channel.reset();  // many sessions can end in one turn of the loop: none keeps its buffers until the next
    }
    m_facts.dialogue = m_secrets.masked(m_dialogue->facts());
    for (const StepRecord& ended :
         m_steps.end_open(m_facts.dialogue.stop == Stop::none ? StepStatus::skip : StepStatus::fail, at())) {
      tell(ended);
    }
    m_facts.steps = m_steps.records();
    m_facts.transcript = m_secrets.masked(m_recorder.take());
    m_connect.reset();
    const Done done = std::move(m_done);
    done(std::move(m_facts));
  }

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

}  // namespace

std::unique_ptr<Session> start_session(const SessionServices& services, const SessionLimits& limits,
                                       const ServiceCheck& check, Session::Done done) {
  return std::make_unique<NetSession>(services, limits, check, std::move(done));
}

}  // namespace pecprobe
