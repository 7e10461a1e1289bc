#include "protocols/net/mail_exchangers.hpp"

#include "protocols/base/text.hpp"
#include "protocols/net/host_name.hpp"

#include <ares.h>
#include <arpa/nameser.h>
#include <sys/select.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace pecprobe {

namespace {

using Answer = tl::expected<std::vector<std::string>, std::string>;

/// More exchangers than any domain needs.
constexpr std::size_t k_most_exchangers = 32;

/// ares_library_init() and its end, once for each that uses it.
class Library {
 public:
  Library() : m_status(ares_library_init(ARES_LIB_INIT_ALL)) {}
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() { ares_library_cleanup(); }
  [[nodiscard]] int status() const noexcept { return m_status; }

 private:
  int m_status;
};

struct ChannelDeleter {
  void operator()(ares_channeldata* channel) const noexcept { ares_destroy(channel); }
};
using AresChannel = std::unique_ptr<ares_channeldata, ChannelDeleter>;

Answer exchangers_in(const unsigned char* reply, int size) {
  ares_mx_reply* first = nullptr;
  const int status = ares_parse_mx_reply(reply, size, &first);
  const std::unique_ptr<ares_mx_reply, void (*)(void*)> owner(first, ares_free_data);
  if (status == ARES_ENODATA) {
    return std::vector<std::string>{};
  }
  if (status != ARES_SUCCESS) {
    return tl::unexpected<std::string>(ares_strerror(status));
  }
  std::vector<std::pair<unsigned short, std::string>> found;
  for (const ares_mx_reply* mx = first; mx != nullptr && found.size() < k_most_exchangers; mx = mx->next) {
    std::string name = ascii_lower(mx->host);
    name.erase(name.find_last_not_of('.') + 1);
    found.emplace_back(mx->priority, std::move(name));
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  names.reserve(found.size());
  for (auto& [priority, name] : found) {
    names.push_back(std::move(name));
  }
  return names;
}

/// c-ares' callback; `argument` is the answer's place.
void on_answer(void* argument, int status, int /*timeouts*/, unsigned char* reply, int size) {
  auto& answer = *static_cast<std::optional<Answer>*>(argument);
  if (status == ARES_ENODATA || status == ARES_ENOTFOUND) {
    answer = std::vector<std::string>{};
  } else if (status == ARES_SUCCESS) {
    answer = exchangers_in(reply, size);
  } else {
    answer = tl::unexpected<std::string>(ares_strerror(status));
  }
}

/// Waits for the channel's sockets, at most until `deadline`.
void wait_once(ares_channeldata* channel, Instant deadline) {
  fd_set readable;
  fd_set writable;
  FD_ZERO(&readable);
  FD_ZERO(&writable);
  const int count = ares_fds(channel, &readable, &writable);
  const auto left = std::chrono::duration_cast<std::chrono::microseconds>(deadline - SystemClock{}.now()).count();
  timeval limit{std::max<long>(left, 0) / 1'000'000, std::max<long>(left, 0) % 1'000'000};
  timeval next{};
  timeval* const wait = ares_timeout(channel, &limit, &next);
  if (select(count, &readable, &writable, nullptr, wait) < 0) {
    FD_ZERO(&readable);
    FD_ZERO(&writable);
  }
  ares_process(channel, &readable, &writable);
}

class DnsMailExchangers final : public MailExchangers {
 public:
  explicit DnsMailExchangers(MailExchangerOptions options) : m_options(std::move(options)) {}

  Answer look_up(const std::string& domain) override {
    const auto name = to_a_label(domain);
    if (!name) {
      return tl::unexpected(name.error());
    }
    if (m_library.status() != ARES_SUCCESS) {
      return tl::unexpected<std::string>(ares_strerror(m_library.status()));
    }
    std::optional<Answer> answer;  // outlives the channel, which calls back into it
    ares_options settings{};
    settings.timeout = 1000;  // milliseconds per try
    settings.tries = 2;
    ares_channeldata* raw = nullptr;
    if (const int status = ares_init_options(&raw, &settings, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
        status != ARES_SUCCESS) {
      return tl::unexpected<std::string>(ares_strerror(status));
    }
    const AresChannel channel(raw);
    if (!m_options.servers.empty() && ares_set_servers_ports_csv(raw, m_options.servers.c_str()) != ARES_SUCCESS) {
      return tl::unexpected<std::string>("the name servers are not understood");
    }
    ares_query(raw, name->c_str(), ns_c_in, ns_t_mx, on_answer, &answer);
    const Instant deadline = SystemClock{}.now() + m_options.limit;
    while (!answer && SystemClock{}.now() < deadline) {
      wait_once(raw, deadline);
    }
    if (!answer) {
      ares_cancel(raw);  // calls back at once
      return tl::unexpected<std::string>("no answer within the limit");
    }
    return std::move(*answer);
  }

 private:
  MailExchangerOptions m_options;
  Library m_library;
};

}  // namespace

std::unique_ptr<MailExchangers> make_dns_mail_exchangers(const MailExchangerOptions& options) {
  return std::make_unique<DnsMailExchangers>(options);
}

bool is_reserved_domain(const std::string& domain) noexcept {
  constexpr std::array<std::string_view, 4> k_reserved = {"example", "test", "invalid", "localhost"};
  std::string_view last(domain);
  last.remove_suffix(last.ends_with('.') ? 1 : 0);
  const auto dot = last.rfind('.');
  last = dot == std::string_view::npos ? last : last.substr(dot + 1);
  return std::any_of(k_reserved.begin(), k_reserved.end(), [&](std::string_view name) { return iequals(last, name); });
}

}  // namespace pecprobe
