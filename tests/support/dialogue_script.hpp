// Plays a server's bytes to a dialogue, cut wherever a test wants, and records what it says.
#pragma once

#include "protocols/wire/dialogue.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

/// A server as a list of turns: bytes that it sends when the client has written a line that begins with `after`
/// (empty: at once, as for a greeting).
struct ServerTurn {
  std::string_view after;
  std::string_view sends;
};

/// What a dialogue did: its commands as shown and as written, its marks, its last wish.
struct Conversation {
  std::vector<std::string> shown;
  std::vector<std::string> written;  // with secrets: tests only
  std::vector<StepMark> marks;
  std::vector<std::size_t> flights;  // commands per flight
  Next next = Next::read;
  int handshakes = 0;
  std::size_t unused_turns = 0;
};

/// Drives `dialogue` through `turns`, giving each turn's bytes in pieces of at most `piece` bytes (0: whole). When the
/// turns end before the dialogue does, the connection ends with `end`.
[[nodiscard]] Conversation play(Dialogue& dialogue, const std::vector<ServerTurn>& turns, std::size_t piece = 0,
                                ConnectionEnd end = ConnectionEnd::closed);

/// As play(), but the bytes of each turn are cut once, after `cut` bytes counted over the whole conversation.
[[nodiscard]] Conversation play_cut_at(Dialogue& dialogue, const std::vector<ServerTurn>& turns, std::size_t cut);

/// Calls `check` with a fresh conversation for every way of cutting the server's bytes: whole, byte by byte, and cut
/// once at every offset.
void for_every_split(const std::function<std::unique_ptr<Dialogue>()>& make, const std::vector<ServerTurn>& turns,
                     const std::function<void(const Dialogue&, const Conversation&)>& check);

}  // namespace pecprobe::test
