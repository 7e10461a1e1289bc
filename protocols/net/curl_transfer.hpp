// What holds for everything that libcurl sends by itself: webhooks and mail about changes, never a check.
#pragma once

#include "protocols/net/curl_multi.hpp"
#include "protocols/net/transfer_options.hpp"
#include "protocols/net/trust_store.hpp"

#include <tl/expected.hpp>

#include <array>
#include <memory>
#include <stop_token>
#include <string>

namespace pecprobe {

struct CurlListDeleter {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, CurlListDeleter>;

enum class AtLoopback { no, yes };

/// One transfer, blocking.
class CurlTransfer {
 public:
  /// With certificates verified against our trust store alone, TLS 1.2 at least, and no redirects. A sentence in
  /// English otherwise. `stop` outlives it.
  [[nodiscard]] static tl::expected<std::unique_ptr<CurlTransfer>, std::string> make(const TransferOptions& options,
                                                                                     AtLoopback at_loopback,
                                                                                     const std::stop_token& stop);

  [[nodiscard]] CURL* easy() const noexcept { return m_easy.get(); }
  /// Until the limit, or for about a second after a stop was asked for.
  [[nodiscard]] CURLcode perform();
  /// Why it failed.
  [[nodiscard]] std::string words(CURLcode result) const;

 private:
  CurlTransfer(CurlEasy easy, TrustStore store) : m_easy(std::move(easy)), m_store(std::move(store)) {}

  CurlEasy m_easy;
  TrustStore m_store;
  std::array<char, CURL_ERROR_SIZE> m_words{};
};

}  // namespace pecprobe
