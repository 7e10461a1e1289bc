// What is fuzzed reads bytes, and nothing else: whoever opens a connection or asks for an address ends the run.
#include <netdb.h>
#include <resolv.h>
#include <sys/socket.h>

#include <cstdio>
#include <cstdlib>

namespace {

[[noreturn]] void refuse(const char* call) {
  std::fprintf(stderr, "a fuzz target called %s()\n", call);
  std::abort();
}

}  // namespace

extern "C" {

int socket(int /*domain*/, int /*type*/, int /*protocol*/) noexcept { refuse("socket"); }
int connect(int /*descriptor*/, const sockaddr* /*address*/, socklen_t /*length*/) { refuse("connect"); }
int getaddrinfo(const char* /*host*/, const char* /*service*/, const addrinfo* /*hints*/, addrinfo** /*found*/) {
  refuse("getaddrinfo");
}
int res_nquery(res_state /*state*/, const char* /*name*/, int /*group*/, int /*type*/, unsigned char* /*answer*/,
               int /*size*/) noexcept {
  refuse("res_nquery");
}

}  // extern "C"
