#include "probe/batch/batch_plan.hpp"

#include "probe/batch/batch.hpp"
#include "probe/batch/session_gates.hpp"
#include "probe/report/digest.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace pecprobe {

namespace {

/// Enough to notice what is damaged; who can write a journal need not be kept from forging one.
std::uint64_t beginning_of_digest(std::string_view identity) {
  std::uint64_t number = 0;
  std::memcpy(&number, sha256(identity).data(), sizeof number);
  return number;
}

}  // namespace

std::string account_identity(const Account& account) {
  // No part can hold a line end.
  std::string text = fmt::format("{}\n{}\n{}\n{}\n", printable(account.address), printable(account.login),
                                 to_string(account.kind), printable(account.provider));
  for (const Endpoint& endpoint : account.endpoints) {
    text += fmt::format("{} {} {}\n", to_string(endpoint.protocol), to_string(endpoint.tls),
                        printable(authority(endpoint)));
  }
  return text;
}

std::uint32_t BatchPlan::number_of(const std::string& group) {
  const auto [found, is_new] = m_group_numbers.try_emplace(group, static_cast<std::uint32_t>(m_group_names.size()));
  if (is_new) {
    m_group_names.push_back(group);
  }
  return found->second;
}

void BatchPlan::add(const AccountRow& row, const Provider* provider) {
  if (!m_selection.takes(row.account, row.tags)) {
    return;
  }
  ++m_selected;
  const std::string group = batch_group(row.account);
  std::vector<std::string> hosts;
  for (const Endpoint& endpoint : row.account.endpoints) {
    hosts.push_back(ascii_lower(endpoint.host));
  }
  m_dealer.add(group, hosts, m_budgets.parts_for(logins_per_minute(provider)));
  m_candidates.push_back(
      {static_cast<std::uint32_t>(row.index), number_of(group), beginning_of_digest(account_identity(row.account))});
}

void BatchPlan::deal() {
  for (const Candidate& candidate : m_candidates) {
    const std::string& group = m_group_names[candidate.group];
    if (m_dealer.takes(group)) {
      m_rows.push_back(candidate.row);
      m_identities.push_back(candidate.identity);
      m_groups[group].push_back(candidate.row);
      m_digest = sha256(fmt::format("{}{}\n{:016x}", m_digest, candidate.row, candidate.identity));
    }
  }
  // Most of their memory was for the other parts' rows.
  m_candidates = {};
  m_group_names = {};
  m_group_numbers = {};
}

bool BatchPlan::plans(std::size_t row, std::string_view identity) const {
  const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), row);
  return found != m_rows.end() && *found == row &&
         m_identities[static_cast<std::size_t>(found - m_rows.begin())] == beginning_of_digest(identity);
}

std::string BatchPlan::digest() const {
  std::string hexadecimal;
  for (const char byte : m_digest) {
    hexadecimal += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return hexadecimal;
}

}  // namespace pecprobe
