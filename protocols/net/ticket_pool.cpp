#include "protocols/net/ticket_pool.hpp"

#include <utility>

namespace pecprobe {

namespace {

bool is_single_use(const Ticket& ticket) noexcept {
  return SSL_SESSION_get_protocol_version(ticket.session.get()) >= TLS1_3_VERSION;
}

Ticket share(const Ticket& ticket) {
  SSL_SESSION_up_ref(ticket.session.get());
  return {decltype(ticket.session){ticket.session.get()}, ticket.verification};
}

}  // namespace

std::optional<Ticket> TicketPool::take(const TlsDestination& destination) {
  const auto found = m_tickets.find(destination);
  if (found == m_tickets.end()) {
    return std::nullopt;
  }
  std::vector<Ticket>& tickets = found->second;
  while (!tickets.empty() && !is_usable(tickets.back())) {
    tickets.pop_back();
    --m_size;
  }
  if (tickets.empty()) {
    m_tickets.erase(found);
    return std::nullopt;
  }
  if (!is_single_use(tickets.back())) {
    return share(tickets.back());
  }
  Ticket ticket = std::move(tickets.back());
  tickets.pop_back();
  --m_size;
  return ticket;
}

void TicketPool::keep(const TlsDestination& destination, Ticket ticket) {
  if (m_size >= k_max_tickets) {
    m_tickets.clear();
    m_size = 0;
  }
  std::vector<Ticket>& tickets = m_tickets[destination];
  const std::size_t most = is_single_use(ticket) ? k_max_per_destination : 1;
  while (tickets.size() >= most) {
    tickets.erase(tickets.begin());
    --m_size;
  }
  tickets.push_back(std::move(ticket));
  ++m_size;
}

void TicketPool::forget(const TlsDestination& destination) {
  const auto found = m_tickets.find(destination);
  if (found != m_tickets.end()) {
    m_size -= found->second.size();
    m_tickets.erase(found);
  }
}

bool TicketPool::is_usable(const Ticket& ticket) const {
  const Timestamp now = m_clock.wall_now();
  const VerifiedChain& verification = *ticket.verification;
  return SSL_SESSION_is_resumable(ticket.session.get()) == 1 && verification.not_before <= now &&
         now <= verification.not_after && now < verification.at + k_verification_holds;
}

}  // namespace pecprobe
