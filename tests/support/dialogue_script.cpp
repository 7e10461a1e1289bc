#include "tests/support/dialogue_script.hpp"

#include <algorithm>
#include <numeric>

namespace pecprobe::test {

namespace {

/// Splits the bytes of one turn; `offset` is where the turn begins in the whole conversation.
using Splitter = std::function<std::vector<std::string_view>(std::string_view bytes, std::size_t offset)>;

class Player {
 public:
  Player(Dialogue& dialogue, const std::vector<ServerTurn>& turns, Splitter split)
      : m_dialogue(dialogue), m_turns(turns), m_split(std::move(split)) {}

  Conversation run(ConnectionEnd end) {
    take(m_dialogue.on_open());
    for (const ServerTurn& turn : m_turns) {
      if (done() || !expected(turn.after)) {
        ++m_result.unused_turns;
        continue;
      }
      for (const std::string_view piece : m_split(turn.sends, m_offset)) {
        if (done()) {
          break;  // what arrives while leaving is given below
        }
        take(m_dialogue.on_bytes(piece));
      }
      m_offset += turn.sends.size();
    }
    if (!done()) {
      take(m_dialogue.on_end(end));
    }
    return std::move(m_result);
  }

 private:
  [[nodiscard]] bool done() const { return m_result.next == Next::finish; }

  /// True when a command written since the last turn, and not answered yet, begins with `prefix`.
  bool expected(std::string_view prefix) {
    if (prefix.empty()) {
      return true;
    }
    for (std::size_t i = m_answered; i < m_result.shown.size(); ++i) {
      if (m_result.shown[i].find(prefix) != std::string::npos) {
        m_answered = i + 1;
        return true;
      }
    }
    return false;
  }

  void take(Wants wants) {
    m_result.marks.insert(m_result.marks.end(), wants.marks.begin(), wants.marks.end());
    if (!wants.flight.empty()) {
      m_result.flights.push_back(wants.flight.size());
    }
    for (const Outgoing& command : wants.flight) {
      m_result.shown.push_back(command.shown);
      m_result.written.emplace_back(command.bytes.reveal());
    }
    m_result.next = wants.next;
    if (wants.next == Next::start_tls) {
      ++m_result.handshakes;
      take(m_dialogue.on_tls());
    }
  }

  Dialogue& m_dialogue;
  const std::vector<ServerTurn>& m_turns;
  Splitter m_split;
  Conversation m_result;
  std::size_t m_offset = 0;
  std::size_t m_answered = 0;
};

}  // namespace

Conversation play(Dialogue& dialogue, const std::vector<ServerTurn>& turns, std::size_t piece, ConnectionEnd end) {
  const auto split = [piece](std::string_view bytes, std::size_t /*offset*/) {
    std::vector<std::string_view> pieces;
    while (!bytes.empty()) {
      const std::size_t size = piece == 0 ? bytes.size() : std::min(piece, bytes.size());
      pieces.push_back(bytes.substr(0, size));
      bytes.remove_prefix(size);
    }
    return pieces;
  };
  return Player(dialogue, turns, split).run(end);
}

Conversation play_cut_at(Dialogue& dialogue, const std::vector<ServerTurn>& turns, std::size_t cut) {
  const auto split = [cut](std::string_view bytes, std::size_t offset) -> std::vector<std::string_view> {
    if (cut <= offset || cut >= offset + bytes.size()) {
      return {bytes};
    }
    return {bytes.substr(0, cut - offset), bytes.substr(cut - offset)};
  };
  return Player(dialogue, turns, split).run(ConnectionEnd::closed);
}

void for_every_split(const std::function<std::unique_ptr<Dialogue>()>& make, const std::vector<ServerTurn>& turns,
                     const std::function<void(const Dialogue&, const Conversation&)>& check) {
  const std::size_t total = std::accumulate(turns.begin(), turns.end(), std::size_t{0},
                                            [](std::size_t n, const ServerTurn& t) { return n + t.sends.size(); });
  for (const std::size_t piece : {std::size_t{0}, std::size_t{1}}) {
    const auto dialogue = make();
    const Conversation conversation = play(*dialogue, turns, piece);
    check(*dialogue, conversation);
  }
  for (std::size_t cut = 1; cut < total; ++cut) {
    const auto dialogue = make();
    const Conversation conversation = play_cut_at(*dialogue, turns, cut);
    check(*dialogue, conversation);
  }
}

}  // namespace pecprobe::test
