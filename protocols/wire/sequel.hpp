// What goes on over a connection after the login, where a check would look at the mailbox and leave.
#pragma once

#include "protocols/wire/dialogue.hpp"

#include <string_view>
#include <vector>

namespace pecprobe {

/// The logged-in connection as its sequel sees it: encrypted and verified as every login demands. Valid until
/// Sequel::on_end().
class SequelLine {
 public:
  SequelLine() = default;
  SequelLine(const SequelLine&) = delete;
  SequelLine& operator=(const SequelLine&) = delete;
  virtual ~SequelLine() = default;

  virtual void send(const std::vector<Outgoing>& flight) = 0;
  /// Writes `farewell` and ends the session; its answer is waited for a moment, and goes to nobody.
  virtual void leave(const std::vector<Outgoing>& farewell) = 0;
};

/// Everything comes from the event loop, and never from inside a call to the line. No limit of the session holds any
/// more: whoever waits for a sequel says for how long. It outlives its session.
class Sequel {
 public:
  Sequel() = default;
  Sequel(const Sequel&) = delete;
  Sequel& operator=(const Sequel&) = delete;
  virtual ~Sequel() = default;

  /// `unread`: what had arrived behind the answer to the login.
  virtual void begin(SequelLine& line, std::string_view unread) = 0;
  virtual void on_bytes(std::string_view bytes) = 0;
  /// The connection is over without a farewell of ours.
  virtual void on_end(ConnectionEnd end) = 0;
};

}  // namespace pecprobe
