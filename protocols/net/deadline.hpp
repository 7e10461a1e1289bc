// A limit of time that is set again and again and hardly ever reached.
#pragma once

#include "protocols/base/clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace pecprobe {

/// Moving it to a later time costs nothing: the timer that runs already looks, when it goes off, what is left.
class Deadline {
 public:
  /// `reached` is called from the event loop, once for each limit that was set and neither cleared nor replaced.
  Deadline(boost::asio::io_context& loop, std::function<void()> reached)
      : m_timer(loop), m_reached(std::move(reached)) {}
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  ~Deadline() = default;

  /// In place of the limit before.
  void set(Duration from_now);
  void clear() noexcept { m_end.reset(); }

 private:
  using Time = boost::asio::steady_timer::time_point;

  void wake_at(Time time);
  void woken();

  boost::asio::steady_timer m_timer;
  std::function<void()> m_reached;
  std::optional<Time> m_end;
  std::optional<Time> m_wakes;  // the timer, while it runs
  std::shared_ptr<int> m_alive = std::make_shared<int>();
};

}  // namespace pecprobe
