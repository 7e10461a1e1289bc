// What tests are made with: settled once, when the server starts.
#pragma once

#include "probe/config/provider_table.hpp"
#include "probe/engine/check.hpp"
#include "probe/rotation/check_ledger.hpp"
#include "probe/serve/access/address_rule.hpp"
#include "probe/state/refusal_memory.hpp"
#include "protocols/base/clock.hpp"
#include "protocols/net/network.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace pecprobe {

/// Whether the DNS is asked whose mail exchangers a domain has that the table does not know.
enum class AsksExchangers { no, yes };

/// Shared by threads: nothing of it changes.
struct CheckTools {
  ProviderTable providers;
  NetworkOptions network;
  AsksExchangers exchangers = AsksExchangers::yes;
  EndpointRules endpoint_rules;
  /// By whoever started the server: the table's and those of the accounts file as it was read last. From any thread.
  std::function<std::vector<Endpoint>()> vouched;
  std::vector<Account> accounts;  // of the accounts file, where there is one
  ToolInfo tool;
  /// The state is opened anew for each test, by its own thread. Null: nothing is remembered.
  std::function<std::unique_ptr<RefusalMemory>(const Clock&)> open_memory;
  std::function<LedgerOrProblem(const Clock&)> open_ledger;
  /// The day in Italy, or the one that stands in for it.
  std::function<std::chrono::sys_days()> today;

  /// What every test of the account is given, without memory and ledger.
  [[nodiscard]] CheckOptions options_for(const Account& account) const;
};

}  // namespace pecprobe
