// Reads the passwords of a batch on a thread of its own, so that a slow command keeps nobody else waiting.
#pragma once

#include "probe/config/secret_source.hpp"
#include "protocols/base/secret.hpp"
#include "protocols/net/network.hpp"

#include <tl/expected.hpp>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace pecprobe {

/// One at a time, in the order in which they were asked for: whoever keeps them may ask a person, and signals that come
/// while a command runs are caught for one command only.
class PasswordReader {
 public:
  using Password = tl::expected<Secret, SecretError>;
  using Read = std::function<Password()>;
  using Done = std::function<void(Password)>;

  /// `network` outlives the reader.
  explicit PasswordReader(Network& network);
  PasswordReader(const PasswordReader&) = delete;
  PasswordReader& operator=(const PasswordReader&) = delete;
  /// Waits for the one that is being read; the others are not read.
  ~PasswordReader();

  /// `done` is called from the network's loop. What `read` throws ends the reading with `cannot_read`.
  void ask(Read read, Done done);
  /// Those that were asked for and not begun are forgotten.
  void forget_waiting();

 private:
  struct Question {
    Read read;
    Done done;
  };
  void work();

  Network& m_network;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::deque<Question> m_questions;
  bool m_is_ending = false;
  std::thread m_thread;  // last: it uses the others
};

}  // namespace pecprobe
