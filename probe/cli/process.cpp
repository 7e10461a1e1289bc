#include "probe/cli/process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

namespace pecprobe {

namespace {

/// A standard descriptor that was closed is opened the wrong way round, so that using it fails as
/// it did before.
void keep_open(int descriptor) noexcept {
  if (fcntl(descriptor, F_GETFD) < 0) {
    const int opened = ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (opened >= 0 && opened != descriptor) {
      dup2(opened, descriptor);
      ::close(opened);
    }
  }
}

}  // namespace

void harden_process() noexcept {
  keep_open(STDIN_FILENO);
  keep_open(STDOUT_FILENO);
  keep_open(STDERR_FILENO);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
#if defined(__linux__)
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
}

}  // namespace pecprobe
