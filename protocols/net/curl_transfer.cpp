#include "protocols/net/curl_transfer.hpp"

#include <openssl/ssl.h>

namespace pecprobe {

namespace {

constexpr long k_longest_silence = 30;  // s, within a dialogue
constexpr long k_farewell = 2;          // s: by then it has been done, and nobody needs the answer

int stop_when_asked(void* stop, curl_off_t /*down_total*/, curl_off_t /*down*/, curl_off_t /*up_total*/,
                    curl_off_t /*up*/) {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

/// Not libcurl's own loading, which may obey the environment.
CURLcode use_trust_store(CURL* /*easy*/, void* context, void* store) {
  SSL_CTX_set1_cert_store(static_cast<SSL_CTX*>(context), static_cast<X509_STORE*>(store));
  return CURLE_OK;
}

}  // namespace

tl::expected<std::unique_ptr<CurlTransfer>, std::string> CurlTransfer::make(const TransferOptions& options,
                                                                            AtLoopback at_loopback,
                                                                            const std::stop_token& stop) {
  auto store = make_trust_store(options.ca_file);
  if (!store) {
    return tl::unexpected("the certificate authorities cannot be read: " + store.error().detail);
  }
  CurlEasy easy(curl_easy_init());
  if (easy == nullptr) {
    return tl::unexpected(std::string("not enough memory"));
  }
  std::unique_ptr<CurlTransfer> transfer(new CurlTransfer(std::move(easy), *std::move(store)));
  CURL* handle = transfer->easy();
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_PROXY, at_loopback == AtLoopback::yes ? "" : options.proxy.c_str());
  curl_easy_setopt(handle, CURLOPT_NOPROXY, "");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options.limit.count()));
  // Else libcurl waits two minutes for an answer, to its farewell too, and for a resolver that is silent.
  curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, k_longest_silence);
  curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle, CURLOPT_CAINFO, nullptr);
  curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
  curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, &use_trust_store);
  curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, transfer->m_store.get());
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &stop_when_asked);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &stop);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer->m_words.data());
  return transfer;
}

CURLcode CurlTransfer::perform() {
  const CURLcode result = curl_easy_perform(m_easy.get());
  curl_easy_setopt(m_easy.get(), CURLOPT_SERVER_RESPONSE_TIMEOUT, k_farewell);
  return result;
}

std::string CurlTransfer::words(CURLcode result) const {
  return m_words[0] != '\0' ? m_words.data() : curl_easy_strerror(result);
}

}  // namespace pecprobe
