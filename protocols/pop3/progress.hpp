// The steps of a POP3 dialogue, and what it wants next, gathered while bytes are read.
#pragma once

#include "protocols/wire/dialogue.hpp"

namespace pecprobe::pop3 {

/// One step is open at a time; only the farewell may overlap the one before it.
class Progress {
 public:
  void begin(Step step);
  void pass() { close(StepMark::Event::passed); }
  void skip() { close(StepMark::Event::skipped); }
  /// Does nothing when no step is open.
  void fail() { close(StepMark::Event::failed); }
  /// The step that was begun last; the farewell is none of them.
  [[nodiscard]] Step step() const noexcept { return m_step; }

  void write(Outgoing command) { m_wants.flight.push_back(std::move(command)); }
  /// QUIT goes out, behind whatever stands in the flight.
  void write_farewell();
  /// The farewell was answered.
  void end_farewell(StepMark::Event event) { m_wants.marks.push_back({Step::logout, event}); }

  /// Everything since the last call, to be done before `next`.
  [[nodiscard]] Wants take(Next next);

 private:
  void close(StepMark::Event event);

  Wants m_wants;
  Step m_step = Step::greeting;
  bool m_is_open = false;
};

}  // namespace pecprobe::pop3
