// Commands that give passwords, while the built program serves: signals are the program's, and its end is theirs.
#include "tests/serve/served_page.hpp"
#include "tests/support/wait_until.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;

class ServePasswordCommand : public testing::Test {
 protected:
  /// An account for each address, all with this script for the shell.
  void write_accounts(const std::vector<std::string>& addresses, const std::string& script,
                      const std::string& servers = "") {
    std::string text;
    for (const std::string& address : addresses) {
      text += fmt::format("[[account]]\naddress = \"{}\"\n{}password_command = [\"sh\", \"-c\", \"\"\"{}\"\"\"]\n",
                          address, servers, script);
    }
    m_accounts = folder.file("accounts.toml", text);
  }
  [[nodiscard]] std::unique_ptr<ServedPage> serve(std::vector<std::string> further = {}) const {
    std::vector<std::string> options = {
        "--accounts", m_accounts, "--every", "1m", "--open-metrics", "--state", folder.path() / "state.sqlite"};
    options.insert(options.end(), further.begin(), further.end());
    return std::make_unique<ServedPage>("", options);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return folder.path() / name; }
  [[nodiscard]] bool appears(const std::string& name, const std::string& text) const {
    return wait_until([&] { return file_text(path(name)) == text; });
  }

  TemporaryFolder folder;

 private:
  std::string m_accounts;
};

TEST_F(ServePasswordCommand, GoesOnWhenTheAccountsFileIsReadAgain) {
  write_accounts({"casella@pec.example"},
                 fmt::format("echo run >> '{}'; while ! test -e '{}'; do sleep 0.05; done; echo app-password-1",
                             path("runs"), path("go")));
  const auto page = serve();
  ASSERT_TRUE(appears("runs", "run\n")) << page->program().err();
  page->program().signal(SIGHUP);
  ASSERT_TRUE(wait_until([&] { return page->program().err().find("was read again") != std::string::npos; }))
      << "nobody waits for the command: " << page->program().err();
  static_cast<void>(folder.file("go", ""));
  EXPECT_TRUE(wait_until([&] { return page->logins() == 3; })) << page->program().err();
  EXPECT_EQ(file_text(path("runs")), "run\n");
}

TEST_F(ServePasswordCommand, TheEndOfTheProgramIsTheEndOfAllOfThem) {
  write_accounts({"uno@pec.example", "due@pec.example", "tre@pec.example"},
                 fmt::format("echo run >> '{}'; exec sleep 600", path("runs")), "imap = \"imaps://localhost:993\"\n");
  const MockPlaying mail("");
  BackgroundProgram program(folder.path(), {PECPROBE_PROGRAM, "serve", "--once", "--lang", "en", "--no-mx", "--ca-file",
                                            mail.ca_file(), "--accounts", path("accounts.toml"), "--state",
                                            path("state.sqlite"), "--textfile", path("pec.prom")});
  ASSERT_TRUE(appears("runs", "run\n")) << program.err();
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 128 + SIGTERM) << program.err();
  EXPECT_EQ(file_text(path("runs")), "run\n") << "none was begun for the two that waited";
}

TEST_F(ServePasswordCommand, TheServerEndsThoughAHookWaitsForOne) {
  write_accounts(
      {"casella@pec.example"},
      fmt::format("if test -e '{0}'; then echo run >> '{1}'; exec sleep 600; fi; touch '{0}'; echo app-password-1",
                  path("first"), path("runs")));
  const auto page = serve({"--hook-mail", "help@desk.example", "--hook-mail-from", "casella@pec.example"});
  ASSERT_TRUE(appears("runs", "run\n")) << page->program().err();
  page->program().signal(SIGTERM);
  EXPECT_EQ(page->program().wait(), 0);
}

}  // namespace
}  // namespace pecprobe::test
