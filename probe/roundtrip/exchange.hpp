// The sessions of a round trip on a network's loop: one that watches the mailbox, one that sends.
#pragma once

#include "probe/roundtrip/roundtrip.hpp"
#include "protocols/base/redactor.hpp"
#include "protocols/pop3/uidl_look.hpp"
#include "protocols/wire/new_mail.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>

namespace pecprobe {

/// For run_roundtrip() alone; used once.
class RoundtripExchange final : public NewMailWatcher {
 public:
  RoundtripExchange(Network& network, const RoundtripOrder& order);
  ~RoundtripExchange() override = default;

  [[nodiscard]] Roundtrip run();

 private:
  enum class Phase { opening, sending, waiting, cleaning, over };

  // watching
  void on_baseline() override;
  [[nodiscard]] bool wants(std::string_view headers) override;
  void on_message(const NewMessage& message) override;
  void on_looked() override;
  void on_stopped(const WatchStop& stop) override;
  void open_mailbox();
  void start_look();
  void on_mailbox_session_ended(const ServiceFacts& facts);
  void plan_next_look();
  void look_now();

  // sending
  void send();
  void on_submitted(smtp::SubmissionOutcome outcome);
  void on_submission_session_ended(const ServiceFacts& facts);
  void wait_for_receipts();

  // ending
  void end_waiting(WaitEnd end);
  void clean_up();
  void leave();
  void on_signal();

  [[nodiscard]] std::chrono::milliseconds since_sending() const;
  [[nodiscard]] const Endpoint& endpoint(Protocol protocol) const;

  Network& m_network;
  const RoundtripOrder& m_order;
  SystemClock m_clock;
  Redactor m_redactor;
  Protocol m_receiving;
  Phase m_phase = Phase::opening;
  Roundtrip m_done;
  Instant m_sending_began{};
  std::unique_ptr<imap::InboxWatch> m_inbox;
  std::unique_ptr<pop3::UidlLook> m_look;
  std::optional<std::set<std::string>> m_known_ids;
  bool m_look_is_open = false;
  bool m_has_looked = false;  // the look that was open last came to its end
  std::unique_ptr<smtp::Submission> m_submission;
  Hold m_submission_limit;
  Hold m_wait_limit;
  Hold m_next_look;
};

}  // namespace pecprobe
