// One end of the delayed link: a network namespace of its own, with a tun device as its only way out.
#pragma once

#include <string>

namespace pecprobe::bench {

/// Descriptors stay open until the program ends; with it the namespace and the device are gone.
struct LinkEnd {
  int network = -1;  // the namespace
  int device = -1;   // packets as the kernel sends and takes them, non-blocking
};

enum class Role {
  server,  // has 127.0.0.1, as every computer has
  client   // reaches 127.0.0.1 through the link: no program needs to be told another address
};

/// Leaves the calling process in the new namespace, and in a user namespace where the system asks for one. Throws
/// std::system_error with a sentence about what this system does not allow.
[[nodiscard]] LinkEnd make_link_end(Role role);

}  // namespace pecprobe::bench
