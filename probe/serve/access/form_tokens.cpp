#include "probe/serve/access/form_tokens.hpp"

#include "probe/serve/access/random_word.hpp"

namespace pecprobe {

std::string FormTokens::issue(Instant now) {
  while (m_order.size() >= k_most) {
    m_tokens.erase(m_order.front());
    m_order.pop_front();
  }
  std::string token = random_word();
  m_tokens.emplace(token, now);
  m_order.push_back(token);
  return token;
}

bool FormTokens::spend(std::string_view token, Instant now) {
  const auto found = m_tokens.find(token);
  if (found == m_tokens.end()) {
    return false;
  }
  const bool is_fresh = now < found->second + k_age;
  m_tokens.erase(found);
  return is_fresh;
}

}  // namespace pecprobe
