// What one attempt to read or write a non-blocking connection came to.
#pragma once

#include <cstddef>

namespace pecprobe {

struct Transfer {
  enum class Kind {
    moved,        // `size` bytes
    wants_read,   // try again when the socket can be read
    wants_write,  // try again when it can be written
    closed,       // the orderly end of the stream
    reset,        // a transport error, or one of TLS after its handshake
    tls_failed,   // the server rejects the handshake that had ended for us: see TlsFacts
  };
  Kind kind = Kind::wants_read;
  std::size_t size = 0;
};

}  // namespace pecprobe
