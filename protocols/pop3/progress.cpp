#include "protocols/pop3/progress.hpp"

#include <utility>

namespace pecprobe::pop3 {

void Progress::begin(Step step) {
  m_step = step;
  m_is_open = true;
  m_wants.marks.push_back({step, StepMark::Event::began});
}

void Progress::close(StepMark::Event event) {
  if (std::exchange(m_is_open, false)) {
    m_wants.marks.push_back({m_step, event});
  }
}

void Progress::write_farewell() {
  write(plain_command("QUIT"));
  m_wants.marks.push_back({Step::logout, StepMark::Event::began});
}

Wants Progress::take(Next next) {
  m_wants.next = next;
  return std::exchange(m_wants, Wants{});
}

}  // namespace pecprobe::pop3
