// One recorded conversation (see tests/transcripts/README.md) as what the server said to which kind of command.
#pragma once

#include "protocols/base/endpoint.hpp"
#include "protocols/wire/dialogue.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

/// What a command is about. Two clients differ in their commands, hardly in the kinds and the order of them.
enum class CommandKind {
  greeting,  // no command: the server speaks first
  capabilities,
  starttls,
  login,
  mailbox,
  sender,
  recipient,
  reset,
  farewell,
  foreign,  // our client never says it
};

struct Exchange {
  CommandKind kind = CommandKind::greeting;
  std::vector<std::string> client;       // the recorded client's lines
  std::vector<std::string> challenges;   // of a login: the server's lines that asked for more
  std::vector<std::string> server;       // its answer
  std::optional<std::string> handshake;  // the note on the handshake that followed
  std::optional<ConnectionEnd> end;      // the connection ended after it
};

/// The last connection of a recording.
struct Recording {
  std::string file;
  std::string cause;
  Protocol protocol = Protocol::imap;
  TlsMode tls = TlsMode::implicit;
  std::string host;
  std::optional<std::string> handshake;  // with implicit TLS: the note on it
  std::vector<Exchange> exchanges;       // the greeting first, where the connection came so far
};

/// Reads one file's text. Throws std::runtime_error on anything that the format does not know.
[[nodiscard]] Recording read_recording(std::string_view text);

/// Every recording that `folder`/index.tsv names, in its order. Throws where index and files disagree.
[[nodiscard]] std::vector<Recording> read_recordings(const std::string& folder);

/// What `line`, a command without its line end, is about. IMAP commands have their tag.
[[nodiscard]] CommandKind kind_of(Protocol protocol, std::string_view line);

}  // namespace pecprobe::test
