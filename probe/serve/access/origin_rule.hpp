// Whether a request was meant for this server, and by a page of its own: against DNS rebinding and forged requests.
#pragma once

#include "probe/serve/access/access_token.hpp"
#include "probe/serve/http/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

class OriginRule {
 public:
  /// `names`: what this server is called, without port; IPv6 literals without brackets.
  OriginRule(const std::vector<std::string>& names, std::uint16_t port, Scheme scheme);

  /// The status with which the request is refused, if it is: 400 without exactly one Host or with a target that is no
  /// path, 421 for another host's name, 403 for what another site started. A state change proven by a cookie needs an
  /// Origin, which browsers always send with a POST.
  [[nodiscard]] std::optional<int> objection(const HttpRequest& request, Proof proof) const;

  /// `http://localhost:8470`: the first of the names.
  [[nodiscard]] const std::string& address() const noexcept { return m_origins.front(); }

 private:
  std::vector<std::string> m_hosts;    // as in Host, lower case
  std::vector<std::string> m_origins;  // the same as origins
};

}  // namespace pecprobe
