// libcurl's handles between one connection and the next.
#pragma once

#include "protocols/net/curl_multi.hpp"

#include <string>
#include <vector>

namespace pecprobe {

/// Easy handles that were used, for the next connections: to make one and to tell it all that is the same for all of
/// them costs more than to connect.
class EasyHandles {
 public:
  explicit EasyHandles(std::string proxy);

  [[nodiscard]] const std::string& proxy() const noexcept { return m_proxy; }

  [[nodiscard]] CurlEasy take();
  /// Needs no memory: this is how connections end.
  void give_back(CurlEasy easy) noexcept;

 private:
  [[nodiscard]] CurlEasy make() const;

  std::string m_proxy;
  std::vector<CurlEasy> m_kept;
};

}  // namespace pecprobe
