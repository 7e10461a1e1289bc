// The server's side of a recording, answering whatever client asks.
#pragma once

#include "tests/replay/recording.hpp"

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

/// Why a recording cannot stand for a conversation with our client.
class NotReplayable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Answer {
  std::string bytes;
  std::optional<ConnectionEnd> end;      // after them
  std::optional<std::string> handshake;  // the note on the handshake that follows
};

/// Answers commands by their kind, in the order of the recording: EXAMINE gets what SELECT got, one way to log in what
/// another got, with the tags of whoever asks. `recording` outlives the server.
class RecordedServer {
 public:
  explicit RecordedServer(const Recording& recording) : m_recording(recording) {}

  [[nodiscard]] Answer greeting();
  /// The answer to one line of the client, without its line end. Throws NotReplayable when the recording has none.
  [[nodiscard]] Answer answer_to(std::string_view line);

 private:
  [[nodiscard]] const Exchange* next(CommandKind kind);
  [[nodiscard]] Answer begin_login(const Exchange& exchange, std::string_view line);
  [[nodiscard]] Answer go_on_with_login();
  [[nodiscard]] Answer final_answer(const Exchange& exchange) const;
  [[nodiscard]] std::vector<std::string> challenges_for(const Exchange& exchange, std::string_view line) const;

  const Recording& m_recording;
  std::size_t m_next = 0;             // exchanges before it are over
  std::string m_tag;                  // of the client that asks (IMAP)
  const Exchange* m_login = nullptr;  // while it goes on
  std::vector<std::string> m_challenges;
};

}  // namespace pecprobe::test
