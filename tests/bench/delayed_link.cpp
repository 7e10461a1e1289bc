// Two network namespaces and a link between them on which every packet takes its time, SYN and TLS included. It takes
// the place of the kernel's netem, which many kernels do not have, and ends with its standard input: whatever becomes
// of the program that started it, nothing stays behind. The network of the computer itself is left alone.
#include "tests/bench/link_end.hpp"

#include <fmt/format.h>

#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <deque>
#include <string>
#include <system_error>

namespace {

using Clock = std::chrono::steady_clock;

constexpr int k_usage = 2;
constexpr int k_not_possible_here = 125;
constexpr std::size_t k_max_packet = 64 * 1024;

/// One direction.
class Lane {
 public:
  Lane(int from, int to, Clock::duration delay) : m_from(from), m_to(to), m_delay(delay) {}

  void take_in() {
    ssize_t size = 0;
    while ((size = ::read(m_from, m_buffer.data(), m_buffer.size())) > 0) {
      m_under_way.push_back({Clock::now() + m_delay, std::string(m_buffer.data(), static_cast<std::size_t>(size))});
    }
  }

  void hand_out() {
    for (const auto now = Clock::now(); !m_under_way.empty() && m_under_way.front().due <= now;) {
      const std::string& bytes = m_under_way.front().bytes;
      // A packet that is not taken is lost, as on any link.
      static_cast<void>(::write(m_to, bytes.data(), bytes.size()) == 0);
      m_under_way.pop_front();
    }
  }

  /// When the next packet arrives, or `otherwise`.
  [[nodiscard]] Clock::time_point next(Clock::time_point otherwise) const {
    return m_under_way.empty() ? otherwise : std::min(otherwise, m_under_way.front().due);
  }

 private:
  struct Packet {
    Clock::time_point due;
    std::string bytes;
  };
  int m_from;
  int m_to;
  Clock::duration m_delay;
  std::deque<Packet> m_under_way;
  std::array<char, k_max_packet> m_buffer{};
};

timespec until(Clock::time_point moment) {
  const auto left = std::chrono::nanoseconds(std::max(moment - Clock::now(), Clock::duration::zero())).count();
  constexpr auto k_second = 1'000'000'000;
  return {left / k_second, left % k_second};
}

void carry(int one, int other, Clock::duration delay) {
  ::prctl(PR_SET_TIMERSLACK, 1UL);  // wakes when told to, not when it suits the kernel
  Lane there(one, other, delay);
  Lane back(other, one, delay);
  std::array<pollfd, 3> watched{{{STDIN_FILENO, POLLIN, 0}, {one, POLLIN, 0}, {other, POLLIN, 0}}};
  while (watched[0].revents == 0) {
    const timespec wait = until(back.next(there.next(Clock::now() + std::chrono::seconds{1})));
    ::ppoll(watched.data(), watched.size(), &wait, nullptr);
    there.take_in();
    back.take_in();
    there.hand_out();
    back.hand_out();
  }
}

}  // namespace

int main(int argc, char** argv) {
  using pecprobe::bench::Role;
  long delay_us = -1;
  if (argc == 2) {
    std::from_chars(argv[1], argv[1] + std::strlen(argv[1]), delay_us);
  }
  if (delay_us < 0) {
    fmt::print(stderr, "usage: delayed_link MICROSECONDS\nprints where the two namespaces are; ends with its input\n");
    return k_usage;
  }
  try {
    const auto server = make_link_end(Role::server);
    const auto client = make_link_end(Role::client);
    const auto self = fmt::format("/proc/{}", ::getpid());
    fmt::print(R"({{"user": "{0}/ns/user", "server": "{0}/fd/{1}", "client": "{0}/fd/{2}"}})"
               "\n",
               self, server.network, client.network);
    std::fflush(stdout);
    carry(server.device, client.device, std::chrono::microseconds{delay_us});
  } catch (const std::system_error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return k_not_possible_here;
  }
}
