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

unsigned threads_of(const BatchOptions& options) noexcept {
  const unsigned wanted = options.threads != 0 ? options.threads : std::max(std::thread::hardware_concurrency(), 1U);
  return static_cast<unsigned>(std::min<std::size_t>(wanted, std::max<std::size_t>(options.concurrency, 1)));
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
  for (unsigned made = 0; made <= threads_of(options); ++made) {
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
