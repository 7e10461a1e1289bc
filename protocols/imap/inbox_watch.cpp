#include "protocols/imap/inbox_watch.hpp"

#include "protocols/base/text.hpp"
#include "protocols/imap/fetch_response.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace pecprobe::imap {

namespace {

/// What tells a receipt and whose it is: top-level fields of the message itself.
constexpr std::string_view k_header_fields =
    "BODY.PEEK[HEADER.FIELDS (FROM SUBJECT MESSAGE-ID X-RICEVUTA X-TRASPORTO X-RIFERIMENTO-MESSAGE-ID)]";

}  // namespace

bool InboxWatch::is_looking(State state) noexcept {
  return state == State::listing || state == State::fetching || state == State::asking_to_idle ||
         state == State::idling;
}

std::string_view to_string(BinMove move) noexcept {
  switch (move) {
    case BinMove::moved: return "moved";
    case BinMove::not_offered: return "not_offered";
    case BinMove::no_bin: return "no_bin";
    case BinMove::refused: return "refused";
    case BinMove::box_changed: return "box_changed";
    case BinMove::lost: return "lost";
  }
  return "";
}

// --- connection -------------------------------------------------------------------------------------------------

void InboxWatch::begin(SequelLine& line, std::string_view unread) {
  m_line = &line;
  if (m_state == State::over) {
    std::exchange(m_line, nullptr)->leave({plain_command(next_tag() + " LOGOUT")});
    return;
  }
  m_reader.append(unread);
  send(State::opening, {"CAPABILITY", "EXAMINE INBOX"});
  read();
}

void InboxWatch::on_bytes(std::string_view bytes) {
  m_reader.append(bytes);
  read();
}

void InboxWatch::on_end(ConnectionEnd end) {
  m_line = nullptr;
  if (m_state != State::over) {
    stop(WatchStop::Kind::lost, end == ConnectionEnd::cancelled ? "cancelled" : "the connection was closed");
  }
}

void InboxWatch::leave() {
  if (m_line == nullptr || m_state == State::over) {
    m_state = State::over;
    return;
  }
  std::vector<Outgoing> farewell;
  if (m_state == State::idling || m_state == State::asking_to_idle) {
    farewell.push_back(plain_command("DONE"));  // RFC 2177 §3: what else is sent ends the command just as well
  }
  farewell.push_back(plain_command(next_tag() + " LOGOUT"));
  m_state = State::over;
  std::exchange(m_line, nullptr)->leave(farewell);
}

void InboxWatch::send(State state, const std::vector<std::string>& commands) {
  m_state = state;
  m_earlier_tags.clear();
  std::vector<Outgoing> flight;
  for (const std::string& command : commands) {
    if (&command != &commands.front()) {
      m_earlier_tags.push_back(m_tag);
    }
    m_tag = next_tag();
    flight.push_back(plain_command(fmt::format("{} {}", m_tag, command)));
  }
  m_line->send(flight);
}

std::string InboxWatch::next_tag() { return fmt::format("w{}", ++m_commands); }

void InboxWatch::stop(WatchStop::Kind kind, std::string text) {
  m_state = State::over;
  if (m_line != nullptr) {
    std::exchange(m_line, nullptr)->leave({plain_command(next_tag() + " LOGOUT")});
  }
  if (m_bin_done) {
    end_bin(BinMove::lost);
    return;
  }
  m_watcher.on_stopped({kind, std::move(text)});
}

// --- what the server says ---------------------------------------------------------------------------------------

void InboxWatch::read() {
  while (m_state != State::over) {
    const auto next = m_reader.next();
    if (!next) {
      stop(WatchStop::Kind::not_understood, next.error());
      return;
    }
    if (!*next) {
      return;
    }
    take(**next);
  }
}

void InboxWatch::take(const Response& response) {
  switch (response.kind) {
    case ResponseKind::continuation:
      if (m_state == State::asking_to_idle) {
        m_state = State::idling;
        if (m_look_wanted || m_bin_done) {
          end_idle();
        }
      }
      return;
    case ResponseKind::untagged: take_untagged(response); return;
    case ResponseKind::tagged:
      if (response.tag == m_tag) {
        take_answer(response);
      } else if (std::find(m_earlier_tags.begin(), m_earlier_tags.end(), response.tag) != m_earlier_tags.end() &&
                 response.status != ReplyStatus::positive) {
        take_refusal(response);
      }
      return;
    case ResponseKind::malformed: return;
  }
}

void InboxWatch::take_untagged(const Response& response) {
  if (response.status == ReplyStatus::farewell) {
    stop(WatchStop::Kind::lost, to_reply(response, m_redactor).lines.front());
    return;
  }
  if (response.keyword == "CAPABILITY") {
    note_capabilities(response);
  } else if (has_code(response, "UIDNEXT") && m_state == State::opening) {
    m_announced_next = parse_number(response.code_arguments);
  } else if (has_code(response, "UIDVALIDITY")) {
    m_uid_validity = parse_number(response.code_arguments);
  } else if (response.keyword == "FETCH") {
    note_item(response);
  } else if (response.keyword == "EXISTS" && is_looking(m_state)) {
    m_look_wanted = true;  // IDLE tells it only once, also while something else is under way
    if (m_state == State::idling) {
      end_idle();
    }
  } else if (const auto bin = listed_mailbox(response, "\\Trash"); bin && m_state == State::finding_bin) {
    m_bin = *bin;
  }
}

void InboxWatch::note_capabilities(const Response& response) {
  for (const std::string& word : split_words(response.text)) {
    m_has_idle = m_has_idle || iequals(word, "IDLE");
    m_has_move = m_has_move || iequals(word, "MOVE");
    m_has_special_use = m_has_special_use || iequals(word, "SPECIAL-USE");
  }
}

void InboxWatch::note_item(const Response& response) {
  const auto item = fetched_item(response);
  if (!item) {
    return;
  }
  if (m_state == State::last_message) {
    m_announced_next = item->uid + 1;
  } else if (m_state == State::listing && item->uid >= m_next) {  // "n:*" also gives a last message below n
    if (++m_listed > k_max_new_messages) {
      stop(WatchStop::Kind::not_understood, fmt::format("more than {} new messages", k_max_new_messages));
    } else if (item->size <= k_max_watched_message && item->body.size() <= k_max_watched_headers &&
               m_watcher.wants(item->body)) {
      m_to_fetch.push_back(item->uid);
    }
    m_listed_next = std::max(m_listed_next, item->uid + 1);
  } else if (m_state == State::fetching && item->uid == m_fetched && !item->body.empty()) {
    m_fetched = 0;  // a second body is nobody's
    m_watcher.on_message({std::to_string(item->uid), item->body});
  }
}

void InboxWatch::take_refusal(const Response& response) {
  if (m_state == State::finding_bin) {
    return;  // without a list there is no bin; SELECT has its answer under way
  }
  if (m_state == State::opening) {
    return;  // CAPABILITY: what is not known is not used
  }
  stop(WatchStop::Kind::refused, to_reply(response, m_redactor).lines.front());
}

void InboxWatch::take_answer(const Response& response) {
  const bool is_positive = response.status == ReplyStatus::positive;
  if (m_state == State::asking_to_idle && !is_positive) {
    m_has_idle = false;  // announced and refused: polling does as well
    m_state = State::resting;
    go_on();
    return;
  }
  if (!is_positive) {
    if (m_bin_done) {
      end_bin(BinMove::refused);
      return;
    }
    stop(WatchStop::Kind::refused, to_reply(response, m_redactor).lines.front());
    return;
  }
  switch (m_state) {
    case State::opening: opened(); return;
    case State::last_message: found_baseline(m_announced_next.value_or(1)); return;
    case State::listing:
    case State::fetching: fetch_next(); return;
    case State::asking_to_idle:
    case State::idling:
    case State::ending_idle:
      m_state = State::resting;
      go_on();
      return;
    case State::finding_bin: find_bin(); return;
    case State::moving: end_bin(BinMove::moved); return;
    case State::unopened:
    case State::resting:
    case State::over: return;
  }
}

// --- looking ----------------------------------------------------------------------------------------------------

void InboxWatch::opened() {
  m_validity_watched = m_uid_validity;
  if (m_announced_next) {
    found_baseline(*m_announced_next);
  } else {
    send(State::last_message, {"UID FETCH * (UID)"});
  }
}

void InboxWatch::found_baseline(std::uint64_t next) {
  m_next = next;
  m_state = State::resting;
  m_watcher.on_baseline();
  if (m_state == State::resting) {
    go_on();
  }
}

void InboxWatch::look() {
  if (m_state == State::unopened || m_state == State::over) {
    return;
  }
  m_look_wanted = true;
  if (m_state == State::resting) {
    go_on();
  } else if (m_state == State::idling) {
    end_idle();
  }
}

/// Nothing is under way: what is wanted comes first, then the wait.
void InboxWatch::go_on() {
  if (m_bin_done) {
    m_uid_validity.reset();
    send(State::finding_bin, {m_has_special_use ? "LIST (SPECIAL-USE) \"\" \"*\"" : "LIST \"\" \"*\"", "SELECT INBOX"});
  } else if (m_look_wanted) {
    m_look_wanted = false;
    m_listed = 0;
    // NOOP: a message that the server has not told of yet need not be there for FETCH (RFC 9051 §6.1.2).
    send(State::listing, {"NOOP", fmt::format("UID FETCH {}:* (UID RFC822.SIZE {})", m_next, k_header_fields)});
  } else if (m_has_idle) {
    send(State::asking_to_idle, {"IDLE"});
  }
}

void InboxWatch::fetch_next() {
  if (m_to_fetch.empty()) {
    end_look();
    return;
  }
  m_fetched = m_to_fetch.front();
  m_to_fetch.pop_front();
  send(State::fetching, {fmt::format("UID FETCH {} (UID BODY.PEEK[])", m_fetched)});
}

void InboxWatch::end_look() {
  m_next = std::max(m_next, m_listed_next);
  m_state = State::resting;
  m_watcher.on_looked();
  if (m_state == State::resting) {
    go_on();
  }
}

void InboxWatch::end_idle() {
  m_state = State::ending_idle;
  m_line->send({plain_command("DONE")});
}

// --- the bin ----------------------------------------------------------------------------------------------------

void InboxWatch::move_to_bin(std::vector<std::uint64_t> uids, std::function<void(BinMove)> done) {
  m_to_bin = std::move(uids);
  m_bin_done = std::move(done);
  if (m_line == nullptr || m_state == State::over) {
    end_bin(BinMove::lost);
  } else if (!m_has_move) {
    end_bin(BinMove::not_offered);
  } else if (m_state == State::resting) {
    go_on();
  } else if (m_state == State::idling) {
    end_idle();
  }  // else when what is under way has its answer
}

void InboxWatch::find_bin() {
  if (m_bin.empty()) {
    end_bin(BinMove::no_bin);
  } else if (!m_uid_validity || m_uid_validity != m_validity_watched) {
    end_bin(BinMove::box_changed);
  } else {
    send(State::moving, {fmt::format("UID MOVE {} {}", fmt::join(m_to_bin, ","), m_bin)});
  }
}

void InboxWatch::end_bin(BinMove how) {
  if (m_state != State::over) {
    m_state = State::resting;
  }
  std::exchange(m_bin_done, nullptr)(how);
}

}  // namespace pecprobe::imap
