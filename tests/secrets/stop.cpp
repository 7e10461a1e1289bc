// A library to be preloaded: stops the program (SIGSTOP) at the moment that PECPROBE_STOP_AT names, so that a test can
// look into it: `start`, before main; `connect`, when it holds the password and connects; `exit`, when main is over.
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>

namespace {

void stop_at(const char* moment) {
  const char* const wanted = std::getenv("PECPROBE_STOP_AT");
  if (wanted != nullptr && std::strcmp(wanted, moment) == 0) {
    std::raise(SIGSTOP);
  }
}

__attribute__((constructor)) void begin() { stop_at("start"); }
__attribute__((destructor)) void end() { stop_at("exit"); }

}  // namespace

extern "C" int connect(int descriptor, const sockaddr* address, socklen_t length) {
  stop_at("connect");
  return static_cast<int>(::syscall(SYS_connect, descriptor, address, length));
}
