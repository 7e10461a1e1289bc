// The accounts that are tested in the background, as their file has them.
#pragma once

#include "probe/config/secret_source.hpp"
#include "probe/monitor/monitor.hpp"
#include "protocols/base/secret.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace pecprobe {

/// One reading of the file.
class WatchedAccounts {
 public:
  WatchedAccounts() = default;
  WatchedAccounts(const WatchedAccounts&) = delete;
  WatchedAccounts& operator=(const WatchedAccounts&) = delete;
  virtual ~WatchedAccounts() = default;

  [[nodiscard]] virtual const std::vector<monitor::WatchedAccount>& accounts() const = 0;
  /// The password of one that is testable, read now from where the file says it is. From any thread; blocks, also while
  /// another one is read, until `stop` is asked for (`interrupted`).
  [[nodiscard]] virtual tl::expected<Secret, SecretError> password(std::size_t place, const std::stop_token& stop) = 0;
};

/// Reads the file; null when it has faults, which are said.
using ReadAccounts = std::function<std::shared_ptr<WatchedAccounts>()>;

}  // namespace pecprobe
