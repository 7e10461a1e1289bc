// INBOX watched after the login: what arrives from now on is fetched without being marked as read (RFC 9051 §6.4.5),
// pushed where the server has IDLE (RFC 2177).
#pragma once

#include "protocols/imap/response_reader.hpp"
#include "protocols/wire/new_mail.hpp"
#include "protocols/wire/sequel.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::imap {

/// What became of messages that were to go to the bin (RFC 6851, RFC 6154).
enum class BinMove {
  moved,
  not_offered,  // no MOVE; copying and deleting could delete what others marked
  no_bin,       // no mailbox is said to be the bin
  refused,
  box_changed,  // another UIDVALIDITY: the numbers mean other messages now
  lost,
};
[[nodiscard]] std::string_view to_string(BinMove move) noexcept;

/// EXAMINE, NOOP, UID FETCH with BODY.PEEK and IDLE: nothing of it changes the mailbox. Only move_to_bin() does.
class InboxWatch final : public Sequel {
 public:
  /// Both outlive the watch.
  InboxWatch(NewMailWatcher& watcher, const Redactor& redactor) : m_watcher(watcher), m_redactor(redactor) {}

  void begin(SequelLine& line, std::string_view unread) override;
  void on_bytes(std::string_view bytes) override;
  void on_end(ConnectionEnd end) override;

  /// Looks for new messages soon; nothing happens before the baseline is known or once it has stopped.
  void look();
  /// LOGOUT, whatever is under way.
  void leave();
  /// Moves the messages with these UIDs; afterwards one can only leave. `done` is called once.
  void move_to_bin(std::vector<std::uint64_t> uids, std::function<void(BinMove)> done);

  [[nodiscard]] bool has_idle() const noexcept { return m_has_idle; }

 private:
  enum class State {
    unopened,
    opening,
    last_message,  // the server names no UIDNEXT
    resting,
    listing,
    fetching,
    asking_to_idle,
    idling,
    ending_idle,
    finding_bin,
    moving,
    over,
  };

  void read();
  void take(const Response& response);
  void take_untagged(const Response& response);
  void take_answer(const Response& response);
  void take_refusal(const Response& response);
  void note_capabilities(const Response& response);
  void note_item(const Response& response);
  /// Whether a new message that is told of now would be looked for too late.
  [[nodiscard]] static bool is_looking(State state) noexcept;
  void send(State state, const std::vector<std::string>& commands);
  [[nodiscard]] std::string next_tag();
  void opened();
  void found_baseline(std::uint64_t next);
  void go_on();
  void fetch_next();
  void end_look();
  void end_idle();
  void find_bin();
  void end_bin(BinMove how);
  void stop(WatchStop::Kind kind, std::string text);

  NewMailWatcher& m_watcher;
  const Redactor& m_redactor;
  SequelLine* m_line = nullptr;
  ResponseReader m_reader{{k_max_watched_message, 4 * k_max_watched_message}};
  State m_state = State::unopened;
  int m_commands = 0;
  std::string m_tag;                        // of the last command of the group under way: its answer ends the group
  std::vector<std::string> m_earlier_tags;  // of the same group
  bool m_has_idle = false;
  bool m_has_move = false;
  bool m_has_special_use = false;
  std::optional<std::uint64_t> m_uid_validity;
  std::optional<std::uint64_t> m_announced_next;  // UIDNEXT when the mailbox was opened
  std::uint64_t m_next = 1;                       // UIDs from here on are new
  bool m_look_wanted = false;
  std::size_t m_listed = 0;  // in this look
  std::uint64_t m_listed_next = 1;
  std::deque<std::uint64_t> m_to_fetch;
  std::uint64_t m_fetched = 0;  // under way; 0: none

  std::vector<std::uint64_t> m_to_bin;
  std::function<void(BinMove)> m_bin_done;
  std::optional<std::uint64_t> m_validity_watched;
  std::string m_bin;
};

}  // namespace pecprobe::imap
