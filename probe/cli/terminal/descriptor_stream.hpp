// An output stream on a file descriptor that remembers why it failed.
#pragma once

#include <array>
#include <ostream>
#include <streambuf>

namespace pecprobe {

/// Does not own the descriptor. After the first failure nothing more is written.
class DescriptorBuffer final : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor);

  /// errno of the first write that failed, 0 for none.
  [[nodiscard]] int error() const noexcept { return m_error; }

 protected:
  int_type overflow(int_type c) override;
  int sync() override;

 private:
  bool write_out();

  int m_descriptor;
  int m_error = 0;
  std::array<char, 8192> m_bytes{};
};

class DescriptorStream final : public std::ostream {
 public:
  explicit DescriptorStream(int descriptor) : std::ostream(nullptr), m_buffer(descriptor) { rdbuf(&m_buffer); }
  [[nodiscard]] int error() const noexcept { return m_buffer.error(); }

 private:
  DescriptorBuffer m_buffer;
};

}  // namespace pecprobe
