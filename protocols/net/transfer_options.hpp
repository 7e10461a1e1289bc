// How webhooks and mail about changes are sent.
#pragma once

#include <chrono>
#include <string>

namespace pecprobe {

struct TransferOptions {
  std::string ca_file{};  // PEM bundle; empty: the system's store
  std::string proxy{};    // empty: none; the environment is never asked. Not for loopback
  std::chrono::milliseconds limit{10'000};
};

}  // namespace pecprobe
