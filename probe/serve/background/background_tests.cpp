#include "probe/serve/background/background_tests.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe {

namespace {

constexpr std::chrono::seconds k_between_looks_at_file{2};
/// A test that could not be made: the page has the account under way, or the computer was short of something.
constexpr std::chrono::minutes k_put_off{1};

}  // namespace

BackgroundTests::BackgroundTests(BackgroundSettings settings, const CheckTools& tools, SessionTurns& turns)
    : m_settings(std::move(settings)),
      m_tools(tools),
      m_turns(turns),
      m_monitor(m_settings.limits, m_settings.history.get(), m_settings.listener, m_clock.wall_now()),
      m_accounts(m_settings.accounts),
      m_file(m_settings.accounts_file),
      m_file_state{monitor::FileHealth::good, m_clock.wall_now()},
      m_threads(m_settings.limits.at_once, m_settings.limits.at_once) {
  m_monitor.watch(m_accounts->accounts());
}

BackgroundTests::~BackgroundTests() { finish(); }

void BackgroundTests::finish() {
  bool is_closing = false;
  {
    const std::scoped_lock lock(m_mutex);
    is_closing = m_closing.has_value();
  }
  if (!is_closing) {
    close(Duration::zero());
  }
  if (m_thread.joinable()) {
    m_thread.join();
  }
}

void BackgroundTests::start(TestingPlan plan, std::function<void()> done) {
  m_done = std::move(done);
  if (plan == TestingPlan::everybody_once) {
    m_monitor.want_all();
  }
  tell_problem();
  m_thread = std::thread([this] { work(); });
}

void BackgroundTests::reload() {
  const std::scoped_lock lock(m_mutex);
  m_reads_again = true;
  m_changed.notify_all();
}

void BackgroundTests::close(Duration grace) {
  const std::scoped_lock lock(m_mutex);
  m_closing = grace;
  for (const auto& test : m_running) {
    test->cancel(grace);
  }
  m_changed.notify_all();
}

monitor::AccountsFileState BackgroundTests::file_state() const {
  const std::scoped_lock lock(m_mutex);
  return m_file_state;
}

void BackgroundTests::work() {
  while (take_in_what_ended()) {
    if (m_done && m_monitor.is_done(m_clock.wall_now())) {
      std::exchange(m_done, nullptr)();
    }
    look_at_file();
    begin_due();
    wait();
  }
}

/// False when nothing is left to do.
bool BackgroundTests::take_in_what_ended() {
  std::vector<Ended> ended;
  bool goes_on = false;
  {
    const std::scoped_lock lock(m_mutex);
    ended.swap(m_ended);
    goes_on = !m_closing || !m_running.empty();
  }
  for (const Ended& end : ended) {
    m_turns.accounts.end(end.test->account().login);
    if (end.tested) {
      if (const auto fault = m_monitor.ended(*end.tested, m_clock.wall_now())) {
        m_settings.tell_fault(end.test->account(), *fault);
      }
    } else {
      m_monitor.put_off(end.test->account(), m_clock.wall_now() + k_put_off);
    }
  }
  tell_problem();
  return goes_on;
}

void BackgroundTests::tell_problem() {
  const auto problem = m_monitor.problem();
  if (problem != m_told && problem) {
    m_settings.tell_problem(*problem);
  }
  m_told = problem;
}

void BackgroundTests::look_at_file() {
  bool is_asked = false;
  {
    const std::scoped_lock lock(m_mutex);
    is_asked = std::exchange(m_reads_again, false);
  }
  if (is_asked) {
    m_file.take_note();
    read_file();
    if (m_settings.reloaded) {
      m_settings.reloaded();
    }
  } else if (m_file.look()) {
    read_file();
  }
}

/// A file with faults changes nothing: whoever reads it says so.
void BackgroundTests::read_file() {
  const auto accounts = m_settings.read_again();
  if (accounts != nullptr) {
    m_accounts = accounts;
    m_monitor.watch(m_accounts->accounts());
  }
  const std::scoped_lock lock(m_mutex);
  if (accounts != nullptr) {
    m_file_state = {monitor::FileHealth::good, m_clock.wall_now()};
  } else {
    m_file_state.health = monitor::FileHealth::faulty;
  }
}

void BackgroundTests::begin_due() {
  {
    const std::scoped_lock lock(m_mutex);
    if (m_closing) {
      return;
    }
  }
  for (const std::size_t place : m_monitor.begin_due(m_clock.wall_now())) {
    const Account& account = m_accounts->accounts()[place].account;
    if (m_turns.accounts.begin(account.login)) {
      begin(place);
    } else {
      m_monitor.put_off(account, m_clock.wall_now() + k_put_off);
    }
  }
}

void BackgroundTests::begin(std::size_t place) {
  const auto test = std::make_shared<BackgroundTest>(m_tools, m_turns.gates, m_accounts, place);
  {
    const std::scoped_lock lock(m_mutex);
    m_running.push_back(test);
    if (m_closing) {
      test->cancel(*m_closing);
    }
  }
  if (!m_threads.run([this, test] { run(test); })) {
    end(test, std::nullopt);
  }
}

void BackgroundTests::run(const std::shared_ptr<BackgroundTest>& test) {
  std::optional<monitor::TestedAccount> tested;
  try {
    tested = test->run();
  } catch (const std::exception&) {  // its words may name what nobody should read; it is tried again
  }
  end(test, std::move(tested));
}

void BackgroundTests::end(const std::shared_ptr<BackgroundTest>& test, std::optional<monitor::TestedAccount> tested) {
  const std::scoped_lock lock(m_mutex);
  m_running.remove(test);
  m_ended.push_back({test, std::move(tested)});
  m_changed.notify_all();
}

void BackgroundTests::wait() {
  const Timestamp now = m_clock.wall_now();
  const auto until_turn = std::max(m_monitor.next_look(now) - now, std::chrono::milliseconds{1});
  std::unique_lock lock(m_mutex);
  m_changed.wait_for(lock, std::min<std::chrono::milliseconds>(until_turn, k_between_looks_at_file),
                     [this] { return m_reads_again || !m_ended.empty() || (m_closing && m_running.empty()); });
}

}  // namespace pecprobe
