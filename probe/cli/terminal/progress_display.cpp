#include "probe/cli/terminal/progress_display.hpp"

#include "probe/cli/language.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/cli/terminal/descriptor_stream.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <utility>

namespace pecprobe {

namespace {

constexpr std::chrono::milliseconds k_tick{200};
constexpr std::size_t k_usual_columns = 80;

std::size_t columns_of_standard_error() {
  winsize size = {};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : k_usual_columns;
}

void write_to_standard_error(std::string_view text) {
  DescriptorStream out{STDERR_FILENO};
  out << text << std::flush;
}

/// Signals are for the thread that runs the batch.
std::thread thread_without_signals(const std::function<void()>& body) {
  sigset_t all;
  sigset_t former;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &former);
  std::thread thread(body);
  pthread_sigmask(SIG_SETMASK, &former, nullptr);
  return thread;
}

}  // namespace

ProgressStyle progress_style_of_standard_error() {
  const bool is_dumb = process_environment("TERM").value_or("dumb") == "dumb";
  return isatty(STDERR_FILENO) != 0 && !is_dumb ? ProgressStyle::status_line : ProgressStyle::lines;
}

ProgressDisplay::ProgressDisplay(ProgressStyle style, Progress progress, Language language,
                                 std::function<void()> each_second)
    : m_style(style),
      m_language(language),
      m_each_second(std::move(each_second)),
      m_progress(std::move(progress)),
      m_thread(thread_without_signals([this] { run(); })) {}

ProgressDisplay::~ProgressDisplay() {
  {
    const std::lock_guard lock(m_mutex);
    m_has_ended = true;
    erase();
  }
  m_end_came.notify_one();
  m_thread.join();
}

void ProgressDisplay::run() {
  const auto began = std::chrono::steady_clock::now();
  auto next_second = began + std::chrono::seconds{1};
  auto next_line = began + k_progress_period;
  std::unique_lock lock(m_mutex);
  while (!m_end_came.wait_for(lock, k_tick, [this] { return m_has_ended; })) {
    const auto now = std::chrono::steady_clock::now();
    if (m_style == ProgressStyle::status_line) {
      show();
    } else if (m_style == ProgressStyle::lines && now >= next_line) {
      next_line = now + k_progress_period;
      show();
    }
    if (now >= next_second) {
      next_second = now + std::chrono::seconds{1};
      lock.unlock();  // it may wait for a disk
      m_each_second();
      lock.lock();
    }
  }
}

void ProgressDisplay::show() {
  const std::string line = m_progress.line(SystemClock().now(), m_language);
  if (m_style == ProgressStyle::lines) {
    write_to_standard_error(line + '\n');
    return;
  }
  // The last column stays free: some terminals wrap once it is filled.
  write_to_standard_error("\r" + cut_to_columns(line, columns_of_standard_error() - 1) + "\x1b[K");
  m_is_shown = true;
}

void ProgressDisplay::erase() {
  if (std::exchange(m_is_shown, false)) {
    write_to_standard_error("\r\x1b[K");
  }
}

void ProgressDisplay::ended(Verdict verdict) {
  const std::lock_guard lock(m_mutex);
  m_progress.ended(verdict);
}

void ProgressDisplay::waiting(const std::optional<Waiting>& why) {
  const std::lock_guard lock(m_mutex);
  m_progress.waiting(why);
}

void ProgressDisplay::note(const UsageError& note) {
  const std::lock_guard lock(m_mutex);
  erase();
  complain(note, m_language);
}

void ProgressDisplay::make_room() {
  const std::lock_guard lock(m_mutex);
  erase();
}

}  // namespace pecprobe
