// A round trip of the built pecprobe through servers that pecmock plays in this process.
#pragma once

#include "tests/integration/mock_playing.hpp"
#include "tests/integration/pecprobe_run.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

using nlohmann::json;
using pecmock::JournalEntry;

/// A provider of certified mail, with these statements about it.
inline std::string with_pec(std::string_view inside) {
  return fmt::format("pec \"gestore.example\" {{\n{}\n}}\n", inside);
}

class PlayedRoundtrip {
 public:
  explicit PlayedRoundtrip(std::string_view statements) : m_server(statements) {}

  [[nodiscard]] std::vector<std::string> words(std::vector<std::string> options, Protocol receiving) const {
    std::vector<std::string> all = {PECPROBE_PROGRAM, "roundtrip", std::string(k_login),
                                    "--no-memory",    "--ca-file", m_server.ca_file()};
    all.push_back(receiving == Protocol::imap ? "--imap" : "--pop3");
    all.push_back(fmt::format("{}://localhost:{}", receiving == Protocol::imap ? "imaps" : "pop3s",
                              m_server.port(receiving, TlsMode::implicit)));
    all.insert(all.end(),
               {"--smtp", fmt::format("smtp://localhost:{}", m_server.port(Protocol::smtp, TlsMode::starttls))});
    if (std::find(options.begin(), options.end(), "--lang") == options.end()) {
      all.insert(all.end(), {"--lang", "en"});
    }
    all.insert(all.end(), options.begin(), options.end());
    return all;
  }

  ProgramRun run(std::vector<std::string> options, Protocol receiving = Protocol::imap) const {
    ProgramCall call;
    options.emplace_back("--password-stdin");
    call.arguments = words(std::move(options), receiving);
    call.input = std::string(k_password) + "\n";
    call.environment = without_ignored_variables();
    return run_program(call);
  }

  /// With --yes, in JSON.
  json report(std::vector<std::string> options = {}, Protocol receiving = Protocol::imap) const {
    options.insert(options.end(), {"--yes", "--format", "json"});
    if (std::find(options.begin(), options.end(), "--wait") == options.end()) {
      options.insert(options.end(), {"--wait", "20s"});
    }
    const ProgramRun done = run(std::move(options), receiving);
    json parsed = json::parse(done.out, nullptr, false);
    EXPECT_FALSE(parsed.is_discarded()) << done.out << done.err;
    parsed["exit"] = done.exit_status;
    return parsed;
  }

  /// The first words of all commands of a protocol, FETCH and MOVE with their second one.
  [[nodiscard]] std::vector<std::string> commands(Protocol protocol) const {
    std::vector<std::string> verbs;
    for (const JournalEntry& entry : m_server.journal().entries()) {
      if (entry.kind == JournalEntry::Kind::command && entry.protocol == protocol) {
        std::string text = entry.text;
        if (protocol == Protocol::imap && text != "DONE") {
          text = text.substr(text.find(' ') + 1);
        }
        const auto first = text.find(' ');
        const bool has_second = text.starts_with("UID ");
        verbs.push_back(text.substr(0, has_second ? text.find(' ', first + 1) : first));
      }
    }
    return verbs;
  }
  [[nodiscard]] std::string all_commands() const {
    std::string all;
    for (const JournalEntry& entry : m_server.journal().entries()) {
      all += entry.kind == JournalEntry::Kind::command ? entry.text + '\n' : "";
    }
    return all;
  }
  [[nodiscard]] std::ptrdiff_t logins() const { return count(JournalEntry::Kind::login); }
  [[nodiscard]] std::ptrdiff_t messages() const { return count(JournalEntry::Kind::message); }
  [[nodiscard]] const MockPlaying& server() const noexcept { return m_server; }

 private:
  [[nodiscard]] std::ptrdiff_t count(JournalEntry::Kind kind) const {
    const auto entries = m_server.journal().entries();
    return std::count_if(entries.begin(), entries.end(), [&](const JournalEntry& entry) { return entry.kind == kind; });
  }

  MockPlaying m_server;
};

}  // namespace pecprobe::test
