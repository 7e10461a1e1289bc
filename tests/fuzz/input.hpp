// What all fuzz targets take their bytes from and demand things with.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace pecprobe::fuzz {

/// A finding: the fuzzer keeps the input that led here.
inline void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// Takes bytes off the front of the input; zero when there are none left.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : m_rest(reinterpret_cast<const char*>(data), size) {}

  std::uint8_t number() {
    if (m_rest.empty()) {
      return 0;
    }
    const auto byte = static_cast<std::uint8_t>(m_rest.front());
    m_rest.remove_prefix(1);
    return byte;
  }
  std::string_view bytes(std::size_t count) {
    const std::string_view taken = m_rest.substr(0, count);
    m_rest.remove_prefix(taken.size());
    return taken;
  }
  [[nodiscard]] std::string_view rest() const { return m_rest; }
  [[nodiscard]] bool empty() const { return m_rest.empty(); }

 private:
  std::string_view m_rest;
};

}  // namespace pecprobe::fuzz
