#include "probe/rotation/list/on_record.hpp"

#include <utility>

namespace pecprobe {

tl::expected<PasswordOnRecord, StateProblem> on_record(Ledger& ledger, LedgerEntry entry, const ProviderTable& table) {
  auto history = ledger.history(entry.key);
  if (!history) {
    return tl::unexpected(std::move(history.error()));
  }
  const Provider* provider = table.find_provider(entry.provider);
  return PasswordOnRecord{std::move(entry), *std::move(history),
                          provider == nullptr ? std::nullopt : std::optional(*provider)};
}

tl::expected<std::vector<PasswordOnRecord>, StateProblem> all_on_record(Ledger& ledger, const ProviderTable& table) {
  auto entries = ledger.entries();
  if (!entries) {
    return tl::unexpected(std::move(entries.error()));
  }
  std::vector<PasswordOnRecord> records;
  for (LedgerEntry& entry : *entries) {
    auto record = on_record(ledger, std::move(entry), table);
    if (!record) {
      return tl::unexpected(std::move(record.error()));
    }
    records.push_back(*std::move(record));
  }
  return records;
}

}  // namespace pecprobe
