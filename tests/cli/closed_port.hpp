// A port of this computer that refuses connections for as long as its owner lives.
#pragma once

#include "probe/config/file_descriptor.hpp"

#include <cstdint>
#include <string>

namespace pecprobe::test {

/// Bound and never listening: nobody else can take it meanwhile.
class ClosedPort {
 public:
  ClosedPort();
  [[nodiscard]] std::uint16_t number() const noexcept { return m_number; }
  /// `imaps://127.0.0.1:PORT`
  [[nodiscard]] std::string url(const std::string& scheme) const;

 private:
  FileDescriptor m_socket;
  std::uint16_t m_number = 0;
};

}  // namespace pecprobe::test
