// One look into a POP3 mailbox after the login: which messages are new since an earlier look (RFC 1939 §7, UIDL). A
// session sees what was there when it began, so every look is a session of its own.
#pragma once

#include "protocols/wire/line_reader.hpp"
#include "protocols/wire/new_mail.hpp"
#include "protocols/wire/sequel.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace pecprobe::pop3 {

/// Unique ids that are kept: a mailbox with more messages is not watched.
inline constexpr std::size_t k_max_unique_ids = 200'000;
/// A line of a message; RFC 5322 §2.1.1 allows 998 bytes, senders take more.
inline constexpr std::size_t k_max_message_line = std::size_t{64} * 1024;

/// A line of the list: RFC 1939 §7 allows ids of 70 bytes.
inline constexpr std::size_t k_max_listed = 256;

/// UIDL, TOP for what is new, QUIT; never DELE, and never RETR, which marks a message as read on some servers (seen:
/// Dovecot 2.3.19). A message that TOP does not give is asked for
/// again by the next look.
class UidlLook final : public Sequel {
 public:
  /// `known` are the ids of earlier looks and gets those of this one; nothing there: this look sets the baseline. All
  /// outlive the look.
  UidlLook(NewMailWatcher& watcher, const Redactor& redactor, std::optional<std::set<std::string>>& known)
      : m_watcher(watcher), m_redactor(redactor), m_known(known) {}

  void begin(SequelLine& line, std::string_view unread) override;
  void on_bytes(std::string_view bytes) override;
  void on_end(ConnectionEnd end) override;
  /// QUIT, whatever is under way.
  void leave();

 private:
  enum class State { unopened, list_answer, list, headers_answer, headers, message_answer, message, over };
  struct Listed {
    std::string number;
    std::string id;
  };

  void ask(State state, std::string_view command);
  void on_line(const std::string& line);
  void on_answer(const std::string& line);
  void on_content(const std::string& line);
  void on_listed(const std::string& line);
  void end_list();
  void end_headers();
  void end_message();
  void next_message();
  void stop(WatchStop::Kind kind, std::string text);

  NewMailWatcher& m_watcher;
  const Redactor& m_redactor;
  std::optional<std::set<std::string>>& m_known;
  SequelLine* m_line = nullptr;
  LineReader m_reader{k_max_message_line};
  State m_state = State::unopened;
  std::set<std::string> m_ids;  // of this look
  std::deque<Listed> m_new;
  std::string m_content;
  std::size_t m_listed = 0;
};

}  // namespace pecprobe::pop3
