#include "probe/serve/checks/accounts_under_way.hpp"

#include "protocols/base/text.hpp"

namespace pecprobe {

bool AccountsUnderWay::begin(const std::string& login) {
  const std::scoped_lock lock(m_mutex);
  return m_logins.insert(ascii_lower(login)).second;
}

void AccountsUnderWay::end(const std::string& login) {
  const std::scoped_lock lock(m_mutex);
  m_logins.erase(ascii_lower(login));
}

}  // namespace pecprobe
