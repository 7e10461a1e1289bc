// Runs the built pecprobe against the lab's servers and shows its report beside what the servers
// saw.
#pragma once

#include "tests/interop/lab.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

/// A service as the command line names it: scheme, host and port, and the address that the host
/// has.
struct Target {
  std::string scheme;  // imap, imaps, pop3, pop3s, smtp, smtps
  std::uint16_t port = 0;
  std::string address;
  std::string host = "mail.test";
};

/// What a run of `pecprobe check` said, and what the servers say about it.
struct Checked {
  int exit_status = -1;
  nlohmann::json report;
  Events events;

  /// A service of the only account, in the order of the report.
  [[nodiscard]] const nlohmann::json& service(std::size_t index = 0) const;
  [[nodiscard]] std::string code(std::size_t index = 0) const;
  [[nodiscard]] std::string verdict(std::size_t index = 0) const;
  [[nodiscard]] std::string certainty(std::size_t index = 0) const;
  [[nodiscard]] bool password_was_sent(std::size_t index = 0) const;
};

class InteropTest : public testing::Test {
 protected:
  /// Skips where no lab runs.
  void SetUp() override;

  [[nodiscard]] const Lab& lab() const { return *m_lab; }
  /// The service on the address of a kind of server (good, expired …).
  [[nodiscard]] Target at(const std::string& scheme, std::string_view kind = "good") const;
  /// Runs `pecprobe check`, expects that no output holds the password, and waits until the servers have logged the
  /// sessions. Throws when the output is not a report.
  [[nodiscard]] Checked check(const LabAccount& account, const std::vector<Target>& targets,
                              const std::vector<std::string>& options = {});

 private:
  std::optional<Lab> m_lab;
  std::string m_mark;  // where the events of the next check begin
};

/// A test for each of the six ways to a service: three protocols, implicit TLS and STARTTLS.
class EveryService : public InteropTest, public testing::WithParamInterface<std::string> {
 protected:
  /// Skips where this server could not be started.
  void SetUp() override;

  [[nodiscard]] const std::string& scheme() const { return GetParam(); }
  [[nodiscard]] std::string protocol() const { return scheme().substr(0, 4); }
  [[nodiscard]] bool is_implicit() const { return scheme().size() == 5; }
  /// The same protocol with TLS begun the other way.
  [[nodiscard]] std::string other_mode() const { return is_implicit() ? protocol() : protocol() + "s"; }

  /// What a server must have seen of a check that passed, or of one whose login was refused.
  [[nodiscard]] ServerSession passed_session(std::string_view kind = "good") const;
  [[nodiscard]] ServerSession refused_session(std::string_view kind = "good") const;
  /// … of one that never got through the handshake.
  [[nodiscard]] ServerSession session_without_tls(std::string_view kind) const;
  [[nodiscard]] Login login(const LabAccount& account, std::string_view result, std::string_view kind = "good") const;
};

[[nodiscard]] std::string scheme_name(const testing::TestParamInfo<std::string>& info);

}  // namespace pecprobe::test

// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): GoogleTest's own macro needs one per suite
#define PECPROBE_FOR_EVERY_SERVICE(suite) \
  INSTANTIATE_TEST_SUITE_P(, suite, testing::Values("imaps", "imap", "pop3s", "pop3", "smtps", "smtp"), scheme_name)
