// The lock-out guard as a user meets it: the built program, run again and again against pecmock, whose
// journal counts the logins.
#include "tests/integration/mock_playing.hpp"
#include "tests/integration/pecprobe_run.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <thread>

namespace pecprobe::test {
namespace {

using pecmock::JournalEntry;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Logins = std::vector<std::string>;

/// A mailbox whose password is not the one that the program is given, and a state folder.
class GuardTest : public testing::Test {
 protected:
  explicit GuardTest(std::string_view statements = R"(account "casella@pec.example" { password "another-one" })")
      : server(statements) {}

  [[nodiscard]] std::string state() const { return folder.path() / "pecprobe" / "state.sqlite"; }

  ProgramRun check(const std::vector<std::string>& options = {}, std::string password = std::string(k_password)) {
    ProgramCall call;
    call.arguments = {PECPROBE_PROGRAM,   "check",     std::string(k_login), "--lang", "en",
                      "--password-stdin", "--ca-file", server.ca_file()};
    for (const Protocol protocol : k_protocols) {
      call.arguments.push_back(fmt::format("--{}", to_string(protocol)));
      call.arguments.push_back(
          fmt::format("{}s://localhost:{}", to_string(protocol), server.port(protocol, TlsMode::implicit)));
    }
    call.arguments.insert(call.arguments.end(), options.begin(), options.end());
    call.input = std::move(password) + "\n";
    call.environment = places;
    for (const std::string& variable : without_ignored_variables()) {
      call.environment.push_back(variable);
    }
    return run_program(call);
  }

  /// The services that a login was tried at since the last call, in order.
  Logins logins() {
    Logins found;
    const std::vector<JournalEntry> entries = server.journal().entries();
    for (const JournalEntry& entry : entries) {
      if (entry.number > m_seen && entry.kind == JournalEntry::Kind::login) {
        found.emplace_back(to_string(entry.protocol));
      }
    }
    m_seen = entries.empty() ? 0 : entries.back().number;
    return found;
  }

  /// As if that much time had passed.
  void end_cool_down() { SQLite::Database(state(), SQLite::OPEN_READWRITE).exec("UPDATE refusal SET next_try = 0"); }

  TemporaryFolder folder;
  std::vector<std::string> places = {"XDG_STATE_HOME=" +
                                     folder.path().string()};  // variables that say where the state is
  MockPlaying server;

 private:
  std::uint64_t m_seen = 0;
};

TEST_F(GuardTest, ThreeServicesThatRefuseAreAskedTwiceAndThriceWithTryAll) {
  EXPECT_EQ(check({"--no-memory"}).exit_status, 1);
  EXPECT_THAT(logins(), UnorderedElementsAre("imap", "smtp"));
  EXPECT_EQ(check({"--no-memory", "--try-all"}).exit_status, 1);
  EXPECT_THAT(logins(), UnorderedElementsAre("imap", "pop3", "smtp"));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(GuardTest, ASecondRunWithTheSameWrongPasswordTriesNothingAndRepeatsTheCode) {
  static_cast<void>(check());
  static_cast<void>(logins());
  const ProgramRun again = check({"--format", "json"});
  EXPECT_THAT(logins(), IsEmpty());
  EXPECT_EQ(again.exit_status, 1);
  const auto services = nlohmann::json::parse(again.out).at("accounts").at(0).at("services");
  for (const std::size_t refused : {0U, 2U}) {
    EXPECT_EQ(services[refused].at("diagnosis").at("code"), "auth_rejected");
    EXPECT_EQ(services[refused].at("auth").at("attempted"), false);
    EXPECT_EQ(services[refused].at("auth").at("remembered").at("refusals"), 1);
    EXPECT_THAT(services[refused].at("diagnosis").at("evidence").back().at("text").get<std::string>(),
                testing::MatchesRegex("refused at .*, not tried again; .*"));
  }
  EXPECT_EQ(services[1].at("diagnosis").at("code"), "skipped_lockout_guard");
  EXPECT_THAT(check().out, HasSubstr("not tried again"));
}

TEST_F(GuardTest, AnotherPasswordIsTriedAtOnce) {
  static_cast<void>(check());
  static_cast<void>(logins());
  EXPECT_EQ(check({}, "another-one").exit_status, 0);
  EXPECT_THAT(logins(), UnorderedElementsAre("imap", "smtp", "pop3"));
}

TEST_F(GuardTest, AnAcceptedLoginForgets) {
  static_cast<void>(check());
  static_cast<void>(check({}, "another-one"));
  static_cast<void>(logins());
  static_cast<void>(check());
  EXPECT_THAT(logins(), UnorderedElementsAre("imap", "smtp"));
}

TEST_F(GuardTest, TheEndOfTheCoolDownAndForceAllowAnotherTry) {
  static_cast<void>(check());
  static_cast<void>(logins());
  end_cool_down();
  static_cast<void>(check());
  EXPECT_THAT(logins(), UnorderedElementsAre("imap", "smtp"));
  static_cast<void>(check());
  EXPECT_THAT(logins(), IsEmpty());
  static_cast<void>(check({"--force"}));
  EXPECT_THAT(logins(), UnorderedElementsAre("imap", "smtp"));
  EXPECT_THAT(check({"--format", "json"}).out, HasSubstr("\"refusals\": 3"));
}

TEST_F(GuardTest, WithoutMemoryEveryRunTries) {
  for (int run = 0; run < 2; ++run) {
    static_cast<void>(check({"--no-memory"}));
    EXPECT_THAT(logins(), UnorderedElementsAre("imap", "smtp"));
  }
}

TEST_F(GuardTest, TwoProcessesAtOnceTryARefusedPasswordOnceWhenItsTimeHasCome) {
  const std::vector<std::string> imap = {"--protocols", "imap"};
  static_cast<void>(check(imap));
  EXPECT_THAT(logins(), ElementsAre("imap"));
  const auto two_at_once = [&] {
    std::jthread other([&] { static_cast<void>(check(imap)); });
    static_cast<void>(check(imap));
  };
  two_at_once();
  EXPECT_THAT(logins(), IsEmpty());
  end_cool_down();
  two_at_once();
  EXPECT_THAT(logins(), ElementsAre("imap"));
}

TEST_F(GuardTest, AStateThatCannotBeUsedStopsNothingAndStaysAsItIs) {
  const std::string noise(4096, '#');
  const std::string file = folder.file("noise", noise);
  const ProgramRun run = check({"--state", file});
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_THAT(run.err, HasSubstr("the state cannot be used: " + file));
  EXPECT_THAT(logins(), UnorderedElementsAre("imap", "smtp"));
  std::ifstream kept(file, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(kept), {}), noise);
}

// Neither a home that is none nor one where nothing can be made.
TEST_F(GuardTest, AHomeThatCannotBeUsedStopsNothing) {
  for (const std::string& home : {folder.file("file", ""), std::string("/proc/nowhere")}) {
    places = {"XDG_STATE_HOME=", "HOME=" + home};
    const ProgramRun run = check();
    EXPECT_EQ(run.exit_status, 1);
    EXPECT_THAT(run.err, HasSubstr("the state cannot be used: " + home));
  }
}

class GoodMailboxTest : public GuardTest {
 protected:
  GoodMailboxTest() : GuardTest("") {}
};

TEST_F(GoodMailboxTest, Pop3ConnectsAfterTheVerdictsOfImapAndSmtp) {
  EXPECT_EQ(check().exit_status, 0);
  std::vector<std::string> order;
  for (const JournalEntry& entry : server.journal().entries()) {
    if (entry.kind == JournalEntry::Kind::login) {
      order.push_back("login");
    } else if (entry.kind == JournalEntry::Kind::connected && entry.protocol == Protocol::pop3) {
      order.emplace_back("pop3 connects");
    }
  }
  EXPECT_EQ(order, (std::vector<std::string>{"login", "login", "pop3 connects", "login"}));
}

TEST_F(GoodMailboxTest, APassedCheckLeavesNoState) {
  EXPECT_EQ(check().exit_status, 0);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(GoodMailboxTest, AMissingHomeStopsNothing) {
  places = {"XDG_STATE_HOME=", "HOME="};
  const ProgramRun run = check();
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_THAT(run.err, HasSubstr("neither XDG_STATE_HOME nor HOME"));
}

}  // namespace
}  // namespace pecprobe::test
