#include "probe/batch/batch.hpp"

namespace pecprobe {

std::string batch_group(const Account& account) {
  if (!account.provider.empty() || account.endpoints.empty()) {
    return account.provider;
  }
  return account.endpoints.front().host;
}

}  // namespace pecprobe
