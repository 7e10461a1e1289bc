// What systemd is told: the test listens at $NOTIFY_SOCKET in its place (sd_notify(3)).
#include "tests/serve/served_page.hpp"

#include <gtest/gtest.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

namespace pecprobe::test {
namespace {

class NotifySocket {
 public:
  NotifySocket() : m_socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = m_folder.path() / "notify";
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const timeval limit{20, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (::bind(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("no socket");
    }
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  }
  ~NotifySocket() {
    ::close(m_socket);
    ::unsetenv("NOTIFY_SOCKET");
  }
  NotifySocket(const NotifySocket&) = delete;
  NotifySocket& operator=(const NotifySocket&) = delete;

  /// The next message; "nothing" when none comes within twenty seconds.
  [[nodiscard]] std::string next() const {
    std::array<char, 256> text{};
    const auto length = ::recv(m_socket, text.data(), text.size(), 0);
    return length < 0 ? "nothing" : std::string(text.data(), static_cast<std::size_t>(length));
  }

 private:
  TemporaryFolder m_folder;
  int m_socket;
};

class ServeSupervised : public testing::Test {
 protected:
  ~ServeSupervised() override { ::unsetenv("WATCHDOG_USEC"); }
  NotifySocket m_manager;
};

TEST_F(ServeSupervised, IsReadyWhenItAnswersAndSaysThatItStops) {
  ServedPage page;
  EXPECT_EQ(m_manager.next(), "READY=1");
  EXPECT_EQ(page.get("/healthz").body, "ok\n");
  page.program().signal(SIGTERM);
  EXPECT_EQ(m_manager.next(), "STOPPING=1");
  EXPECT_EQ(page.program().wait(), 0);
}

TEST_F(ServeSupervised, SaysThatItReadsTheAccountsFileAgainAndWhenItHas) {
  const TemporaryFolder folder;
  const std::string accounts = folder.file("accounts.toml", "[[account]]\naddress = \"casella@pec.example\"\n");
  ServedPage page("", {"--accounts", accounts, "--every", "6h", "--state", folder.path() / "state.sqlite"});
  EXPECT_EQ(m_manager.next(), "READY=1");
  for (const std::string& text : {file_text(accounts), std::string("this is no accounts file")}) {
    static_cast<void>(folder.file("accounts.toml", text));
    const auto before = std::chrono::steady_clock::now().time_since_epoch();
    page.program().signal(SIGHUP);
    const std::string reloading = m_manager.next();
    const std::string head = "RELOADING=1\nMONOTONIC_USEC=";
    ASSERT_EQ(reloading.substr(0, head.size()), head);
    const std::chrono::microseconds told(std::stoll(reloading.substr(head.size())));
    EXPECT_GE(told, std::chrono::floor<std::chrono::microseconds>(before));
    EXPECT_LE(told, std::chrono::steady_clock::now().time_since_epoch());
    EXPECT_EQ(m_manager.next(), "READY=1");
  }
}

TEST_F(ServeSupervised, ShowsLifeAgainAndAgainWhereThatIsWanted) {
  ::setenv("WATCHDOG_USEC", "100000", 1);
  const ServedPage page;
  EXPECT_EQ(m_manager.next(), "READY=1");
  for (int sign = 0; sign < 3; ++sign) {
    EXPECT_EQ(m_manager.next(), "WATCHDOG=1");
  }
}

}  // namespace
}  // namespace pecprobe::test
