#include "fixtures/scenarios/scenario_library.hpp"
#include "tests/support/background_program.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/wait_until.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace pecmock {
namespace {

using pecprobe::test::file_text;

/// pecmock as a process of its own, its output in files.
class Program : public pecprobe::test::BackgroundProgram {
 public:
  Program(const std::filesystem::path& folder, std::vector<std::string> arguments)
      : BackgroundProgram(folder, with_program(std::move(arguments))) {}

 private:
  static std::vector<std::string> with_program(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), PECMOCK_PROGRAM);
    return arguments;
  }
};

class Pecmock : public testing::Test {
 protected:
  /// True once the ports file is there; false when the program ended instead.
  bool is_serving(Program& program) const {
    const auto serves = [&] { return std::filesystem::exists(in_folder("ports.json")); };
    const auto ended = [&] { return !program.out().empty() || !program.err().empty(); };
    return pecprobe::test::wait_until([&] { return serves() || ended(); }) && serves();
  }

  std::string in_folder(const std::string& name) const { return folder / name; }

  /// The ports file, once it is there.
  nlohmann::json wait_for_ports() const {
    return nlohmann::json::parse(pecprobe::test::wait_for_file(in_folder("ports.json")), nullptr, false);
  }

 private:
  pecprobe::test::TemporaryFolder m_files;

 protected:
  std::filesystem::path folder = m_files.path();
};

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// A socket that listens on a free port of loopback, as long as it lives.
class Listener {
 public:
  Listener() : m_descriptor(::socket(AF_INET, SOCK_STREAM, 0)), m_address(loopback(0)) {
    socklen_t size = sizeof m_address;
    auto* address = reinterpret_cast<sockaddr*>(&m_address);
    EXPECT_EQ(::bind(m_descriptor, address, size), 0);
    EXPECT_EQ(::listen(m_descriptor, 1), 0);
    EXPECT_EQ(::getsockname(m_descriptor, address, &size), 0);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { ::close(m_descriptor); }

  [[nodiscard]] int port() const { return ntohs(m_address.sin_port); }

 private:
  int m_descriptor;
  sockaddr_in m_address;
};

/// A client of a port of loopback.
class Connection {
 public:
  explicit Connection(int port) : m_descriptor(::socket(AF_INET, SOCK_STREAM, 0)) {
    const sockaddr_in address = loopback(port);
    EXPECT_EQ(::connect(m_descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(m_descriptor); }

  void send(const std::string& bytes) const {
    EXPECT_EQ(::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  }
  void stop_sending() const { ::shutdown(m_descriptor, SHUT_WR); }

  /// Waits for the next bytes; nothing at the end.
  [[nodiscard]] std::string next_bytes() const {
    std::array<char, 4096> buffer{};
    const ssize_t size = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
  }

 private:
  int m_descriptor;
};

/// What a server on this port of loopback says first, and its answers to `lines`.
std::string conversation(int port, const std::string& lines) {
  const Connection connection(port);
  connection.send(lines);
  connection.stop_sending();
  std::string text;
  for (std::string bytes; !(bytes = connection.next_bytes()).empty();) {
    text += bytes;
  }
  return text;
}

TEST_F(Pecmock, ServesUntilItIsTerminated) {
  Program program(folder, {"--ports-file", in_folder("ports.json"), "--ca-out", in_folder("ca.pem"), "--journal",
                           in_folder("journal"), "--accounts", "3", "good"});
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
  Program program(folder, {"--ports-file", in_folder("ports.json"), "--control", "0", "--now", "2026-11-22", "good"});
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
  ASSERT_TRUE(pecprobe::test::wait_until([&] { return program.out().ends_with('\n'); }));
  EXPECT_TRUE(nlohmann::json::parse(program.out()).contains("imaps"));
}

TEST_F(Pecmock, TakesSixPortsInARow) {
  // Which six are free is only known by trying.
  for (int attempt = 0; attempt < 20; ++attempt) {
    const int base = Listener().port();
    Program program(folder, {"--port-base", std::to_string(base), "--ports-file", in_folder("ports.json"), "good"});
    if (base > 65'530 || !is_serving(program)) {
      continue;
    }
    const nlohmann::json ports = wait_for_ports();
    const std::vector<int> numbers = {ports["imap"],  ports["imaps"], ports["pop3"],
                                      ports["pop3s"], ports["smtp"],  ports["smtps"]};
    EXPECT_THAT(numbers, testing::ElementsAre(base, base + 1, base + 2, base + 3, base + 4, base + 5));
    EXPECT_THAT(conversation(base + 4, "QUIT\r\n"), testing::StartsWith("220 "));
    return;
  }
  GTEST_SKIP() << "no six free ports in a row were found";
}

TEST_F(Pecmock, SaysWhichPortIsTaken) {
  const Listener taken;
  Program program(folder, {"--port-base", std::to_string(std::min(taken.port(), 65'530)), "good"});
  EXPECT_EQ(program.wait(), 3);
  EXPECT_THAT(program.err(), testing::MatchesRegex("pecmock: port [0-9]+ of 127.0.0.1 cannot be used: .+\n"));
}

TEST_F(Pecmock, EndsInOrderWhileClientsAreConnected) {
  Program program(folder, {"--ports-file", in_folder("ports.json"), "good"});
  const nlohmann::json ports = wait_for_ports();
  const std::vector<std::string> services = {"imap", "imaps", "pop3", "pop3s", "smtp", "smtps"};
  std::vector<std::unique_ptr<Connection>> connections;
  for (const std::string& service : services) {
    connections.push_back(std::make_unique<Connection>(ports[service]));
  }
  EXPECT_THAT(connections.front()->next_bytes(), testing::StartsWith("* OK"));
  program.signal(SIGTERM);
  EXPECT_EQ(program.wait(), 0);
  EXPECT_EQ(program.err(), "");
}

TEST_F(Pecmock, SaysThatItMayOpenNoMoreFilesAndGoesOnWhenItMay) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizers themselves need a free descriptor to look at an object's type";
#endif
  constexpr int k_files = 40;
  pecprobe::test::BackgroundProgram program(
      folder, {"/bin/sh", "-c", "ulimit -n " + std::to_string(k_files) + " && exec \"$0\" \"$@\"", PECMOCK_PROGRAM,
               "--ports-file", in_folder("ports.json"), "good"});
  const nlohmann::json ports = wait_for_ports();
  std::vector<std::unique_ptr<Connection>> connections;
  for (int i = 0; i < k_files; ++i) {
    connections.push_back(std::make_unique<Connection>(ports["smtp"]));
  }
  const std::string sentence =
      "pecmock: clients wait: all files that this process may open are in use (see ulimit -n)\n";
  EXPECT_TRUE(pecprobe::test::wait_until([&] { return program.err() == sentence; })) << program.err();
  connections.erase(connections.begin(), connections.end() - 1);
  EXPECT_THAT(connections.back()->next_bytes(), testing::StartsWith("220 "));
}

TEST_F(Pecmock, ListsItsScenariosAsJson) {
  Program program(folder, {"list", "--format", "json"});
  EXPECT_EQ(program.wait(), 0);
  const auto list = nlohmann::json::parse(program.out());
  ASSERT_TRUE(list.is_array());
  const auto good = std::find_if(list.begin(), list.end(), [](const auto& entry) { return entry["name"] == "good"; });
  ASSERT_NE(good, list.end());
  EXPECT_EQ((*good)["group"], "server");
  EXPECT_EQ((*good)["protocols"], (std::vector<std::string>{"imap", "pop3", "smtp"}));
  EXPECT_EQ((*good)["codes"], std::vector<std::string>{"ok"});
}

TEST_F(Pecmock, ListsItsScenariosByGroup) {
  Program program(folder, {"list"});
  EXPECT_EQ(program.wait(), 0);
  const std::string list = program.out();
  std::string group;
  for (const ScenarioFile& file : builtin_scenarios()) {
    if (file.group != group) {
      group = file.group;
      EXPECT_THAT("\n\n" + list, testing::HasSubstr("\n\n" + group + "\n  " + std::string(file.name) + " "));
    }
    EXPECT_THAT(list, testing::HasSubstr("\n  " + std::string(file.name) + " "));
  }
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
