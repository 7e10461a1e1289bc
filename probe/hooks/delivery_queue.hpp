// What hooks still have to be told, kept in the state file: a change that was queued is delivered although the program
// is killed in between, perhaps twice then.
#pragma once

#include "probe/hooks/delivery.hpp"
#include "probe/state/state_file.hpp"
#include "protocols/base/clock.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe::hooks {

/// For each hook; the oldest goes when one more comes.
inline constexpr std::size_t k_most_deliveries = 500;

/// The first that is due, or when the next one will be.
struct Waiting {
  std::optional<Delivery> due;
  std::optional<Timestamp> next;  // only where none is due
};

/// One delivery for each of `hooks`, due at once, in the transaction that the caller has open. How many older ones had
/// to go. An id that a hook has already is not queued again. Throws SQLite::Exception.
[[nodiscard]] std::size_t put_deliveries(SQLite::Database& state, const std::string& id, const std::string& body,
                                         const std::vector<Hook>& hooks, Timestamp now);

/// From any thread.
class DeliveryQueue {
 public:
  /// Makes the state file where there is none.
  [[nodiscard]] static tl::expected<std::unique_ptr<DeliveryQueue>, StateProblem> open(const std::string& path);

  /// What was queued before `limit` goes, whatever hook it was for: how many.
  [[nodiscard]] tl::expected<std::size_t, StateProblem> forget_older(Timestamp limit);

  /// Of two that are due the older one. A clock that was set back makes nothing wait for longer than `longest_wait`.
  [[nodiscard]] tl::expected<Waiting, StateProblem> waiting(Hook hook, Timestamp now,
                                                            std::chrono::milliseconds longest_wait);

  /// It was delivered, or is given up.
  [[nodiscard]] std::optional<StateProblem> remove(const Delivery& delivery);
  /// It failed once more.
  [[nodiscard]] std::optional<StateProblem> postpone(const Delivery& delivery, Timestamp next_try);

 private:
  explicit DeliveryQueue(std::unique_ptr<StateFile> file) : m_file(std::move(file)) {}

  std::mutex m_mutex;  // guards the file
  std::unique_ptr<StateFile> m_file;
};

}  // namespace pecprobe::hooks
