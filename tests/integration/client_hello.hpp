// What a TLS client says first, taken apart (RFC 8446 §4.1.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

struct ClientHello {
  std::vector<int> ciphers;
  std::vector<int> compression_methods;
  std::vector<int> versions;    // of supported_versions
  std::vector<int> extensions;  // their numbers
  std::string server_name;

  bool operator==(const ClientHello&) const = default;
};

/// From the first record of a connection; nothing when it is none, or not whole.
[[nodiscard]] std::optional<ClientHello> read_client_hello(std::string_view bytes);

}  // namespace pecprobe::test
