#include "tests/interop/interop_test.hpp"
#include "tests/support/banner_server.hpp"

#include <string>

namespace pecprobe::test {
namespace {

using testing::IsEmpty;

class ReachTest : public EveryService {
 protected:
  /// The check ends so, and no server was sent a password.
  void expect_no_login(const Target& target, std::string_view code, int exit_status) {
    const Checked checked = check(lab().account("good"), {target}, {"--timeout", "3"});
    EXPECT_EQ(checked.code(), code) << "at port " << target.port;
    EXPECT_EQ(checked.exit_status, exit_status);
    EXPECT_FALSE(checked.password_was_sent());
    EXPECT_THAT(checked.events.logins, IsEmpty());
  }
};
PECPROBE_FOR_EVERY_SERVICE(ReachTest);

TEST_P(ReachTest, SaysThatAPortIsClosed) {
  const ClosedPort closed;
  expect_no_login({scheme(), closed.port(), "127.0.0.1"}, "connect_refused", 1);
}

// A client that wants TLS at once hears a greeting; one that waits for a greeting hears nothing.
TEST_P(ReachTest, SaysThatThePortIsTheOneOfTheOtherMode) {
  const Target target{scheme(), lab().port(other_mode()).value(), lab().address("good")};
  if (is_implicit()) {
    expect_no_login(target, "tls_not_spoken", 1);
  } else {
    expect_no_login(target, "greeting_timeout", 4);
  }
}

TEST_P(ReachTest, SaysThatAServiceIsNotMail) {
  for (const char* banner : {"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", "220 (vsFTPd 3.0.3)\r\n",
                             "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"}) {
    SCOPED_TRACE(banner);
    const BannerServer server(banner);
    expect_no_login({scheme(), server.port(), "127.0.0.1"}, is_implicit() ? "tls_not_spoken" : "not_this_protocol", 1);
  }
}

TEST_P(ReachTest, SaysThatAServiceIsAnotherMailProtocol) {
  for (const std::string other : {"imap", "pop3", "smtp"}) {
    const auto port = lab().port(is_implicit() ? other + "s" : other);
    if (other != protocol() && port) {
      SCOPED_TRACE(other);
      expect_no_login({scheme(), *port, lab().address("good")}, "not_this_protocol", 1);
    }
  }
}

}  // namespace
}  // namespace pecprobe::test
