#include "probe/config/caught_signals.hpp"

namespace pecprobe {

namespace {

// The only thing that a signal handler may touch (C11 §7.14.1.1); written by the handler, read by
// the owner.
volatile sig_atomic_t g_last_signal = 0;

extern "C" void note_signal(int number) { g_last_signal = number; }

}  // namespace

CaughtSignals::CaughtSignals(std::initializer_list<int> numbers) {
  g_last_signal = 0;
  struct sigaction noting = {};
  noting.sa_handler = note_signal;  // no SA_RESTART: a read that waits must end
  sigemptyset(&noting.sa_mask);
  for (const int number : numbers) {
    struct sigaction former = {};
    if (sigaction(number, nullptr, &former) == 0 && former.sa_handler != SIG_IGN) {
      sigaction(number, &noting, nullptr);
      m_former.emplace_back(number, former);
    }
  }
}

CaughtSignals::~CaughtSignals() {
  for (const auto& [number, former] : m_former) {
    sigaction(number, &former, nullptr);
  }
}

int CaughtSignals::last() const noexcept { return g_last_signal; }

}  // namespace pecprobe
