// A mock mailbox whose password was replaced, and the built program that verifies it.
#pragma once

#include "fixtures/mock/mock_server.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/temporary_folder.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

inline constexpr std::string_view k_address = "casella@pec.example";
inline constexpr std::string_view k_old_password = "app-password-1";
inline constexpr std::string_view k_new_password = "app-password-2";
/// The day of all scenarios of a rotation.
inline constexpr std::string_view k_day = "2026-11-22";

using Logins = std::vector<std::string>;  // services, in the order in which they were tried

class RotatedMailbox {
 public:
  /// Plays a scenario that comes with pecmock, or statements (without title and source). Throws std::invalid_argument.
  [[nodiscard]] static pecmock::Scenario scenario(std::string_view name);
  [[nodiscard]] static pecmock::Scenario statements(std::string_view text);
  explicit RotatedMailbox(pecmock::Scenario scenario);

  /// `pecprobe rotate verify` of the mailbox, with `input` on standard input, in English, on k_day.
  ProgramRun verify(const std::vector<std::string>& options, const std::string& input);
  /// With the new and the old password on standard input.
  ProgramRun verify_both(const std::vector<std::string>& options = {});
  /// With the new one alone.
  ProgramRun verify_new(const std::vector<std::string>& options = {}, std::string_view password = k_new_password);
  ProgramRun verify_deactivation(const std::vector<std::string>& options = {},
                                 std::string_view password = k_old_password);

  /// The program with its arguments, for whoever runs it another way.
  [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& options) const;
  [[nodiscard]] std::vector<std::string> environment() const;

  /// The services that a login was tried at since the last call.
  Logins logins();

  [[nodiscard]] pecmock::MockServer& server() noexcept { return m_server; }
  [[nodiscard]] const TemporaryFolder& folder() const noexcept { return m_folder; }
  [[nodiscard]] std::filesystem::path state() const { return m_folder.path() / "pecprobe" / "state.sqlite"; }

 private:
  TemporaryFolder m_folder;
  pecmock::MockServer m_server;
  std::string m_ca_file;
  std::uint64_t m_seen = 0;
};

/// What `--format json` printed; throws where that is no JSON.
[[nodiscard]] nlohmann::json json_of(const ProgramRun& run);

}  // namespace pecprobe::test
