#include "probe/batch/batch_plan.hpp"

#include "probe/batch/batch.hpp"
#include "probe/report/digest.hpp"

#include <fmt/format.h>

namespace pecprobe {

void BatchPlan::add(const AccountRow& row) {
  const std::string group = batch_group(row.account);
  if (!m_selection.takes(row.account, row.tags) || !m_dealer.takes(group)) {
    return;
  }
  const auto index = static_cast<std::uint32_t>(row.index);
  m_rows.push_back(index);
  m_groups[group].push_back(index);
  const Account& account = row.account;
  // No part can hold a line end.
  std::string text = fmt::format("{}\n{}\n{}\n{}\n{}\n", row.index, account.address, account.login,
                                 to_string(account.kind), account.provider);
  for (const Endpoint& endpoint : account.endpoints) {
    text += fmt::format("{} {} {}\n", to_string(endpoint.protocol), to_string(endpoint.tls), authority(endpoint));
  }
  m_digest = sha256(m_digest + text);
}

std::string BatchPlan::digest() const {
  std::string hexadecimal;
  for (const char byte : m_digest) {
    hexadecimal += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return hexadecimal;
}

}  // namespace pecprobe
