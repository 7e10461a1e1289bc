#include "protocols/net/easy_handles.hpp"

#include <new>
#include <utility>

namespace pecprobe {

namespace {

constexpr long k_smallest_buffer = 1024;   // libcurl's least: it never reads a body, and would set 16 kB aside
constexpr std::size_t k_kept_handles = 4;  // 10 kB each

}  // namespace

EasyHandles::EasyHandles(std::string proxy) : m_proxy(std::move(proxy)) { m_kept.reserve(k_kept_handles); }

CurlEasy EasyHandles::take() {
  if (m_kept.empty()) {
    return make();
  }
  CurlEasy easy = std::move(m_kept.back());
  m_kept.pop_back();
  return easy;
}

void EasyHandles::give_back(CurlEasy easy) noexcept {
  if (m_kept.size() < k_kept_handles) {
    m_kept.push_back(std::move(easy));
  }
}

CurlEasy EasyHandles::make() const {
  CurlEasy owner(curl_easy_init());
  if (owner == nullptr) {
    throw std::bad_alloc();
  }
  CURL* easy = owner.get();
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http");
  curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, k_smallest_buffer);
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, m_proxy.c_str());  // an empty one also switches the environment's off
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  if (!m_proxy.empty()) {
    curl_easy_setopt(easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
  }
  return owner;
}

}  // namespace pecprobe
