#include "probe/cli/accounts/one_at_a_time.hpp"

#include <utility>

namespace pecprobe {

OneAtATime::Turn::Turn(Turn&& other) noexcept : m_owner(std::exchange(other.m_owner, nullptr)) {}

OneAtATime::Turn::~Turn() {
  if (m_owner != nullptr) {
    const std::scoped_lock lock(m_owner->m_mutex);
    m_owner->m_is_taken = false;
    m_owner->m_changed.notify_one();
  }
}

std::optional<OneAtATime::Turn> OneAtATime::wait(const std::stop_token& stop) {
  std::unique_lock lock(m_mutex);
  if (!m_changed.wait(lock, stop, [this] { return !m_is_taken; }) || stop.stop_requested()) {
    return std::nullopt;
  }
  m_is_taken = true;
  return Turn(*this);
}

}  // namespace pecprobe
