#include "probe/cli/terminal/descriptor_stream.hpp"

#include <unistd.h>

#include <cerrno>

namespace pecprobe {

DescriptorBuffer::DescriptorBuffer(int descriptor) : m_descriptor(descriptor) {
  setp(m_bytes.data(), m_bytes.data() + m_bytes.size());
}

bool DescriptorBuffer::write_out() {
  const char* next = pbase();
  while (m_error == 0 && next != pptr()) {
    const ssize_t count = ::write(m_descriptor, next, static_cast<std::size_t>(pptr() - next));
    if (count >= 0) {
      next += count;
    } else if (errno != EINTR) {
      m_error = errno;
    }
  }
  setp(m_bytes.data(), m_bytes.data() + m_bytes.size());
  return m_error == 0;
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type c) {
  if (!write_out()) {
    return traits_type::eof();
  }
  if (!traits_type::eq_int_type(c, traits_type::eof())) {
    *pptr() = traits_type::to_char_type(c);
    pbump(1);
  }
  return traits_type::not_eof(c);
}

int DescriptorBuffer::sync() { return write_out() ? 0 : -1; }

}  // namespace pecprobe
