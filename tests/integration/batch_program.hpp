// The built `pecprobe batch` with an accounts file of twelve mailboxes, against pecmock, whose journal counts the
// logins.
#pragma once

#include "tests/integration/mock_playing.hpp"
#include "tests/integration/pecprobe_run.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace pecprobe::test {

inline constexpr int k_accounts = 12;

[[nodiscard]] std::string address_of(int number);
/// Every third mailbox has another password than its row says.
[[nodiscard]] bool is_refused(int number);

class BatchTest : public testing::Test {
 protected:
  BatchTest();

  /// Receiving and sending of every mailbox, with its password in the last column.
  [[nodiscard]] std::string accounts_file(mode_t mode = 0600) const;
  [[nodiscard]] std::string url(Protocol protocol) const;
  [[nodiscard]] std::vector<std::string> arguments(const std::string& file,
                                                   const std::vector<std::string>& options = {}) const;
  [[nodiscard]] ProgramRun call(std::vector<std::string> words, std::vector<std::string> environment = {}) const;
  [[nodiscard]] ProgramRun batch(const std::string& file, const std::vector<std::string>& options = {},
                                 std::vector<std::string> environment = {}) const;
  [[nodiscard]] std::string path(const std::string& name) const { return folder.path() / name; }
  /// How often each login was tried at each service.
  [[nodiscard]] std::map<std::string, int> logins() const;

  TemporaryFolder folder;
  MockPlaying server;
};

/// Addresses with their verdicts, in the order of the report.
[[nodiscard]] std::vector<std::string> verdicts(const nlohmann::json& report);
[[nodiscard]] std::vector<std::string> expected_verdicts();
[[nodiscard]] std::size_t lines_in(const std::string& text);

}  // namespace pecprobe::test
