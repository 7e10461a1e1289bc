#include "probe/cli/serve/one_at_a_time.hpp"

namespace pecprobe {

Hold OneAtATime::wait(const std::stop_token& stop) {
  std::unique_lock lock(m_mutex);
  if (!m_changed.wait(lock, stop, [this] { return !m_is_taken; }) || stop.stop_requested()) {
    return nullptr;
  }
  m_is_taken = true;
  return {this, [](OneAtATime* turns) { turns->end(); }};
}

void OneAtATime::end() {
  const std::scoped_lock lock(m_mutex);
  m_is_taken = false;
  m_changed.notify_all();  // one may have stopped waiting
}

}  // namespace pecprobe
