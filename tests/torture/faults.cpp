// A library to be preloaded: makes chosen calls of a program fail, and counts all of them. PECPROBE_FAULT says which,
// as `kind:number:error` (the number-th call of that kind, from 1; `number+` that and all later ones; `number/` each
// number-th; 0 none; error 0 a single byte instead of what was asked for; of the clock so many days), and
// PECPROBE_FAULT_LOG names the file that afterwards holds a Tally and, behind it, the stack of the first fault and of a
// crash.
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string_view>

namespace {

enum class Kind { memory, descriptor, connect, resolve, thread, receive, send, write, settle, clock };
constexpr std::array<const char*, 10> k_names{"memory",  "descriptor", "connect", "resolve", "thread",
                                              "receive", "send",       "write",   "settle",  "clock"};

/// What the file begins with; torture.py reads it.
struct Tally {
  std::array<std::atomic<std::uint64_t>, k_names.size()> calls;
  std::atomic<std::uint64_t> failed;
};

enum class Repeats { once, from_then_on, every };

struct Fault {
  int kind = -1;
  std::uint64_t number = 0;
  Repeats repeats = Repeats::once;
  int error = 0;

  [[nodiscard]] bool is_due_at(std::uint64_t call) const {
    switch (repeats) {
      case Repeats::once: return call == number;
      case Repeats::from_then_on: return call >= number && number > 0;
      case Repeats::every: return number > 0 && call % number == 0;
    }
    return false;
  }
};

Fault g_fault;
Tally* g_tally = nullptr;
int g_log = -1;
thread_local bool t_is_inside = false;  // what this library itself allocates

void write_stack() {
  std::array<void*, 24> frames{};
  const int count = backtrace(frames.data(), static_cast<int>(frames.size()));
  backtrace_symbols_fd(frames.data(), count, g_log);
}

/// Whether this call is to fail; then errno says how.
bool fails(Kind kind) {
  if (g_tally == nullptr || t_is_inside) {
    return false;
  }
  const auto index = static_cast<std::size_t>(kind);
  const std::uint64_t call = ++g_tally->calls[index];
  if (static_cast<int>(index) != g_fault.kind || !g_fault.is_due_at(call)) {
    return false;
  }
  if (g_tally->failed++ == 0) {
    t_is_inside = true;
    write_stack();
    t_is_inside = false;
  }
  errno = g_fault.error;
  return true;
}

bool is_socket(int descriptor) {
  struct stat status {};
  return fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

/// Standard output, and files: what a full disk refuses. Not the wake-up pipes of an event loop.
bool is_output(int descriptor) {
  struct stat status {};
  return descriptor == STDOUT_FILENO || (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode));
}

int opened(int folder, const char* path, int flags, int mode) {
  return fails(Kind::descriptor) ? -1 : static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
}

/// Of open(2): given only where a file may be made.
int mode_in(int flags, va_list rest) { return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, int) : 0; }

template <typename Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

void tell_crash(int number) {
  t_is_inside = true;
  constexpr std::string_view line = "crash\n";
  static_cast<void>(::syscall(SYS_write, g_log, line.data(), line.size()));
  write_stack();
  signal(number, SIG_DFL);
  raise(number);
}

__attribute__((constructor)) void begin() {
  const char* const fault = std::getenv("PECPROBE_FAULT");
  const char* const log = std::getenv("PECPROBE_FAULT_LOG");
  if (fault == nullptr || log == nullptr) {
    return;
  }
  for (std::size_t i = 0; i < k_names.size(); ++i) {
    const std::size_t length = std::strlen(k_names[i]);
    if (std::strncmp(fault, k_names[i], length) == 0 && fault[length] == ':') {
      char* end = nullptr;
      g_fault.number = std::strtoull(fault + length + 1, &end, 10);
      g_fault.repeats = *end == '+' ? Repeats::from_then_on : *end == '/' ? Repeats::every : Repeats::once;
      g_fault.error = std::atoi(std::strchr(end, ':') + 1);
      g_fault.kind = static_cast<int>(i);
    }
  }
  g_log = ::open(log, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_APPEND, 0600);
  const int high = fcntl(g_log, F_DUPFD_CLOEXEC, 200);  // out of the way of the program's own
  ::close(g_log);
  g_log = high;
  std::array<void*, 1> frame{};
  backtrace(frame.data(), 1);  // loads what it needs
  for (const int number : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL}) {
    signal(number, tell_crash);
  }
  if (g_log >= 0 && ::ftruncate(g_log, sizeof(Tally)) == 0) {
    void* const shared = mmap(nullptr, sizeof(Tally), PROT_READ | PROT_WRITE, MAP_SHARED, g_log, 0);
    g_tally = shared == MAP_FAILED ? nullptr : static_cast<Tally*>(shared);
  }
}

}  // namespace

extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size) { return fails(Kind::memory) ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) { return fails(Kind::memory) ? nullptr : __libc_calloc(count, size); }
void* realloc(void* memory, std::size_t size) { return fails(Kind::memory) ? nullptr : __libc_realloc(memory, size); }
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  return fails(Kind::memory) ? nullptr : __libc_memalign(alignment, size);
}
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  if (fails(Kind::memory)) {
    return ENOMEM;
  }
  *memory = __libc_memalign(alignment, size);
  return *memory == nullptr ? ENOMEM : 0;
}

int socket(int domain, int type, int protocol) {
  return fails(Kind::descriptor) ? -1 : static_cast<int>(::syscall(SYS_socket, domain, type, protocol));
}
int eventfd(unsigned count, int flags) {
  return fails(Kind::descriptor) ? -1 : static_cast<int>(::syscall(SYS_eventfd2, count, flags));
}
int epoll_create1(int flags) {
  return fails(Kind::descriptor) ? -1 : static_cast<int>(::syscall(SYS_epoll_create1, flags));
}
int timerfd_create(int clock, int flags) {
  return fails(Kind::descriptor) ? -1 : static_cast<int>(::syscall(SYS_timerfd_create, clock, flags));
}
int pipe(int ends[2]) { return fails(Kind::descriptor) ? -1 : static_cast<int>(::syscall(SYS_pipe2, ends, 0)); }
int pipe2(int ends[2], int flags) {
  return fails(Kind::descriptor) ? -1 : static_cast<int>(::syscall(SYS_pipe2, ends, flags));
}
int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const int mode = mode_in(flags, rest);
  va_end(rest);
  return opened(AT_FDCWD, path, flags, mode);
}
int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const int mode = mode_in(flags, rest);
  va_end(rest);
  return opened(AT_FDCWD, path, flags, mode);
}
int openat64(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const int mode = mode_in(flags, rest);
  va_end(rest);
  return opened(folder, path, flags, mode);
}
FILE* fopen64(const char* path, const char* mode) {
  static const auto real = next<decltype(&fopen64)>("fopen64");
  return fails(Kind::descriptor) ? nullptr : real(path, mode);
}
FILE* fopen(const char* path, const char* mode) { return fopen64(path, mode); }

int connect(int descriptor, const sockaddr* address, socklen_t length) {
  return fails(Kind::connect) ? -1 : static_cast<int>(::syscall(SYS_connect, descriptor, address, length));
}
int getaddrinfo(const char* host, const char* service, const addrinfo* hints, addrinfo** found) {
  static const auto real = next<decltype(&getaddrinfo)>("getaddrinfo");
  return fails(Kind::resolve) ? g_fault.error : real(host, service, hints, found);
}
int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*function)(void*), void* argument) {
  static const auto real = next<decltype(&pthread_create)>("pthread_create");
  return fails(Kind::thread) ? g_fault.error : real(thread, attributes, function, argument);
}

ssize_t read(int descriptor, void* bytes, std::size_t size) {
  if (is_socket(descriptor) && fails(Kind::receive)) {
    return g_fault.error == 0 ? static_cast<ssize_t>(::syscall(SYS_read, descriptor, bytes, size > 0 ? 1 : 0)) : -1;
  }
  return static_cast<ssize_t>(::syscall(SYS_read, descriptor, bytes, size));
}
ssize_t recv(int descriptor, void* bytes, std::size_t size, int flags) {
  const std::size_t most = size > 0 ? 1 : 0;
  if (fails(Kind::receive)) {
    return g_fault.error == 0
               ? static_cast<ssize_t>(::syscall(SYS_recvfrom, descriptor, bytes, most, flags, nullptr, nullptr))
               : -1;
  }
  return static_cast<ssize_t>(::syscall(SYS_recvfrom, descriptor, bytes, size, flags, nullptr, nullptr));
}
ssize_t send(int descriptor, const void* bytes, std::size_t size, int flags) {
  const std::size_t most = size > 0 ? 1 : 0;
  if (fails(Kind::send)) {
    return g_fault.error == 0 ? static_cast<ssize_t>(::syscall(SYS_sendto, descriptor, bytes, most, flags, nullptr, 0))
                              : -1;
  }
  return static_cast<ssize_t>(::syscall(SYS_sendto, descriptor, bytes, size, flags, nullptr, 0));
}
ssize_t write(int descriptor, const void* bytes, std::size_t size) {
  if (is_socket(descriptor)) {
    if (fails(Kind::send)) {
      return g_fault.error == 0 ? static_cast<ssize_t>(::syscall(SYS_write, descriptor, bytes, size > 0 ? 1 : 0)) : -1;
    }
  } else if (is_output(descriptor) && fails(Kind::write)) {
    return -1;
  }
  return static_cast<ssize_t>(::syscall(SYS_write, descriptor, bytes, size));
}
ssize_t pwrite64(int descriptor, const void* bytes, std::size_t size, off_t at) {
  return fails(Kind::write) ? -1 : static_cast<ssize_t>(::syscall(SYS_pwrite64, descriptor, bytes, size, at));
}
ssize_t pwrite(int descriptor, const void* bytes, std::size_t size, off_t at) {
  return pwrite64(descriptor, bytes, size, at);
}
int fsync(int descriptor) { return fails(Kind::settle) ? -1 : static_cast<int>(::syscall(SYS_fsync, descriptor)); }
int fdatasync(int descriptor) {
  return fails(Kind::settle) ? -1 : static_cast<int>(::syscall(SYS_fdatasync, descriptor));
}
int rename(const char* from, const char* to) noexcept {
  return fails(Kind::settle) ? -1 : static_cast<int>(::syscall(SYS_rename, from, to));
}
int ftruncate64(int descriptor, off_t size) noexcept {
  return fails(Kind::settle) ? -1 : static_cast<int>(::syscall(SYS_ftruncate, descriptor, size));
}

int clock_gettime(clockid_t clock, timespec* now) noexcept {
  const int result = static_cast<int>(::syscall(SYS_clock_gettime, clock, now));
  if (clock == CLOCK_REALTIME && fails(Kind::clock)) {
    constexpr time_t day = 24 * 60 * 60;
    now->tv_sec += g_fault.error * day;
  }
  return result;
}

}  // extern "C"
