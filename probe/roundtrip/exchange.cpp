#include "probe/roundtrip/exchange.hpp"

#include "probe/roundtrip/conclusion.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe {

namespace {

using std::chrono::milliseconds;

/// From the login to the answer to the message; RFC 5321 §4.5.3.2 allows more, no provider was seen to need it.
constexpr std::chrono::minutes k_submission_limit{3};
/// The mailbox's answer to what opens it.
constexpr std::chrono::seconds k_opening_limit{60};
constexpr std::chrono::seconds k_cleanup_limit{30};
constexpr std::chrono::seconds k_grace{2};

}  // namespace

RoundtripExchange::RoundtripExchange(Network& network, const RoundtripOrder& order)
    : m_network(network), m_order(order), m_redactor(order.credentials.password, order.credentials.login) {
  const auto& endpoints = order.account.endpoints;
  const bool has_imap = std::any_of(endpoints.begin(), endpoints.end(),
                                    [](const Endpoint& each) { return each.protocol == Protocol::imap; });
  m_receiving = has_imap ? Protocol::imap : Protocol::pop3;
  const auto now = std::chrono::floor<std::chrono::seconds>(m_clock.wall_now());
  m_done.sent = {compose(order.account.address, order.recipient, order.type, random_token(), now),
                 order.account.address, order.recipient};
  m_done.type = order.type;
  m_done.wait = order.wait;
  m_done.method = has_imap ? WatchMethod::polling : WatchMethod::uidl;
}

Roundtrip RoundtripExchange::run() {
  m_network.on_signal([this] { on_signal(); });
  open_mailbox();
  m_network.run();
  if (m_done.may_be_sent()) {
    m_done.diagnosis = conclude(m_done);
  } else if (m_network.signal()) {
    m_done.diagnosis = Diagnosis{Code::cancelled, Certainty::stated, info(Code::cancelled).retry, {}, {}, {}};
  }
  return std::move(m_done);
}

const Endpoint& RoundtripExchange::endpoint(Protocol protocol) const {
  const auto& endpoints = m_order.account.endpoints;
  return *std::find_if(endpoints.begin(), endpoints.end(),
                       [&](const Endpoint& each) { return each.protocol == protocol; });
}

milliseconds RoundtripExchange::since_sending() const {
  return m_done.sent_at ? std::chrono::duration_cast<milliseconds>(m_clock.now() - m_sending_began) : milliseconds{};
}

// --- watching ---------------------------------------------------------------------------------------------------

void RoundtripExchange::open_mailbox() {
  m_wait_limit = m_network.after(k_opening_limit, [this] { on_stopped({WatchStop::Kind::lost, "no answer in time"}); });
  if (m_receiving == Protocol::pop3) {
    start_look();
    return;
  }
  m_inbox = std::make_unique<imap::InboxWatch>(*this, m_redactor);
  ++m_done.logins;
  ServiceCheck session{endpoint(Protocol::imap), m_order.credentials, m_redactor, {}, {}, {}};
  session.sequel = m_inbox.get();
  m_network.start(session, [this](const ServiceFacts& facts) { on_mailbox_session_ended(facts); });
}

void RoundtripExchange::start_look() {
  m_look = std::make_unique<pop3::UidlLook>(*this, m_redactor, m_known_ids);
  m_look_is_open = true;
  ++m_done.logins;
  ServiceCheck session{endpoint(Protocol::pop3), m_order.credentials, m_redactor, {}, {}, {}};
  session.sequel = m_look.get();
  m_network.start(session, [this](const ServiceFacts& facts) { on_mailbox_session_ended(facts); });
}

/// An IMAP session ends when we leave; a POP3 session after each look. What matters here is one that never began.
void RoundtripExchange::on_mailbox_session_ended(const ServiceFacts& facts) {
  m_look_is_open = false;
  const bool has_logged_in = facts.dialogue.stop == Stop::none && facts.local == LocalStop::none;
  if (m_phase == Phase::opening) {
    if (!has_logged_in || m_done.stop) {
      m_done.diagnosis = diagnose_watch(m_done.stop.value_or(WatchStop{}), facts, m_order.knowledge);
      end_waiting(WaitEnd::not_begun);
    } else if (m_receiving == Protocol::pop3) {
      send();
    }
    return;
  }
  if (m_receiving != Protocol::pop3 || m_phase != Phase::waiting) {
    return;
  }
  if (facts.dialogue.auth.attempted && !facts.dialogue.auth.accepted) {
    end_waiting(WaitEnd::lost);  // a password that was not accepted is not sent again, whatever the reason
    return;
  }
  if (!std::exchange(m_has_looked, false)) {
    ++m_done.looks;  // one that failed makes the next pause longer, too
  }
  plan_next_look();
}

void RoundtripExchange::on_baseline() {
  m_wait_limit.reset();
  if (m_receiving == Protocol::imap) {
    m_done.method = m_inbox->has_idle() ? WatchMethod::idle : WatchMethod::polling;
    send();
  }  // else once the session has ended and the mailbox is free again
}

bool RoundtripExchange::wants(std::string_view headers) { return names_message(headers, m_done.sent.message); }

void RoundtripExchange::on_message(const NewMessage& message) {
  if (m_phase != Phase::sending && m_phase != Phase::waiting) {
    return;
  }
  Arrival arrival;
  arrival.id = message.id;
  arrival.size = message.bytes.size();
  arrival.at = m_clock.wall_now();
  arrival.after = since_sending();
  arrival.receipt =
      verify_receipt(message.bytes, m_order.authorities, std::chrono::floor<std::chrono::seconds>(arrival.at));
  judge(arrival, m_done.sent);
  m_done.arrivals.push_back(arrival);
  if (m_order.on_arrival) {
    m_order.on_arrival(m_done.arrivals.back());
  }
}

void RoundtripExchange::on_looked() {
  ++m_done.looks;
  m_has_looked = true;
  if (m_phase != Phase::waiting) {
    return;
  }
  if (is_complete(m_done)) {
    end_waiting(WaitEnd::complete);
  } else if (m_receiving == Protocol::imap) {
    plan_next_look();
  }
}

void RoundtripExchange::on_stopped(const WatchStop& stop) {
  switch (m_phase) {
    case Phase::opening:
      m_done.stop = stop;
      m_wait_limit.reset();
      if (m_inbox) {
        m_inbox->leave();
      }
      if (m_look) {
        m_look->leave();
      }
      return;  // the session says the rest when it has ended
    case Phase::sending:
    case Phase::waiting:
      if (m_receiving == Protocol::imap) {
        m_done.stop = stop;
        if (m_phase == Phase::waiting) {
          end_waiting(WaitEnd::lost);
        }
      }  // else the next look may do better
      return;
    case Phase::cleaning:
    case Phase::over: return;
  }
}

void RoundtripExchange::plan_next_look() {
  m_next_look = m_network.after(pause_before_look(m_done.method, m_done.looks), [this] { look_now(); });
}

void RoundtripExchange::look_now() {
  if (m_phase != Phase::waiting) {
    return;
  }
  if (m_receiving == Protocol::imap) {
    m_inbox->look();
  } else if (!m_look_is_open) {
    start_look();
  }
}

// --- sending ----------------------------------------------------------------------------------------------------

void RoundtripExchange::send() {
  if (m_phase != Phase::opening) {
    return;
  }
  m_phase = Phase::sending;
  ++m_done.logins;
  m_done.sent_at = m_clock.wall_now();
  m_sending_began = m_clock.now();
  m_submission = std::make_unique<smtp::Submission>(
      smtp::SubmittedMessage{m_done.sent.sender, m_done.sent.recipient, m_done.sent.message.text}, m_redactor,
      [this](smtp::SubmissionOutcome outcome) { on_submitted(std::move(outcome)); });
  m_submission_limit = m_network.after(k_submission_limit, [this] { m_submission->give_up("no answer in time"); });
  ServiceCheck session{endpoint(Protocol::smtp), m_order.credentials, m_redactor, {}, {}, {}};
  session.sequel = m_submission.get();
  m_network.start(session, [this](const ServiceFacts& facts) { on_submission_session_ended(facts); });
}

void RoundtripExchange::on_submitted(smtp::SubmissionOutcome outcome) {
  m_submission_limit.reset();
  m_done.took = since_sending();
  m_done.submission = std::move(outcome);
  if (m_done.may_be_sent()) {
    wait_for_receipts();
  }  // else the session's end says why
}

void RoundtripExchange::on_submission_session_ended(const ServiceFacts& facts) {
  m_submission_limit.reset();
  if (m_done.may_be_sent()) {
    return;
  }
  if (!m_done.submission) {
    m_done.submission.emplace();  // it never logged in
  }
  m_done.diagnosis = diagnose_submission(*m_done.submission, facts, m_order.knowledge);
  end_waiting(WaitEnd::not_begun);
}

void RoundtripExchange::wait_for_receipts() {
  if (m_phase != Phase::sending) {
    return;  // interrupted meanwhile
  }
  m_phase = Phase::waiting;
  if (m_order.on_sent) {
    m_order.on_sent();
  }
  if (m_done.stop) {
    end_waiting(WaitEnd::lost);
    return;
  }
  m_wait_limit = m_network.after(m_order.wait, [this] { end_waiting(WaitEnd::time_over); });
  if (m_receiving == Protocol::imap) {
    look_now();  // what came before the answer to the message is there already
  } else {
    plan_next_look();
  }
}

// --- ending -----------------------------------------------------------------------------------------------------

void RoundtripExchange::end_waiting(WaitEnd end) {
  if (m_phase == Phase::over || m_phase == Phase::cleaning) {
    return;
  }
  m_done.end = end;
  m_done.waited = since_sending();
  m_wait_limit.reset();
  m_next_look.reset();
  if (m_order.cleanup == Cleanup::when_verified && (end == WaitEnd::complete || end == WaitEnd::time_over)) {
    m_phase = Phase::cleaning;
    clean_up();
  } else {
    leave();
  }
}

/// Only what carries the token and a signature that holds.
void RoundtripExchange::clean_up() {
  std::vector<std::uint64_t> uids;
  for (const Arrival& arrival : m_done.arrivals) {
    if (arrival.meaning == ArrivalMeaning::evidence) {
      uids.push_back(parse_number(arrival.id).value_or(0));
    }
  }
  if (m_receiving == Protocol::pop3 || uids.empty()) {
    m_done.cleanup = CleanupResult{imap::BinMove::not_offered, uids.size()};
    leave();
    return;
  }
  m_done.cleanup = CleanupResult{imap::BinMove::lost, uids.size()};  // until the server says more
  m_wait_limit = m_network.after(k_cleanup_limit, [this] { leave(); });
  m_inbox->move_to_bin(uids, [this](imap::BinMove move) {
    m_done.cleanup->move = move;
    leave();
  });
}

void RoundtripExchange::leave() {
  m_phase = Phase::over;
  m_wait_limit.reset();
  m_next_look.reset();
  if (m_inbox) {
    m_inbox->leave();
  }
  if (m_look) {
    m_look->leave();
  }
}

void RoundtripExchange::on_signal() {
  m_network.cancel_all(k_grace);
  if (m_phase == Phase::waiting || m_phase == Phase::cleaning) {
    const bool is_cleaning = m_phase == Phase::cleaning;
    m_done.end = WaitEnd::interrupted;
    m_done.waited = is_cleaning ? m_done.waited : since_sending();
    leave();
  } else if (m_phase == Phase::sending) {
    m_submission->give_up("cancelled");  // what the server has by now it has
    m_done.end = WaitEnd::interrupted;
    leave();
  } else {
    leave();
  }
}

}  // namespace pecprobe
