#include "protocols/net/host_look_ups.hpp"

#include "protocols/base/text.hpp"
#include "protocols/net/host_name.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace pecprobe {

namespace {

constexpr std::size_t k_max_addresses = 32;  // more are not worth the connect budget

int to_native(AddressFamily family) noexcept {
  switch (family) {
    case AddressFamily::any: return AF_UNSPEC;
    case AddressFamily::ipv4: return AF_INET;
    case AddressFamily::ipv6: return AF_INET6;
  }
  return AF_UNSPEC;
}

/// EAI_NONAME and EAI_NODATA: the name has no address. All else: the resolver could not say.
ResolveOutcome outcome_of(int error) noexcept {
  const bool is_absent = error == EAI_NONAME
#ifdef EAI_NODATA
                         || error == EAI_NODATA
#endif
#ifdef EAI_ADDRFAMILY
                         || error == EAI_ADDRFAMILY
#endif
      ;
  return is_absent ? ResolveOutcome::not_found : ResolveOutcome::failed;
}

/// glibc tells a lack of descriptors as EAI_SYSTEM, or as if the name did not exist (seen: glibc 2.36): errno tells.
bool lacks_resources(int error, int number) noexcept {
  return error == EAI_MEMORY || number == EMFILE || number == ENFILE || number == ENOMEM || number == ENOBUFS;
}

ResolveFacts ask_system(const std::string& host, AddressFamily family) {
  addrinfo hints{};
  hints.ai_family = to_native(family);
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  errno = 0;
  const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
  const int number = errno;
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, &::freeaddrinfo);
  ResolveFacts facts;
  if (error != 0 && lacks_resources(error, number)) {
    facts.outcome = ResolveOutcome::local_failure;
    facts.error = number != 0 ? std::strerror(number) : ::gai_strerror(error);
    return facts;
  }
  if (error != 0) {
    facts.outcome = outcome_of(error);
    facts.error = ::gai_strerror(error);
    return facts;
  }
  std::vector<std::string> addresses;
  for (const addrinfo* entry = list; entry != nullptr && addresses.size() < k_max_addresses; entry = entry->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (::getnameinfo(entry->ai_addr, entry->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0 &&
        std::find(addresses.begin(), addresses.end(), text.data()) == addresses.end()) {
      addresses.emplace_back(text.data());
    }
  }
  facts.addresses = alternate_families(addresses);
  facts.outcome = facts.addresses.empty() ? ResolveOutcome::not_found : ResolveOutcome::found;
  return facts;
}

}  // namespace

std::vector<std::string> alternate_families(const std::vector<std::string>& addresses) {
  std::array<std::vector<std::string>, 2> families;
  for (const std::string& address : addresses) {
    families.at(is_ipv6_literal(address) == is_ipv6_literal(addresses.front()) ? 0 : 1).push_back(address);
  }
  std::vector<std::string> order;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    for (const auto& family : families) {
      if (i < family.size()) {
        order.push_back(family[i]);
      }
    }
  }
  return order;
}

/// What the threads share; the last one of them takes it down.
struct HostLookUps::State {
  using Key = std::pair<std::string, AddressFamily>;
  struct Entry {
    enum class Progress { unknown, asked, answered };
    Progress progress = Progress::unknown;
    ResolveFacts facts;
    Instant answered_at{};
    std::vector<Answer> waiting;
  };

  State(LookUp look_up_host, std::function<Instant()> clock)
      : look_up(std::move(look_up_host)), now(std::move(clock)) {}

  [[nodiscard]] bool is_fresh(const Entry& entry) const {
    const bool holds = entry.facts.outcome == ResolveOutcome::found || entry.facts.outcome == ResolveOutcome::not_found;
    return entry.progress == Entry::Progress::answered && (holds || now() < entry.answered_at + k_failure_holds);
  }

  /// Keeps the answer of a look-up; gives those who wait for it.
  [[nodiscard]] std::vector<Answer> keep(const Key& key, const ResolveFacts& facts) {
    Entry& entry = entries[key];
    entry.progress = Entry::Progress::answered;
    entry.facts = facts;
    entry.answered_at = now();
    return std::exchange(entry.waiting, {});
  }

  /// What is thrown in a thread would end the program.
  [[nodiscard]] ResolveFacts look_up_or_fail(const Key& key) const {
    try {
      return look_up(key.first, key.second);
    } catch (const std::bad_alloc&) {
      return {ResolveOutcome::local_failure, {}, {}};
    }
  }
  static void tell(const Answer& answer, const ResolveFacts& facts) {
    try {
      answer(facts);
    } catch (const std::bad_alloc&) {
      // No memory to carry it: whoever waits has a limit of its own.
    }
  }

  /// What a thread does: looks up until the queue is empty.
  void work() {
    std::unique_lock lock(mutex);
    while (!queue.empty()) {
      const Key key = std::move(queue.front());
      queue.pop_front();
      lock.unlock();
      const ResolveFacts facts = look_up_or_fail(key);
      lock.lock();
      const std::vector<Answer> waiting = keep(key, facts);
      lock.unlock();
      for (const Answer& answer : waiting) {
        tell(answer, facts);
      }
      lock.lock();
    }
    --threads;
  }

  const LookUp look_up;
  const std::function<Instant()> now;
  std::mutex mutex;  // guards what follows
  std::map<Key, Entry> entries;
  std::deque<Key> queue;  // asked for, not yet taken by a thread
  int threads = 0;
};

HostLookUps::HostLookUps() : HostLookUps(&ask_system, [] { return SystemClock{}.now(); }) {}

HostLookUps::HostLookUps(LookUp look_up, std::function<Instant()> now)
    : m_state(std::make_shared<State>(std::move(look_up), std::move(now))) {}

void HostLookUps::ask(const std::string& host, AddressFamily family, Answer answer) {
  State& state = *m_state;
  std::unique_lock lock(state.mutex);
  State::Key key{ascii_lower(host), family};
  State::Entry& entry = state.entries[key];
  if (state.is_fresh(entry)) {
    const ResolveFacts facts = entry.facts;
    lock.unlock();
    answer(facts);
    return;
  }
  entry.waiting.push_back(std::move(answer));
  if (entry.progress == State::Entry::Progress::asked) {
    return;
  }
  entry.progress = State::Entry::Progress::asked;
  state.queue.push_back(std::move(key));
  if (state.threads == k_max_threads) {
    return;
  }
  try {
    std::thread([shared = m_state] { shared->work(); }).detach();
    ++state.threads;
  } catch (const std::system_error& error) {
    if (state.threads > 0) {
      return;  // a thread that runs comes to it
    }
    const ResolveFacts facts{ResolveOutcome::local_failure, {}, error.what()};
    const std::vector<Answer> waiting = state.keep(state.queue.back(), facts);
    state.queue.pop_back();
    lock.unlock();
    for (const Answer& one : waiting) {
      one(facts);
    }
  }
}

}  // namespace pecprobe
