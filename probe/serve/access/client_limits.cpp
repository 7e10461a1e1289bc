#include "probe/serve/access/client_limits.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

constexpr Duration k_minute = std::chrono::minutes{1};
constexpr std::chrono::seconds k_while_under_way{5};

}  // namespace

std::optional<std::chrono::seconds> ClientLimits::begin(const std::string& name, Instant now) {
  forget_the_idle(now);
  Client& client = m_clients[name];
  if (client.under_way >= m_limits.at_once) {
    return k_while_under_way;
  }
  if (client.begun.size() >= m_limits.each_minute) {
    const auto wait = std::chrono::ceil<std::chrono::seconds>(client.begun.front() + k_minute - now);
    return std::max(wait, std::chrono::seconds{1});
  }
  ++client.under_way;
  client.begun.push_back(now);
  return std::nullopt;
}

void ClientLimits::end(const std::string& name) {
  const auto client = m_clients.find(name);
  if (client != m_clients.end() && client->second.under_way > 0) {
    --client->second.under_way;
  }
}

void ClientLimits::forget_the_idle(Instant now) {
  for (auto& [name, client] : m_clients) {
    while (!client.begun.empty() && client.begun.front() + k_minute <= now) {
      client.begun.pop_front();
    }
  }
  std::erase_if(m_clients, [](const auto& entry) { return entry.second.under_way == 0 && entry.second.begun.empty(); });
}

}  // namespace pecprobe
