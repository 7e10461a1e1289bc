// Turns that threads wait for, and may give up waiting for.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>

namespace pecprobe {

class OneAtATime {
 public:
  /// The next one's turn comes when it goes.
  class Turn {
   public:
    explicit Turn(OneAtATime& owner) noexcept : m_owner(&owner) {}
    Turn(Turn&& other) noexcept;
    Turn& operator=(Turn&&) = delete;
    ~Turn();

   private:
    OneAtATime* m_owner;  // null: moved from
  };

  /// Blocks until nobody else has a turn; nothing when `stop` was asked for first.
  [[nodiscard]] std::optional<Turn> wait(const std::stop_token& stop);

 private:
  std::mutex m_mutex;  // guards what follows
  std::condition_variable_any m_changed;
  bool m_is_taken = false;
};

}  // namespace pecprobe
