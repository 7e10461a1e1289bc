// SASL mechanisms shared by the three protocols (RFC 4422): PLAIN, LOGIN, SCRAM-SHA-256, SCRAM-SHA-1, CRAM-MD5.
#pragma once

#include "protocols/base/secret.hpp"
#include "protocols/wire/dialogue.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// The client side of one exchange. Messages are raw; base64 is the protocol's business.
class SaslMechanism {
 public:
  SaslMechanism() = default;
  SaslMechanism(const SaslMechanism&) = delete;
  SaslMechanism& operator=(const SaslMechanism&) = delete;
  virtual ~SaslMechanism() = default;

  [[nodiscard]] virtual std::string_view name() const noexcept = 0;
  /// True when the client speaks first, so that an initial response may ride on the command (RFC 4422 §5.1).
  [[nodiscard]] virtual bool client_first() const noexcept = 0;
  /// The answer to a challenge (empty for the initial response), or why the exchange must be cancelled.
  [[nodiscard]] virtual tl::expected<Secret, std::string> respond(std::string_view challenge) = 0;
  /// True once bytes made from the password were given out.
  [[nodiscard]] virtual bool password_sent() const noexcept = 0;
};

/// The first of our mechanisms that stands in `offered` (upper case); null when there is none in common.
/// `credentials` outlives the mechanism.
[[nodiscard]] std::unique_ptr<SaslMechanism> choose_mechanism(const std::vector<std::string>& offered,
                                                              const Credentials& credentials);

}  // namespace pecprobe
