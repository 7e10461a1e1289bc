#include "protocols/pop3/uidl_look.hpp"

#include "protocols/pop3/reply_grammar.hpp"

#include <fmt/format.h>

#include <utility>

namespace pecprobe::pop3 {

namespace {

/// As many lines of a body as no message has: TOP then gives all of it.
constexpr int k_all_lines = 1'000'000;

}  // namespace

void UidlLook::begin(SequelLine& line, std::string_view unread) {
  m_line = &line;
  if (m_state == State::over) {
    leave();
    return;
  }
  m_reader.append(unread);
  if (m_reader.pending() > 0) {
    // Seen: Dovecot 2.3.19, which refuses a mailbox in the same breath as it accepts the login.
    m_state = State::list_answer;
    on_bytes({});
    return;
  }
  ask(State::list_answer, "UIDL");
}

void UidlLook::on_bytes(std::string_view bytes) {
  m_reader.append(bytes);
  while (m_state != State::over) {
    const auto line = m_reader.next_line();
    if (!line) {
      break;
    }
    on_line(*line);
  }
  if (m_state != State::over && m_reader.overflowed()) {
    stop(WatchStop::Kind::not_understood, fmt::format("a line of more than {} bytes", k_max_message_line));
  }
}

void UidlLook::on_end(ConnectionEnd end) {
  m_line = nullptr;
  if (m_state != State::over) {
    stop(WatchStop::Kind::lost, end == ConnectionEnd::cancelled ? "cancelled" : "the connection was closed");
  }
}

void UidlLook::leave() {
  m_state = State::over;
  if (m_line != nullptr) {
    std::exchange(m_line, nullptr)->leave({plain_command("QUIT")});
  }
}

void UidlLook::ask(State state, std::string_view command) {
  m_state = state;
  m_line->send({plain_command(command)});
}

void UidlLook::on_line(const std::string& line) {
  switch (m_state) {
    case State::list_answer:
    case State::headers_answer:
    case State::message_answer: on_answer(line); return;
    case State::list:
    case State::headers:
    case State::message: on_content(line); return;
    case State::unopened:
    case State::over: return;
  }
}

void UidlLook::on_answer(const std::string& line) {
  const auto reply = parse_reply(line);
  if (!reply || reply->status == ReplyStatus::continuation) {
    stop(WatchStop::Kind::not_understood, "an answer that is neither +OK nor -ERR");
    return;
  }
  const bool is_positive = reply->status == ReplyStatus::positive;
  m_content.clear();
  if (!is_positive && m_state != State::list_answer) {
    m_new.pop_front();  // removed meanwhile, or not to be had now: the next look asks again
    next_message();
  } else if (!is_positive) {
    stop(WatchStop::Kind::refused, kept_line(m_redactor.redact(line)));
  } else {
    m_state = m_state == State::list_answer      ? State::list
              : m_state == State::headers_answer ? State::headers
                                                 : State::message;
  }
}

void UidlLook::on_content(const std::string& line) {
  if (line == ".") {
    switch (m_state) {
      case State::list: end_list(); return;
      case State::headers: end_headers(); return;
      case State::message: end_message(); return;
      case State::unopened:
      case State::list_answer:
      case State::headers_answer:
      case State::message_answer:
      case State::over: return;
    }
  }
  if (m_state == State::list) {
    on_listed(line);
    return;
  }
  const std::size_t limit = m_state == State::headers ? k_max_watched_headers : k_max_watched_message;
  if (m_content.size() + line.size() > limit) {
    m_known->insert(m_new.front().id);  // the next look is for what comes behind it
    stop(WatchStop::Kind::not_understood, fmt::format("a message of more than {} bytes", limit));
    return;
  }
  // RFC 1939 §3: a line that begins with a dot got one more.
  m_content.append(line, line.starts_with('.') ? 1 : 0, std::string::npos).append("\r\n");
}

/// `1 whqtswO00WBw418f9t5JxYwZ` (RFC 1939 §7).
void UidlLook::on_listed(const std::string& line) {
  const auto blank = line.find(' ');
  if (blank == std::string::npos || line.find_first_not_of("0123456789") != blank || line.size() > k_max_listed ||
      ++m_listed > k_max_unique_ids || m_new.size() > k_max_new_messages) {
    stop(WatchStop::Kind::not_understood, "a list of unique ids that is too long, or is none");
    return;
  }
  std::string id = line.substr(blank + 1);
  if (m_known && !m_known->contains(id)) {
    m_new.push_back({line.substr(0, blank), id});
  }
  m_ids.insert(std::move(id));
}

void UidlLook::end_list() {
  const bool is_baseline = !m_known.has_value();
  if (m_new.size() > k_max_new_messages) {
    stop(WatchStop::Kind::not_understood, fmt::format("more than {} new messages", k_max_new_messages));
    return;
  }
  if (is_baseline) {
    m_known.emplace();
    m_known->merge(m_ids);
    leave();
    m_watcher.on_baseline();
    return;
  }
  next_message();
}

void UidlLook::next_message() {
  if (m_new.empty()) {
    leave();
    m_watcher.on_looked();
    return;
  }
  ask(State::headers_answer, fmt::format("TOP {} 0", m_new.front().number));
}

void UidlLook::end_headers() {
  if (m_watcher.wants(m_content)) {
    ask(State::message_answer, fmt::format("TOP {} {}", m_new.front().number, k_all_lines));
    return;
  }
  m_known->insert(m_new.front().id);
  m_new.pop_front();
  next_message();
}

void UidlLook::end_message() {
  const Listed looked_at = m_new.front();
  m_new.pop_front();
  m_known->insert(looked_at.id);
  m_watcher.on_message({looked_at.id, m_content});
  if (m_state != State::over) {
    next_message();
  }
}

void UidlLook::stop(WatchStop::Kind kind, std::string text) {
  leave();
  m_watcher.on_stopped({kind, std::move(text)});
}

}  // namespace pecprobe::pop3
