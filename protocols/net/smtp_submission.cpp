#include "protocols/net/smtp_submission.hpp"

#include "protocols/net/curl_transfer.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace pecprobe {

namespace {

/// For each answer. RFC 5321 §4.5.3.2 asks for up to ten minutes, for which an account would be kept from its tests; a
/// mail that was taken meanwhile would be sent again.
constexpr long k_longest_answer = 120;  // s

std::size_t give(char* buffer, std::size_t size, std::size_t count, void* rest_of_text) {
  auto& rest = *static_cast<std::string_view*>(rest_of_text);
  const std::size_t length = std::min(size * count, rest.size());
  std::memcpy(buffer, rest.data(), length);
  rest.remove_prefix(length);
  return length;
}

std::size_t drop(const char* /*bytes*/, std::size_t size, std::size_t count, void* /*nothing*/) { return size * count; }

/// What a check tries first, too (protocols/sasl/mechanism.cpp): servers that offer one of the two there are. libcurl
/// by itself prefers the challenge mechanisms, which stores of app passwords often cannot do, and what it was not built
/// for it cancels to try a further one.
constexpr const char* k_mechanisms = "AUTH=PLAIN;AUTH=LOGIN";

std::string url_of(const Endpoint& endpoint) {
  return (endpoint.tls == TlsMode::implicit ? "smtps://" : "smtp://") + authority(endpoint);
}

}  // namespace

std::optional<SubmissionFailure> submit_mail(const MailSubmission& mail, const Secret& password,
                                             const TransferOptions& options, const std::stop_token& stop) {
  const AtLoopback at_loopback = is_loopback_name(mail.endpoint.host) ? AtLoopback::yes : AtLoopback::no;
  const auto transfer = CurlTransfer::make(options, at_loopback, stop);
  if (!transfer) {
    return SubmissionFailure{transfer.error()};
  }
  const CurlList recipients(curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
  std::string_view rest = mail.text;
  Secret word = password;
  word.append(std::string_view("\0", 1));  // libcurl takes it as C does, and keeps a copy that it wipes
  CURL* easy = (*transfer)->easy();
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(easy, CURLOPT_URL, url_of(mail.endpoint).c_str());
  curl_easy_setopt(easy, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  curl_easy_setopt(easy, CURLOPT_USERNAME, mail.login.c_str());
  curl_easy_setopt(easy, CURLOPT_PASSWORD, word.reveal().data());
  curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, k_mechanisms);
  curl_easy_setopt(easy, CURLOPT_MAIL_FROM, ("<" + mail.from + ">").c_str());
  curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, k_longest_answer);
  curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(easy, CURLOPT_READFUNCTION, &give);
  curl_easy_setopt(easy, CURLOPT_READDATA, &rest);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &drop);
  const CURLcode result = (*transfer)->perform();
  if (result == CURLE_OK) {
    return std::nullopt;
  }
  long reply = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &reply);
  // RFC 4954 §6: 454 and other 4yz say nothing of the password.
  const bool is_final = reply >= 500;
  return SubmissionFailure{(*transfer)->words(result), result == CURLE_LOGIN_DENIED && is_final};
}

}  // namespace pecprobe
