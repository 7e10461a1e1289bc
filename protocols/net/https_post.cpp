#include "protocols/net/https_post.hpp"

#include "protocols/base/endpoint.hpp"
#include "protocols/net/curl_transfer.hpp"

#include <curl/curl.h>

#include <memory>

namespace pecprobe {

namespace {

constexpr std::size_t k_most_answer = 64 * 1024;

struct UrlDeleter {
  void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlDeleter>;

/// Null when it is none.
Url parsed(const std::string& text) {
  Url url(curl_url());
  const bool is_whole = text.find('\0') == std::string::npos;
  return url != nullptr && is_whole && curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) == CURLUE_OK
             ? std::move(url)
             : nullptr;
}

/// Empty where the URL has none.
std::string part(const Url& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK || text == nullptr) {
    return {};
  }
  const std::unique_ptr<char, void (*)(void*)> owner(text, curl_free);
  return text;
}

bool is_loopback(const Url& url) {
  std::string host = part(url, CURLUPART_HOST);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  return is_loopback_name(host);
}

CurlList field_lines(const HttpsPost& post) {
  CurlList lines(curl_slist_append(nullptr, "Expect:"));  // else libcurl waits a second for servers that do not know it
  for (const auto& [name, value] : post.fields) {
    std::string line = name;
    line += ": ";
    line += value;
    if (curl_slist* longer = curl_slist_append(lines.get(), line.c_str())) {
      static_cast<void>(lines.release());
      lines.reset(longer);
    }
  }
  return lines;
}

std::size_t drop_body(const char* /*bytes*/, std::size_t size, std::size_t count, void* read_so_far) {
  auto& total = *static_cast<std::size_t*>(read_so_far);
  total += size * count;
  return total > k_most_answer ? 0 : size * count;  // 0 ends the transfer; the status is known by then
}

}  // namespace

std::optional<PostUrlFault> post_url_fault(const std::string& url) {
  const Url parts = parsed(url);
  if (parts == nullptr || part(parts, CURLUPART_HOST).empty()) {
    return PostUrlFault::malformed;
  }
  if (!part(parts, CURLUPART_USER).empty() || !part(parts, CURLUPART_PASSWORD).empty()) {
    return PostUrlFault::has_user;
  }
  const std::string scheme = part(parts, CURLUPART_SCHEME);
  return scheme == "https" || (scheme == "http" && is_loopback(parts)) ? std::nullopt
                                                                       : std::optional(PostUrlFault::not_https);
}

std::string shown_post_url(const std::string& url) {
  const Url parts = parsed(url);
  return parts == nullptr ? std::string{}
                          : part(parts, CURLUPART_SCHEME) + "://" + part(parts, CURLUPART_HOST) + ":" +
                                part(parts, CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

tl::expected<int, std::string> https_post(const HttpsPost& post, const TransferOptions& options,
                                          const std::stop_token& stop) {
  if (post_url_fault(post.url)) {
    return tl::unexpected(std::string("the URL is none that may be posted to"));
  }
  const AtLoopback at_loopback = is_loopback(parsed(post.url)) ? AtLoopback::yes : AtLoopback::no;
  const auto transfer = CurlTransfer::make(options, at_loopback, stop);
  if (!transfer) {
    return tl::unexpected(transfer.error());
  }
  const CurlList lines = field_lines(post);
  std::size_t read_so_far = 0;
  CURL* easy = (*transfer)->easy();
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, at_loopback == AtLoopback::yes ? "http,https" : "https");
  curl_easy_setopt(easy, CURLOPT_URL, post.url.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post.body.size()));
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, post.body.c_str());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &drop_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &read_so_far);
  const CURLcode result = (*transfer)->perform();
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  const bool is_answered = result == CURLE_OK || (result == CURLE_WRITE_ERROR && read_so_far > k_most_answer);
  if (!is_answered) {
    return tl::unexpected((*transfer)->words(result));
  }
  return static_cast<int>(status);
}

}  // namespace pecprobe
