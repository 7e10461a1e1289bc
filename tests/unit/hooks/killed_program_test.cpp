// A program with hooks, killed again and again: what it had queued is told all the same.
#include "probe/hooks/change_hooks.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/wait_until.hpp"
#include "tests/unit/hooks/sample_change.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace pecprobe::hooks {
namespace {

constexpr int k_kills = 12;
constexpr std::size_t k_changes_between = 7;

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
    auto hooks =
        ChangeHooks::make(DeliveryQueue::open(m_folder.path() / "state.sqlite").value(), std::move(settings), m_clock);
    hooks->begin();
    return hooks;
  }

  /// Queues changes for ever, and notes each that is queued.
  [[noreturn]] void run(int round) {
    const auto hooks = started();
    for (int number = 0;; ++number) {
      monitor::Change change = test::sample_change();
      change.at += std::chrono::seconds(1000 * round + number);
      hooks->on_change(change, test::rejected_account());
      add_line(m_queued, change_id(change));
    }
  }

  SystemClock m_clock;
  test::TemporaryFolder m_folder;
  const std::string m_queued = m_folder.path() / "queued";
  const std::string m_told = m_folder.path() / "told";
};

TEST_F(KilledProgram, TellsEveryChangeThatItHadQueued) {
  for (int round = 0; round < k_kills; ++round) {
    const std::size_t before = lines_of(m_queued).size();
    const pid_t program = fork();
    if (program == 0) {
      run(round);
    }
    EXPECT_TRUE(test::wait_until([&] { return lines_of(m_queued).size() >= before + k_changes_between; }));
    kill(program, SIGKILL);
    waitpid(program, nullptr, 0);
  }
  const auto queued = lines_of(m_queued);
  const auto hooks = started();
  const auto untold = [&] {
    const auto lines = lines_of(m_told);
    const std::set<std::string> told(lines.begin(), lines.end());
    return std::count_if(queued.begin(), queued.end(), [&](const std::string& id) { return !told.contains(id); });
  };
  EXPECT_TRUE(test::wait_until([&] { return untold() == 0; })) << untold() << " of " << queued.size();
  SQLite::Database state(m_folder.path() / "state.sqlite", SQLite::OPEN_READONLY);
  EXPECT_EQ(state.execAndGet("PRAGMA integrity_check").getString(), "ok");
}

}  // namespace
}  // namespace pecprobe::hooks
