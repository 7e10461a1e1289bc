#include "tests/replay/recording.hpp"

#include "protocols/base/text.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace pecprobe::test {

namespace {

struct CommandName {
  Protocol protocol;
  std::string_view name;
  CommandKind kind;
};

constexpr std::array k_commands = {
    CommandName{Protocol::imap, "CAPABILITY", CommandKind::capabilities},
    CommandName{Protocol::imap, "STARTTLS", CommandKind::starttls},
    CommandName{Protocol::imap, "LOGIN", CommandKind::login},
    CommandName{Protocol::imap, "AUTHENTICATE", CommandKind::login},
    CommandName{Protocol::imap, "SELECT", CommandKind::mailbox},
    CommandName{Protocol::imap, "EXAMINE", CommandKind::mailbox},
    CommandName{Protocol::imap, "LOGOUT", CommandKind::farewell},
    CommandName{Protocol::pop3, "CAPA", CommandKind::capabilities},
    CommandName{Protocol::pop3, "STLS", CommandKind::starttls},
    CommandName{Protocol::pop3, "USER", CommandKind::login},
    CommandName{Protocol::pop3, "AUTH", CommandKind::login},
    CommandName{Protocol::pop3, "STAT", CommandKind::mailbox},
    CommandName{Protocol::pop3, "QUIT", CommandKind::farewell},
    CommandName{Protocol::smtp, "EHLO", CommandKind::capabilities},
    CommandName{Protocol::smtp, "STARTTLS", CommandKind::starttls},
    CommandName{Protocol::smtp, "AUTH", CommandKind::login},
    CommandName{Protocol::smtp, "MAIL", CommandKind::sender},
    CommandName{Protocol::smtp, "RCPT", CommandKind::recipient},
    CommandName{Protocol::smtp, "RSET", CommandKind::reset},
    CommandName{Protocol::smtp, "QUIT", CommandKind::farewell},
};

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// A server's line that asks the client to go on with its login.
bool asks_for_more(Protocol protocol, std::string_view line, std::string_view client_line) {
  switch (protocol) {
    case Protocol::imap: return line.starts_with("+ ");
    case Protocol::pop3: return line.starts_with("+ ") || (client_line.starts_with("USER ") && line.starts_with("+OK"));
    case Protocol::smtp: return line.starts_with("334");
  }
  return false;
}

/// Builds a recording line by line.
class Reader {
 public:
  void header(std::string_view line) {
    const auto value = [&](std::string_view key) -> std::optional<std::string> {
      return line.starts_with(key) ? std::optional(std::string(line.substr(key.size()))) : std::nullopt;
    };
    if (const auto cause = value("# true cause: ")) {
      m_recording.cause = *cause;
    } else if (const auto protocol = value("# protocol: ")) {
      const std::vector<std::string> words = split_words(*protocol);  // "imap   tls: starttls"
      m_recording.protocol = protocol_of(words.at(0));
      m_recording.tls = mode_of(words.at(2));
    }
  }

  void client(std::string_view line) {
    if (m_login_continues) {
      current().client.emplace_back(line);
      m_login_continues = false;
      return;
    }
    m_recording.exchanges.push_back({kind_of(m_recording.protocol, line), {std::string(line)}, {}, {}, {}, {}});
  }

  void server(std::string_view line) {
    Exchange& exchange = current();
    const bool is_challenge =
        exchange.kind == CommandKind::login && asks_for_more(m_recording.protocol, line, exchange.client.back());
    (is_challenge ? exchange.challenges : exchange.server).emplace_back(line);
    m_login_continues = is_challenge;
  }

  void note(std::string_view text) {
    if (text.starts_with("connection ")) {  // the next of several: only the last counts
      m_recording.exchanges.clear();
      m_recording.handshake.reset();
      m_login_continues = false;
    } else if (text.starts_with("connect ")) {
      m_recording.host = std::string(text.substr(8, text.find(':') - 8));
    } else if (text.starts_with("TLS handshake")) {
      (m_recording.tls == TlsMode::implicit ? m_recording.handshake : current().handshake) = std::string(text);
    } else if (text.starts_with("read: timeout")) {
      current().end = ConnectionEnd::timed_out;
    } else if (text.starts_with("read: ConnectionResetError")) {
      current().end = ConnectionEnd::reset;
    } else if (text == "server closed the connection") {
      current().end = ConnectionEnd::closed;
    } else if (!text.starts_with("answered after ")) {
      fail("unknown note: " + std::string(text));
    }
  }

  Recording take() { return std::move(m_recording); }

 private:
  static Protocol protocol_of(std::string_view name) {
    for (const Protocol protocol : k_protocols) {
      if (to_string(protocol) == name) {
        return protocol;
      }
    }
    fail("unknown protocol: " + std::string(name));
  }

  static TlsMode mode_of(std::string_view name) {
    return name == "tls"        ? TlsMode::implicit
           : name == "starttls" ? TlsMode::starttls
           : name == "plain"    ? TlsMode::starttls_if_offered
                                : (fail("unknown TLS mode: " + std::string(name)), TlsMode::implicit);
  }

  Exchange& current() {
    if (m_recording.exchanges.empty()) {
      m_recording.exchanges.emplace_back();  // the greeting
    }
    return m_recording.exchanges.back();
  }

  Recording m_recording;
  bool m_login_continues = false;
};

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    fail("cannot read " + path.string());
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

CommandKind kind_of(Protocol protocol, std::string_view line) {
  const std::vector<std::string> words = split_words(line);
  const std::size_t at = protocol == Protocol::imap ? 1 : 0;
  if (words.size() > at) {
    for (const CommandName& command : k_commands) {
      if (command.protocol == protocol && iequals(command.name, words[at])) {
        return command.kind;
      }
    }
  }
  return CommandKind::foreign;
}

Recording read_recording(std::string_view text) {
  Reader reader;
  for (const std::string& line : split(text, '\n')) {
    if (line.starts_with("#")) {
      reader.header(line);
    } else if (line.starts_with("S: ")) {
      reader.server(line.substr(3));
    } else if (line.starts_with("C: ")) {
      reader.client(line.substr(3));
    } else if (line.starts_with("-- ")) {
      reader.note(line.substr(3));
    } else if (!line.empty()) {
      fail("unknown line: " + line);
    }
  }
  return reader.take();
}

std::vector<Recording> read_recordings(const std::string& folder) {
  const std::filesystem::path path(folder);
  std::vector<std::string> rows = split(text_of(path / "index.tsv"), '\n');
  rows.erase(rows.begin());  // the heading
  std::vector<Recording> recordings;
  for (const std::string& row : rows) {
    const std::vector<std::string> columns = split(row, '\t');
    Recording recording = read_recording(text_of(path / columns.at(0)));
    recording.file = columns.at(0);
    if (recording.cause != columns.at(4) || to_string(recording.protocol) != columns.at(2)) {
      fail("the index and the file disagree: " + recording.file);
    }
    recordings.push_back(std::move(recording));
  }
  return recordings;
}

}  // namespace pecprobe::test
