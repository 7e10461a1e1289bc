// What a sequel writes and tells, recorded; for tests that play the server.
#pragma once

#include "protocols/wire/new_mail.hpp"
#include "protocols/wire/sequel.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pecprobe::test {

class RecordedLine final : public SequelLine {
 public:
  void send(const std::vector<Outgoing>& flight) override { add(flight); }
  void leave(const std::vector<Outgoing>& farewell) override {
    add(farewell);
    m_has_left = true;
  }

  /// The lines since the last call, as they went over the wire, without their ends.
  std::vector<std::string> taken() { return std::exchange(m_lines, {}); }
  [[nodiscard]] bool has_left() const noexcept { return m_has_left; }

 private:
  void add(const std::vector<Outgoing>& flight) {
    for (const Outgoing& command : flight) {
      const std::string_view bytes = command.bytes.reveal();
      m_lines.emplace_back(bytes.substr(0, bytes.size() - (bytes.ends_with("\r\n") ? 2 : 0)));
    }
  }

  std::vector<std::string> m_lines;
  bool m_has_left = false;
};

/// Wants the messages whose headers hold `wanted`.
class RecordedWatcher final : public NewMailWatcher {
 public:
  explicit RecordedWatcher(std::string wanted = "token") : m_wanted(std::move(wanted)) {}

  void on_baseline() override { told.emplace_back("baseline"); }
  bool wants(std::string_view headers) override { return headers.find(m_wanted) != std::string_view::npos; }
  void on_message(const NewMessage& message) override {
    told.push_back("message " + message.id);
    messages.push_back(message);
  }
  void on_looked() override { told.emplace_back("looked"); }
  void on_stopped(const WatchStop& how) override {
    told.emplace_back("stopped");
    stop = how;
  }

  std::vector<std::string> told;
  std::vector<NewMessage> messages;
  std::optional<WatchStop> stop;

 private:
  std::string m_wanted;
};

}  // namespace pecprobe::test
