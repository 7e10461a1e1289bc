#include "protocols/net/deadline.hpp"

namespace pecprobe {

void Deadline::set(Duration from_now) {
  m_end = boost::asio::steady_timer::clock_type::now() + from_now;
  if (!m_wakes || *m_end < *m_wakes) {
    wake_at(*m_end);
  }
}

void Deadline::wake_at(Time time) {
  m_wakes = time;
  m_timer.expires_at(time);  // a wait for another time ends with an error
  m_timer.async_wait([this, alive = std::weak_ptr<int>(m_alive)](const boost::system::error_code& error) {
    if (!error && !alive.expired()) {
      woken();
    }
  });
}

void Deadline::woken() {
  m_wakes.reset();
  if (!m_end) {
    return;
  }
  if (boost::asio::steady_timer::clock_type::now() < *m_end) {
    wake_at(*m_end);
    return;
  }
  m_end.reset();
  const auto reached = m_reached;  // which may destroy the deadline
  reached();
}

}  // namespace pecprobe
