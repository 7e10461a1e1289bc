// The tests in the background of the built program: what the accounts file says, what Prometheus is told, what stays.
#include "tests/integration/pecprobe_run.hpp"
#include "tests/serve/served_page.hpp"
#include "tests/support/wait_until.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <optional>

namespace pecprobe::test {
namespace {

using nlohmann::json;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr const char* k_alias = "c48156f6cfe3";
constexpr const char* k_account = "[[account]]\naddress = \"casella@pec.example\"\n";

/// An accounts file with its state and passwords beside it, for one program after the other.
class ServeBackground : public testing::Test {
 protected:
  ServeBackground() { static_cast<void>(folder.file("password", std::string(k_good_password) + "\n")); }

  /// Written beside it and renamed, as editors do.
  void write_accounts(const std::string& text) const {
    const std::string written = folder.file("accounts.new", text);
    ASSERT_EQ(std::rename(written.c_str(), accounts().c_str()), 0);
  }
  [[nodiscard]] std::string accounts() const { return folder.path() / "accounts.toml"; }
  [[nodiscard]] std::string state() const { return folder.path() / "state.sqlite"; }
  /// Turns come every six seconds until everybody was tested.
  [[nodiscard]] std::unique_ptr<ServedPage> serve(std::string_view statements = "",
                                                  const std::vector<std::string>& further = {}) const {
    std::vector<std::string> options = {"--accounts", accounts(), "--every",       "1m",
                                        "--state",    state(),    "--open-metrics"};
    options.insert(options.end(), further.begin(), further.end());
    return std::make_unique<ServedPage>(statements, options);
  }
  static std::string metrics(const ServedPage& page) { return page.get("/metrics").body; }
  static bool shows(const ServedPage& page, const std::string& line) {
    return wait_until([&] { return metrics(page).find(line) != std::string::npos; });
  }

  TemporaryFolder folder;
};

const std::string k_with_password = std::string(k_account) + "password_file = \"password\"\n";
const std::string k_success =
    fmt::format("pec_check_success{{account=\"{}\",provider=\"studio\",protocol=\"imap\"}} 1\n", k_alias);

TEST_F(ServeBackground, TellsPrometheusWhatItKnowsAndAScrapeTestsNothing) {
  write_accounts(k_with_password);
  const auto page = serve();
  ASSERT_TRUE(shows(*page, k_success)) << metrics(*page) << page->program().err();
  EXPECT_EQ(page->logins(), 3U);
  const std::size_t connections = page->connections();
  for (int scrape = 0; scrape < 20; ++scrape) {
    EXPECT_EQ(page->get("/metrics").status, 200);
  }
  EXPECT_EQ(page->connections(), connections);
  const std::string text = metrics(*page);
  EXPECT_THAT(text, HasSubstr("pec_monitor_accounts_file_valid 1\n"));
  EXPECT_THAT(text, HasSubstr("pec_monitor_next_test_timestamp_seconds "));
  EXPECT_THAT(text, Not(HasSubstr("casella")));
  EXPECT_THAT(text, Not(HasSubstr(std::string(k_good_password))));
}

TEST_F(ServeBackground, ResultsSurviveARestartAndAreToldByHistory) {
  write_accounts(k_with_password);
  const std::string refusing = "account \"casella@pec.example\" { password \"another-one\" }";
  {
    const auto page = serve(refusing);
    ASSERT_TRUE(shows(*page, "code=\"auth_rejected\"")) << page->program().err() << metrics(*page);
    EXPECT_EQ(page->logins(), 2U);
    page->program().signal(SIGTERM);
    EXPECT_EQ(page->program().wait(), 0);
  }
  const auto page = serve(refusing);
  const json account = json::parse(page->get("/api/v1/accounts").body).at("accounts").at(0);
  EXPECT_EQ(account.at("verdict"), "fail");
  EXPECT_TRUE(account.at("tested_at").is_string());
  EXPECT_THAT(metrics(*page), HasSubstr("code=\"auth_rejected\""));
  EXPECT_THAT(page->call({.target = "/accounts", .fields = "Accept: text/html\r\n"}).body, HasSubstr("Next test:"));
  EXPECT_EQ(page->connections(), 0U) << "all of it is what the one before had found";

  ProgramCall call;
  call.arguments = {PECPROBE_PROGRAM, "history", "Casella@pec.example", "--state", state(), "--lang", "en"};
  const ProgramRun told = run_program(call);
  EXPECT_EQ(told.exit_status, 0);
  EXPECT_THAT(told.out, HasSubstr("IMAP no (auth_rejected) since "));
  EXPECT_THAT(told.out, HasSubstr("IMAP  – → no (auth_rejected)"));
  EXPECT_THAT(told.out, Not(HasSubstr(std::string(k_good_password))));
}

TEST_F(ServeBackground, AFaultyFileKeepsTheOldOneAndIsSaidAllOver) {
  write_accounts(k_with_password);
  const auto page = serve();
  write_accounts("[[account]]\nadress = \"casella@pec.example\"\n");
  page->program().signal(SIGHUP);
  ASSERT_TRUE(shows(*page, "pec_monitor_accounts_file_valid 0\n"));
  EXPECT_THAT(page->program().err(), HasSubstr("accounts.toml:2:1"));
  EXPECT_THAT(page->program().err(), HasSubstr("the accounts that were read before go on being tested"));
  EXPECT_THAT(page->get("/healthz").body, HasSubstr("accounts file: faulty"));
  EXPECT_TRUE(shows(*page, k_success)) << "it is tested all the same";

  write_accounts(k_with_password + "[[account]]\naddress = \"altra@pec.example\"\npassword_file = \"password\"\n");
  ASSERT_TRUE(shows(*page, "pec_monitor_accounts{testable=\"yes\"} 2\n")) << "noticed without being told";
  EXPECT_THAT(metrics(*page), HasSubstr("pec_monitor_accounts_file_valid 1\n"));
  EXPECT_EQ(page->get("/healthz").body, "ok\n");
}

TEST_F(ServeBackground, ServersThatTheFileNamesLaterMayBeTestedOnThePage) {
  write_accounts(k_with_password);
  const MockPlaying other("");
  const auto page = serve();
  const std::string endpoint = fmt::format("imaps://127.0.0.1:{}", other.port(Protocol::imap, TlsMode::implicit));
  const std::string asked =
      check_json(k_good_password, fmt::format(R"("services": ["imap"], "endpoints": {{"imap": "{}"}})", endpoint));
  EXPECT_EQ(page->check(asked).status, 422) << "a private address that nobody vouches for";
  write_accounts(
      fmt::format("{}[[account]]\naddress = \"altra@pec.example\"\nimap = \"{}\"\n", k_with_password, endpoint));
  page->program().signal(SIGHUP);
  ASSERT_TRUE(shows(*page, "pec_monitor_accounts{testable=\"no\"} 1\n")) << page->program().err();
  EXPECT_EQ(page->check(asked).status, 200);
}

TEST_F(ServeBackground, AFileThatIsGoneKeepsTheOldOne) {
  write_accounts(k_with_password);
  const auto page = serve();
  std::filesystem::remove(accounts());
  page->program().signal(SIGHUP);
  ASSERT_TRUE(shows(*page, "pec_monitor_accounts_file_valid 0\n"));
  EXPECT_THAT(page->program().err(), HasSubstr("the accounts that were read before go on being tested"));
}

TEST_F(ServeBackground, APasswordThatCannotBeReadIsAFaultOfThisComputerAndIsToldNobodyAsAChange) {
  write_accounts(std::string(k_account) +
                 fmt::format("password_command = [\"cat\", \"{}\"]\n", (folder.path() / "later").string()));
  const auto page = serve(
      "", {"--hook-command", fmt::format("sh -c 'echo $PECPROBE_CHANGES >> {}'", (folder.path() / "told").string())});
  ASSERT_TRUE(shows(*page, "code=\"password_source_failed\"} 1\n")) << page->program().err();
  EXPECT_THAT(page->program().err(), HasSubstr("casella@pec.example cannot be tested now"));
  EXPECT_THAT(page->program().err(), HasSubstr("No such file"));
  const json account = json::parse(page->get("/api/v1/accounts").body).at("accounts").at(0);
  EXPECT_EQ(account.at("fault"), "password_source_failed");
  EXPECT_TRUE(account.at("verdict").is_null());
  EXPECT_THAT(page->call({.target = "/accounts", .fields = "Accept: text/html\r\n"}).body,
              HasSubstr("cannot be tested now: password_source_failed"));
  EXPECT_EQ(page->connections(), 0U);
  EXPECT_EQ(file_text(folder.path() / "told"), "");
}

TEST_F(ServeBackground, AnAccountWithoutASourceForItsPasswordIsNamedAndNotTested) {
  write_accounts(k_account);
  const auto page = serve();
  EXPECT_THAT(page->program().err(), HasSubstr("not tested in the background"));
  EXPECT_THAT(page->program().err(), HasSubstr("casella@pec.example"));
  EXPECT_THAT(metrics(*page), HasSubstr("pec_monitor_accounts{testable=\"no\"} 1\n"));
}

TEST_F(ServeBackground, StopsWithinSecondsAndKeepsNothingOfATestThatWasCutOff) {
  write_accounts(k_with_password);
  const auto page = serve("pace 30s");
  ASSERT_TRUE(wait_until([&] { return page->connections() > 0; })) << page->program().err();
  page->program().signal(SIGTERM);
  EXPECT_EQ(page->program().wait(), 0);
  ProgramCall call;
  call.arguments = {PECPROBE_PROGRAM, "history", "casella@pec.example", "--state", state(), "--lang", "en"};
  EXPECT_EQ(run_program(call).exit_status, 2);
}

/// `serve --once`.
class ServeOnce : public ServeBackground {
 protected:
  /// What the provider plays from now on.
  void play(std::string_view statements) {
    mail.emplace(statements);
    std::string servers;
    for (const Protocol protocol : k_protocols) {
      servers +=
          fmt::format("{0} = \"{0}s://localhost:{1}\"\n", to_string(protocol), mail->port(protocol, TlsMode::implicit));
    }
    write_accounts(fmt::format("[defaults]\n{}\n{}", servers, further));
  }

  [[nodiscard]] ProgramRun run_once(const std::vector<std::string>& options = {}) const {
    ProgramCall call;
    call.arguments = {PECPROBE_PROGRAM, "serve", "--once", "--lang", "en", "--no-mx", "--ca-file", mail->ca_file()};
    call.arguments.insert(call.arguments.end(),
                          {"--accounts", accounts(), "--state", state(), "--textfile", textfile()});
    call.arguments.insert(call.arguments.end(), options.begin(), options.end());
    call.environment = without_ignored_variables();
    return run_program(call);
  }
  [[nodiscard]] std::size_t logins() const {
    const auto entries = mail->journal().entries();
    return static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), [](const auto& entry) {
      return entry.kind == pecmock::JournalEntry::Kind::login;
    }));
  }
  [[nodiscard]] std::string textfile() const { return folder.path() / "pec.prom"; }
  [[nodiscard]] std::string written() const { return file_text(textfile()); }

  std::string further = k_with_password;
  std::optional<MockPlaying> mail;
};

TEST_F(ServeOnce, WritesOneFileForNodeExporterAndEndsAsABatchDoes) {
  play("");
  const ProgramRun run = run_once();
  EXPECT_EQ(run.exit_status, 0) << run.err;
  EXPECT_EQ(logins(), 3U);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(written(), HasSubstr(fmt::format("pec_check_success{{account=\"{}\"", k_alias)));
  EXPECT_THAT(written(), EndsWith("\n"));
  for (const std::string& output : {written(), run.err, file_text(state())}) {
    EXPECT_THAT(output, Not(HasSubstr(std::string(k_good_password))));
  }
  EXPECT_THAT(written(), Not(HasSubstr("pec_monitor_next_test")));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 4)
      << "accounts, password, state, textfile: nothing temporary stays";
}

TEST_F(ServeOnce, NamesAddressesOnlyWhenTold) {
  play("");
  static_cast<void>(run_once({"--labels", "address"}));
  EXPECT_THAT(written(), HasSubstr("account=\"casella@pec.example\""));
}

TEST_F(ServeOnce, ARefusedPasswordIsStatusOneAndIsNotTriedAgainByTheNextRun) {
  play("account \"casella@pec.example\" { password \"another-one\" }");
  EXPECT_EQ(run_once().exit_status, 1);
  EXPECT_EQ(logins(), 2U);
  EXPECT_EQ(run_once().exit_status, 1);
  EXPECT_EQ(logins(), 2U);
  EXPECT_THAT(written(), HasSubstr("pec_guard_blocked"));
  EXPECT_THAT(written(), Not(HasSubstr(std::string(k_good_password))));
}

TEST_F(ServeOnce, AnAccountThatCannotBeTestedLeavesTheRunOpen) {
  further = k_with_password + "[[account]]\naddress = \"altra@pec.example\"\n";
  play("");
  EXPECT_EQ(run_once().exit_status, 4);
  EXPECT_THAT(written(), HasSubstr("pec_monitor_accounts{testable=\"no\"} 1\n"));
}

TEST_F(ServeOnce, APasswordThatCannotBeReadIsSaidInTheMetrics) {
  further = std::string(k_account) + "password_command = [\"false\"]\n";
  play("");
  EXPECT_EQ(run_once().exit_status, 4);
  EXPECT_EQ(logins(), 0U);
  EXPECT_THAT(
      written(),
      HasSubstr(fmt::format(
          "pec_monitor_fault_info{{account=\"{}\",provider=\"\",code=\"password_source_failed\"}} 1\n", k_alias)));
  EXPECT_THAT(written(), Not(HasSubstr("pec_check_"))) << "the mailbox showed nothing";
}

TEST_F(ServeOnce, AFileThatCannotBeWrittenIsStatusThree) {
  std::filesystem::create_directory(textfile());
  play("");
  const ProgramRun run = run_once();
  EXPECT_EQ(run.exit_status, 3);
  EXPECT_THAT(run.err, HasSubstr("pec.prom"));
}

TEST_F(ServeOnce, WhatDoesNotFitTogetherIsRefused) {
  const auto status_of = [](std::vector<std::string> options) {
    options.insert(options.begin(), {PECPROBE_PROGRAM, "serve"});
    ProgramCall call;
    call.arguments = std::move(options);
    return run_program(call).exit_status;
  };
  EXPECT_EQ(status_of({"--once", "--textfile", textfile()}), 2);
  EXPECT_EQ(status_of({"--every", "6h"}), 2);
  EXPECT_EQ(status_of({"--once", "--accounts", accounts()}), 2);
  EXPECT_EQ(status_of({"--textfile", textfile(), "--accounts", accounts()}), 2);
  EXPECT_EQ(status_of({"--every", "59s", "--accounts", accounts()}), 2);
}

}  // namespace
}  // namespace pecprobe::test
