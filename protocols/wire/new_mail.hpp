// What is told of messages that arrive while a mailbox is watched; alike for IMAP and POP3.
#pragma once

#include "protocols/wire/reply.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace pecprobe {

/// A message that is looked at. A complete receipt of a small message has about 15,000 bytes.
inline constexpr std::size_t k_max_watched_message = std::size_t{16} * 1024 * 1024;
/// Its header section, or the fields of it that were asked for.
inline constexpr std::size_t k_max_watched_headers = std::size_t{256} * 1024;
/// Messages that may arrive in one look: more than a mailbox gets in minutes.
inline constexpr std::size_t k_max_new_messages = 1000;

struct NewMessage {
  std::string id;  // IMAP UID, POP3 unique id
  std::string bytes;

  bool operator==(const NewMessage&) const = default;
};

/// Why a mailbox can no longer be watched over this connection.
struct WatchStop {
  enum class Kind { refused, not_understood, lost };
  Kind kind = Kind::lost;
  std::string text;  // the server's line, redacted; or which rule or limit it broke, in English

  bool operator==(const WatchStop&) const = default;
};

/// Whoever watches. Calls come from the event loop.
class NewMailWatcher {
 public:
  NewMailWatcher() = default;
  NewMailWatcher(const NewMailWatcher&) = delete;
  NewMailWatcher& operator=(const NewMailWatcher&) = delete;
  virtual ~NewMailWatcher() = default;

  /// What the mailbox holds is known: whatever comes from now on is new.
  virtual void on_baseline() = 0;
  /// `headers` of a new message: is all of it to be fetched? The others are never looked at again.
  [[nodiscard]] virtual bool wants(std::string_view headers) = 0;
  virtual void on_message(const NewMessage& message) = 0;
  /// A look is over: everything that was new has been told.
  virtual void on_looked() = 0;
  virtual void on_stopped(const WatchStop& stop) = 0;
};

}  // namespace pecprobe
