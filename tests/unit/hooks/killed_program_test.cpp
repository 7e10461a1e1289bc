// A program with hooks, killed again and again: every change that is in the history is told.
#include "probe/hooks/change_hooks.hpp"
#include "probe/monitor/monitor.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/wait_until.hpp"
#include "tests/unit/hooks/sample_change.hpp"
#include "tests/unit/monitor/tested.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <sstream>

namespace pecprobe::hooks {
namespace {

constexpr std::size_t k_kills = 12;
constexpr std::size_t k_tests_between = 7;

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
  }
  return lines;
}

void add_line(const std::string& path, const std::string& line) {
  std::ofstream(path, std::ios::app) << line + "\n" << std::flush;
}

/// Takes every other change at the first try.
class FileHook final : public Deliverer {
 public:
  explicit FileHook(std::string path) : m_path(std::move(path)) {}
  [[nodiscard]] Hook hook() const noexcept override { return Hook::command; }
  [[nodiscard]] std::optional<std::string> deliver(const Delivery& delivery, const std::stop_token& /*stop*/) override {
    if (++m_tries % 2 == 0) {
      return "not now";
    }
    add_line(m_path, delivery.id);
    return std::nullopt;
  }

 private:
  std::string m_path;
  int m_tries = 0;
};

class KilledProgram : public testing::Test {
 protected:
  std::unique_ptr<ChangeHooks> started() {
    HookSettings settings;
    settings.deliverers.push_back(std::make_unique<FileHook>(m_told));
    settings.telling = [] { return test::sample_telling(); };
    settings.retry = {std::chrono::milliseconds(1), std::chrono::milliseconds(5), 1000};
    settings.chance = [] { return 0.5; };
    settings.tell = [](const HookNotice&) {};
    auto hooks = ChangeHooks::make(DeliveryQueue::open(m_state).value(), std::move(settings), m_clock);
    hooks->begin();
    return hooks;
  }

  /// What is to happen when a change is kept, or was.
  using Act = std::function<void()>;

  /// Tests one account for ever, which shows something else each time; `tests` counts them in a file.
  [[noreturn]] void run(int round, const Act& in_transaction = {}, const Act& after_it = {}) {
    const auto hooks = started();
    Acting listener(*hooks, in_transaction, after_it);
    const auto store = make_history_store(m_state, monitor::Durability::on_disk);
    const Timestamp start = test::k_morning + std::chrono::hours(round);
    monitor::Monitor monitor({}, store.get(), &listener, start);
    monitor.watch({{test_number(round, 0).result.account}});
    for (int number = 0;; ++number) {
      monitor.want_all();
      EXPECT_EQ(monitor.begin_due(start).size(), 1U);
      static_cast<void>(monitor.ended(test_number(round, number), start));
      add_line(m_tests, "one");
    }
  }

  static monitor::TestedAccount test_number(int round, int number) {
    return test::tested("ditta@pec.example", test::k_morning + std::chrono::seconds(100'000 * round + number),
                        {{Protocol::imap, number % 2 == 0 ? Code::auth_temporary : Code::ok}});
  }

  /// The ids of the changes that the history has now.
  [[nodiscard]] std::set<std::string> recorded() const {
    std::set<std::string> ids;
    const Account account = test_number(0, 0).result.account;
    const auto transitions = monitor::make_history_store(m_state)->transitions(monitor::name_of(account)).value();
    for (const monitor::Transition& transition : transitions) {
      monitor::TestedAccount showed = test_number(0, 0);
      showed.began = transition.at;
      ids.insert(change_id(monitor::change_by(std::nullopt, showed).value()));
    }
    return ids;
  }

  [[nodiscard]] std::set<std::string> untold(const std::set<std::string>& ids) const {
    const auto lines = lines_of(m_told);
    const std::set<std::string> told(lines.begin(), lines.end());
    std::set<std::string> missing;
    std::set_difference(ids.begin(), ids.end(), told.begin(), told.end(), std::inserter(missing, missing.end()));
    return missing;
  }

  /// Runs until `is_time`.
  static void run_killed(const std::function<void()>& program, const std::function<bool()>& is_time) {
    const pid_t child = fork();
    if (child == 0) {
      program();
    }
    EXPECT_TRUE(test::wait_until(is_time));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }

  SystemClock m_clock;
  test::TemporaryFolder m_folder;
  const std::string m_state = m_folder.path() / "state.sqlite";
  const std::string m_tests = m_folder.path() / "tests";
  const std::string m_told = m_folder.path() / "told";

 private:
  class Acting final : public monitor::ChangeListener {
   public:
    Acting(monitor::ChangeListener& hooks, Act in_transaction, Act after_it)
        : m_hooks(hooks), m_in_transaction(std::move(in_transaction)), m_after_it(std::move(after_it)) {}
    void keep(SQLite::Database& state, const monitor::Change& change, const AccountResult& result) override {
      m_hooks.keep(state, change, result);
      if (m_in_transaction) {
        m_in_transaction();
      }
    }
    void kept() override {
      if (m_after_it) {
        m_after_it();
      }
      m_hooks.kept();
    }

   private:
    monitor::ChangeListener& m_hooks;
    Act m_in_transaction;
    Act m_after_it;
  };
};

TEST_F(KilledProgram, TellsEveryChangeThatItsHistoryHas) {
  std::set<std::string> changes;
  for (std::size_t round = 0; round < k_kills; ++round) {
    const std::size_t before = lines_of(m_tests).size();
    run_killed([&] { run(static_cast<int>(round)); },
               [&] { return lines_of(m_tests).size() >= before + k_tests_between; });
    changes.merge(recorded());
  }
  // The first test of a round may show what the last one before it showed.
  EXPECT_GE(changes.size(), k_kills * (k_tests_between - 1));
  const auto hooks = started();
  EXPECT_TRUE(test::wait_until([&] { return untold(changes).empty(); }))
      << untold(changes).size() << " of " << changes.size();
  SQLite::Database state(m_state, SQLite::OPEN_READONLY);
  EXPECT_EQ(state.execAndGet("PRAGMA integrity_check").getString(), "ok");
}

TEST_F(KilledProgram, HasNeitherHistoryNorNoticeOfAChangeThatItWasKilledWithin) {
  static_cast<void>(started());  // makes the state file
  const pid_t child = fork();
  if (child == 0) {
    run(0, [] { kill(getpid(), SIGKILL); });
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_TRUE(recorded().empty());
  SQLite::Database state(m_state, SQLite::OPEN_READONLY);
  EXPECT_EQ(state.execAndGet("SELECT count(*) FROM delivery").getInt(), 0);
}

TEST_F(KilledProgram, TellsAChangeThatItWasKilledRightAfter) {
  const pid_t child = fork();
  if (child == 0) {
    run(0, {}, [] { kill(getpid(), SIGKILL); });
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  const auto changes = recorded();
  EXPECT_EQ(changes.size(), 1U);
  const auto hooks = started();
  EXPECT_TRUE(test::wait_until([&] { return untold(changes).empty(); }));
}

}  // namespace
}  // namespace pecprobe::hooks
