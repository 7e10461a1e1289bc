#include "tests/bench/link_end.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <net/route.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace pecprobe::bench {

namespace {

constexpr const char* k_device = "delayed0";
constexpr const char* k_server_address = "10.213.0.1";
constexpr const char* k_client_address = "10.213.0.2";
constexpr int k_queue = 20'000;  // packets; a thousand connections that begin at once must not lose any

/// Gives `result` back when the call went well.
int check(int result, const char* what) {
  if (result < 0) {
    throw std::system_error(errno, std::generic_category(), what);
  }
  return result;
}

void write_file(const std::string& name, const std::string& text) {
  std::ofstream file(name);
  file << text << std::flush;
  if (!file) {
    throw std::system_error(errno, std::generic_category(), name + " cannot be written");
  }
}

void enter_new_network() {
  if (::unshare(CLONE_NEWNET) == 0) {
    return;
  }
  // Whoever may not do so directly often may inside a user namespace.
  const auto user = ::getuid();
  const auto group = ::getgid();
  check(::unshare(CLONE_NEWUSER), "network namespaces are not allowed here");
  write_file("/proc/self/setgroups", "deny");
  write_file("/proc/self/uid_map", fmt::format("0 {} 1", user));
  write_file("/proc/self/gid_map", fmt::format("0 {} 1", group));
  check(::unshare(CLONE_NEWNET), "network namespaces are not allowed here");
}

sockaddr address_of(const char* text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  ::inet_pton(AF_INET, text, &address.sin_addr);
  sockaddr general{};
  std::memcpy(&general, &address, sizeof general);
  return general;
}

ifreq request_for(const char* device) {
  ifreq request{};
  std::strncpy(request.ifr_name, device, IFNAMSIZ - 1);
  return request;
}

int open_device() {
  const int device = check(::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC), "/dev/net/tun cannot be used");
  ifreq request = request_for(k_device);
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  check(::ioctl(device, TUNSETIFF, &request), "a tun device is not allowed here");
  return device;
}

void switch_on(int socket, const char* device) {
  ifreq request = request_for(device);
  check(::ioctl(socket, SIOCGIFFLAGS, &request), "a network device cannot be read");
  request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP | IFF_RUNNING);
  check(::ioctl(socket, SIOCSIFFLAGS, &request), "a network device cannot be switched on");
}

void set_addresses(int socket, const char* own, const char* other) {
  ifreq request = request_for(k_device);
  request.ifr_qlen = k_queue;
  check(::ioctl(socket, SIOCSIFTXQLEN, &request), "the tun device's queue cannot be set");
  request.ifr_addr = address_of(own);
  check(::ioctl(socket, SIOCSIFADDR, &request), "the tun device's address cannot be set");
  request.ifr_dstaddr = address_of(other);
  check(::ioctl(socket, SIOCSIFDSTADDR, &request), "the tun device's peer cannot be set");
}

/// 127.0.0.0/8 leads to the other end. The loopback device stays off, which would claim these addresses.
void route_loopback(int socket) {
  rtentry route{};
  route.rt_dst = address_of("127.0.0.0");
  route.rt_genmask = address_of("255.0.0.0");
  route.rt_flags = RTF_UP;
  std::string device = k_device;
  route.rt_dev = device.data();
  check(::ioctl(socket, SIOCADDRT, &route), "a route cannot be set");
}

}  // namespace

LinkEnd make_link_end(Role role) {
  enter_new_network();
  const LinkEnd end{check(::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC), "/proc/self/ns/net cannot be used"),
                    open_device()};
  // In this namespace only: packets from and to 127.0.0.1 may use a device that is no loopback.
  write_file("/proc/sys/net/ipv4/conf/all/route_localnet", "1");
  const int socket = check(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "a socket cannot be had");
  switch (role) {
    case Role::server:
      switch_on(socket, "lo");
      set_addresses(socket, k_server_address, k_client_address);
      switch_on(socket, k_device);
      break;
    case Role::client:
      set_addresses(socket, k_client_address, k_server_address);
      switch_on(socket, k_device);
      route_loopback(socket);
      break;
  }
  ::close(socket);
  return end;
}

}  // namespace pecprobe::bench
