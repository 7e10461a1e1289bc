#include "protocols/net/socket.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/socket.h>

namespace pecprobe {
namespace {

int new_socket() { return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }
bool is_open(int descriptor) { return ::fcntl(descriptor, F_GETFD) >= 0; }

TEST(SocketSet, ClosesNoneBeforeAllAreDone) {
  const int first = new_socket();
  const int second = new_socket();
  SocketSet sockets;
  ASSERT_TRUE(sockets.add(first));
  ASSERT_TRUE(sockets.add(second));
  EXPECT_TRUE(is_open(first));
  EXPECT_EQ(sockets.find(first)->descriptor(), first);
  EXPECT_EQ(sockets.find(second + 1), nullptr);
  sockets.close_all();
  EXPECT_FALSE(is_open(first));
  EXPECT_FALSE(is_open(second));
}

TEST(SocketSet, GivesTheOneThatIsConnectedAndElseTheLast) {
  const int first = new_socket();
  const int second = new_socket();
  SocketSet sockets;
  ASSERT_TRUE(sockets.add(first));
  ASSERT_TRUE(sockets.add(second));
  EXPECT_EQ(sockets.take(first).descriptor(), first);
  EXPECT_EQ(sockets.take(-1).descriptor(), second);
  EXPECT_FALSE(SocketSet{}.take(first).is_open());
}

}  // namespace
}  // namespace pecprobe
