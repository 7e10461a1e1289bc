#include "tests/integration/client_hello.hpp"

#include <cstddef>
#include <stdexcept>

namespace pecprobe::test {

namespace {

constexpr int k_server_name = 0;
constexpr int k_supported_versions = 43;

/// Takes numbers and strings of bytes off the front; throws std::out_of_range at the end.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : m_rest(bytes) {}
  int number(std::size_t size) {
    int value = 0;
    for (const char c : take(size)) {
      value = value * 256 + static_cast<unsigned char>(c);
    }
    return value;
  }
  std::string_view take(std::size_t size) {
    const std::string_view taken = m_rest.substr(0, size);
    if (taken.size() < size) {
      throw std::out_of_range("the bytes end too early");
    }
    m_rest.remove_prefix(size);
    return taken;
  }
  /// What follows a length of `size` bytes.
  Bytes vector(std::size_t size) { return Bytes(take(static_cast<std::size_t>(number(size)))); }
  std::vector<int> numbers(std::size_t size) {
    std::vector<int> all;
    while (!m_rest.empty()) {
      all.push_back(number(size));
    }
    return all;
  }
  [[nodiscard]] bool empty() const { return m_rest.empty(); }
  [[nodiscard]] std::string_view rest() const { return m_rest; }

 private:
  std::string_view m_rest;
};

void read_extension(ClientHello& hello, int number, Bytes content) {
  hello.extensions.push_back(number);
  if (number == k_supported_versions) {
    hello.versions = content.vector(1).numbers(2);
  } else if (number == k_server_name) {
    Bytes names = content.vector(2);
    names.take(1);  // host_name
    hello.server_name = names.vector(2).rest();
  }
}

}  // namespace

std::optional<ClientHello> read_client_hello(std::string_view bytes) {
  try {
    Bytes record(bytes);
    record.take(3);  // type and version
    Bytes message = record.vector(2);
    if (message.number(1) != 1) {
      return std::nullopt;
    }
    Bytes body = message.vector(3);
    body.take(2 + 32);  // version and random
    body.vector(1);     // session id
    ClientHello hello;
    hello.ciphers = body.vector(2).numbers(2);
    hello.compression_methods = body.vector(1).numbers(1);
    Bytes extensions = body.vector(2);
    while (!extensions.empty()) {
      const int number = extensions.number(2);
      read_extension(hello, number, extensions.vector(2));
    }
    return hello;
  } catch (const std::out_of_range&) {
    return std::nullopt;
  }
}

}  // namespace pecprobe::test
