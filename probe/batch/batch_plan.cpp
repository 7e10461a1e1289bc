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

void BatchPlan::add(const AccountRow& row, const Provider* provider) {
  const std::string group = batch_group(row.account);
  const std::size_t parts = m_budgets.parts_for(logins_per_minute(provider));
  if (!m_selection.takes(row.account, row.tags)) {
    return;
  }
  ++m_selected;
  if (!m_dealer.takes(group, parts)) {
    return;
  }
  const auto index = static_cast<std::uint32_t>(row.index);
  m_rows.push_back(index);
  m_groups[group].push_back(index);
  const std::string identity = account_identity(row.account);
  m_identities.push_back(beginning_of_digest(identity));
  m_digest = sha256(fmt::format("{}{}\n{}", m_digest, row.index, identity));
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
