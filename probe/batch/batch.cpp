#include "probe/batch/batch.hpp"

#include "probe/batch/batch_run.hpp"
#include "probe/batch/open_files.hpp"
#include "protocols/base/text.hpp"
#include "protocols/net/host_look_ups.hpp"

#include <algorithm>
#include <memory>
#include <thread>
#include <utility>

namespace pecprobe {

namespace {

/// A loop serves more than a thousand logins a second, which is what so many sessions make over a way of 50 ms.
/// Sessions that share one also share its tickets and its memory.
constexpr std::size_t k_sessions_per_loop = 256;

std::size_t threads_of(const BatchOptions& options) noexcept {
  const std::size_t sessions = std::max<std::size_t>(options.concurrency, 1);
  if (options.threads != 0) {
    return std::min<std::size_t>(options.threads, sessions);
  }
  const std::size_t useful = (sessions + k_sessions_per_loop - 1) / k_sessions_per_loop;
  return std::min<std::size_t>(useful, std::max(std::thread::hardware_concurrency(), 1U));
}

}  // namespace

std::string batch_group(const Account& account) {
  if (!account.provider.empty() || account.endpoints.empty()) {
    return account.provider;
  }
  return ascii_lower(account.endpoints.front().host);
}

tl::expected<BatchOutcome, NetworkError> run_batch(const NetworkOptions& network, AccountFeed& feed,
                                                   BatchObserver& observer, const BatchOptions& options) {
  NetworkOptions shared = network;
  shared.resumption = Resumption::after_the_first_one;
  shared.look_ups = std::make_shared<HostLookUps>();
  std::vector<std::unique_ptr<Network>> networks;
  for (std::size_t made = 0; made <= threads_of(options); ++made) {
    auto one = Network::create(shared);
    if (!one) {
      return tl::unexpected(one.error());
    }
    networks.push_back(std::move(*one));
  }
  const std::unique_ptr<Network> loop = std::move(networks.back());  // the run's own, which connects to nobody
  networks.pop_back();
  BatchOptions fitting = options;
  fitting.concurrency = sessions_that_fit(options.concurrency, networks.size() + 1);
  BatchRun run{*loop, std::move(networks), feed, observer, fitting};
  return run.run();
}

}  // namespace pecprobe
