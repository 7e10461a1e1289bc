#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <vector>

extern char** environ;  // NOLINT: POSIX

namespace pecmock {
namespace {

std::string file_text(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// pecmock as a process of its own, its output in files.
class Program {
 public:
  Program(std::filesystem::path folder, std::vector<std::string> arguments)
      : m_folder(std::move(folder)) {
    arguments.insert(arguments.begin(), PECMOCK_PROGRAM);
    std::vector<char*> argv;
    for (std::string& argument : arguments) {
      argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, (m_folder / "out").c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, (m_folder / "err").c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    EXPECT_EQ(::posix_spawn(&m_process, PECMOCK_PROGRAM, &actions, nullptr, argv.data(), environ),
              0);
    posix_spawn_file_actions_destroy(&actions);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() {
    if (m_process > 0) {
      ::kill(m_process, SIGKILL);
      ::waitpid(m_process, nullptr, 0);
    }
  }

  /// The exit status; the signal's number below zero.
  int wait() {
    int status = 0;
    ::waitpid(std::exchange(m_process, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  void signal(int number) const { ::kill(m_process, number); }

  [[nodiscard]] std::string out() const { return file_text(m_folder / "out"); }
  [[nodiscard]] std::string err() const { return file_text(m_folder / "err"); }

 private:
  std::filesystem::path m_folder;
  pid_t m_process = -1;
};

class Pecmock : public testing::Test {
 protected:
  Pecmock()
      : folder(std::filesystem::path(testing::TempDir()) /
               ("pecmock-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder);
  }
  ~Pecmock() override { std::filesystem::remove_all(folder); }

  std::string in_folder(const std::string& name) const { return folder / name; }

  /// The ports file, once it is there.
  nlohmann::json wait_for_ports() const {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!std::filesystem::exists(in_folder("ports.json")) &&
           std::chrono::steady_clock::now() < deadline) {
      std::this_thread::yield();
    }
    return nlohmann::json::parse(file_text(in_folder("ports.json")), nullptr, false);
  }

  std::filesystem::path folder;
};

/// What a server on this port of loopback says first, and its answers to `lines`.
std::string conversation(int port, const std::string& lines) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string text;
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    EXPECT_EQ(::send(descriptor, lines.data(), lines.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(lines.size()));
    ::shutdown(descriptor, SHUT_WR);
    std::array<char, 4096> buffer{};
    for (ssize_t size = 0; (size = ::recv(descriptor, buffer.data(), buffer.size(), 0)) > 0;) {
      text.append(buffer.data(), static_cast<std::size_t>(size));
    }
  }
  ::close(descriptor);
  return text;
}

TEST_F(Pecmock, ServesUntilItIsTerminated) {
  Program program(folder, {"--ports-file", in_folder("ports.json"), "--ca-out", in_folder("ca.pem"),
                           "--journal", in_folder("journal"), "--accounts", "3", "good"});
  const nlohmann::json ports = wait_for_ports();
  ASSERT_TRUE(ports.is_object());
  EXPECT_EQ(ports["host"], "127.0.0.1");
  EXPECT_EQ(ports.size(), 7U);
  EXPECT_THAT(conversation(ports["smtp"], "QUIT\r\n"), testing::StartsWith("220 "));
  EXPECT_THAT(file_text(in_folder("ca.pem")), testing::StartsWith("-----BEGIN CERTIFICATE-----"));
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 0);
  EXPECT_EQ(program.out(), "");
  EXPECT_EQ(program.err(), "");
  EXPECT_THAT(file_text(in_folder("journal")), testing::HasSubstr("\"text\":\"QUIT\""));
}

TEST_F(Pecmock, TakesCommandsOnItsControlPort) {
  Program program(folder, {"--ports-file", in_folder("ports.json"), "--control", "0", "--now",
                           "2026-11-22", "good"});
  const nlohmann::json ports = wait_for_ports();
  ASSERT_TRUE(ports.contains("control"));
  EXPECT_EQ(conversation(ports["control"], "now\r\nnow 2026-12-01\nbad\n"),
            "2026-11-22T00:00:00Z\nok\n2026-12-01T00:00:00Z\nok\n"
            "error: the commands are now, rotate, extend, deactivate, unlock, state, journal and "
            "clear\n");
  program.signal(SIGINT);
  EXPECT_EQ(program.wait(), 0);
}

TEST_F(Pecmock, PrintsThePortsWhereNoFileIsNamed) {
  Program program(folder, {"good"});
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!program.out().ends_with('\n') && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
  EXPECT_TRUE(nlohmann::json::parse(program.out()).contains("imaps"));
}

TEST_F(Pecmock, ListsItsScenariosAsJson) {
  Program program(folder, {"list", "--format", "json"});
  EXPECT_EQ(program.wait(), 0);
  const auto list = nlohmann::json::parse(program.out());
  ASSERT_TRUE(list.is_array());
  const auto good = std::find_if(list.begin(), list.end(),
                                 [](const auto& entry) { return entry["name"] == "good"; });
  ASSERT_NE(good, list.end());
  EXPECT_EQ((*good)["group"], "server");
  EXPECT_EQ((*good)["protocols"], (std::vector<std::string>{"imap", "pop3", "smtp"}));
  EXPECT_EQ((*good)["codes"], std::vector<std::string>{"ok"});
}

TEST_F(Pecmock, ShowsAndChecksScenarios) {
  Program show(folder, {"show", "good"});
  EXPECT_EQ(show.wait(), 0);
  EXPECT_THAT(show.out(), testing::HasSubstr("expect imap ok"));
  std::ofstream(in_folder("mine.scn")) << "title \"x\"\nsource none\nimap { on LOGIN explode }\n";
  Program check(folder, {"check", in_folder("mine.scn")});
  EXPECT_EQ(check.wait(), 1);
  EXPECT_THAT(check.err(), testing::StartsWith(in_folder("mine.scn") + ":3:17: here a step ("));
}

TEST_F(Pecmock, RefusesWhatItCannotDo) {
  Program unknown(folder, {"no-such-scenario"});
  EXPECT_EQ(unknown.wait(), 2);
  EXPECT_THAT(unknown.err(), testing::HasSubstr("there is no scenario no-such-scenario"));
  Program usage(folder, {"--frobnicate"});
  EXPECT_EQ(usage.wait(), 2);
  Program file(folder, {"--ca-out", "/nowhere/at/all.pem", "good"});
  EXPECT_EQ(file.wait(), 3);
  EXPECT_THAT(file.err(), testing::HasSubstr("/nowhere/at/all.pem cannot be written"));
}

}  // namespace
}  // namespace pecmock
