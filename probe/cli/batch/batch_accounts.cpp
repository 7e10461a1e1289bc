#include "probe/cli/batch/batch_accounts.hpp"

#include "probe/cli/accounts/check_rules.hpp"
#include "probe/cli/accounts/check_setup.hpp"
#include "probe/model/expiry.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

PasswordNeed need_of(BatchKind kind) noexcept {
  switch (kind) {
    case BatchKind::check: return PasswordNeed::one;
    case BatchKind::rotation: return PasswordNeed::new_and_old;
  }
  return PasswordNeed::one;
}

}  // namespace

tl::expected<std::unique_ptr<BatchAccounts>, AccountsFaults> BatchAccounts::read(const CheckRequest& request,
                                                                                 AccountSelection selection,
                                                                                 const ProviderTable& table) {
  std::unique_ptr<BatchAccounts> accounts(new BatchAccounts(request, table, std::move(selection)));
  auto file = AccountsFile::open(request.batch.file, accounts->m_rules.rules(need_of(request.batch.kind)),
                                 [&](const AccountRow& row) { accounts->add(row); });
  if (!file) {
    return tl::unexpected(std::move(file.error()));
  }
  accounts->m_plan.deal();
  accounts->m_file.emplace(std::move(*file));
  if (auto faults = accounts->m_passwords.take(); !faults.empty()) {
    std::sort(faults.begin(), faults.end(),
              [](const AccountsFault& a, const AccountsFault& b) { return a.place < b.place; });
    const std::size_t total = faults.size();
    faults.resize(std::min(total, k_max_kept_faults));
    return tl::unexpected(AccountsFaults{std::move(faults), total});
  }
  return accounts;
}

void BatchAccounts::add(const AccountRow& row) {
  m_plan.add(row, provider(row));
  m_passwords.add(row);
  for (UsageError& note : pecprobe::notes(row.input, row.account, m_table)) {
    const bool is_known =
        std::any_of(m_notes.begin(), m_notes.end(), [&](const PlacedNote& known) { return known.note == note; });
    if (!is_known && m_notes.size() < k_max_batch_notes) {
      m_notes.push_back({row.place, std::move(note)});
    } else if (!is_known) {
      ++m_further_notes;
    }
  }
}

BatchAccount BatchAccounts::account(AccountRow row, const std::vector<Warning>& warnings) {
  BatchAccount out;
  out.index = row.index;
  out.password = m_passwords.reader(m_kind == BatchKind::rotation ? row.new_password : row.password);
  out.provider = provider(row);
  out.dates = password_dates(row.account.password_issued, out.provider);
  out.better_hosts = better_hosts(row.account, m_table);
  out.warnings = warnings;
  out.account = std::move(row.account);
  return out;
}

}  // namespace pecprobe
