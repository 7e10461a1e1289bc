// pecmock's servers inside a test program, playing a few statements of its scenario language.
#pragma once

#include "fixtures/mock/mock_server.hpp"
#include "protocols/base/endpoint.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace pecprobe::test {

class MockPlaying {
 public:
  /// `statements` without title and source. Throws std::invalid_argument with the sentence of the reader.
  explicit MockPlaying(std::string_view statements);

  [[nodiscard]] std::uint16_t port(Protocol protocol, TlsMode tls) const;
  /// `localhost` unless told otherwise.
  [[nodiscard]] Endpoint endpoint(Protocol protocol, TlsMode tls, std::string host = "localhost") const;
  [[nodiscard]] std::string ca_file() const { return m_ca_file; }
  [[nodiscard]] const pecmock::Journal& journal() const { return m_server.journal(); }
  [[nodiscard]] const TemporaryFolder& folder() const { return m_folder; }

 private:
  TemporaryFolder m_folder;
  pecmock::MockServer m_server;
  std::string m_ca_file;
};

}  // namespace pecprobe::test
