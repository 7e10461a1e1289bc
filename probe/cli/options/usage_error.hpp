// A mistake in what was asked for, as one sentence.
#pragma once

#include "probe/cli/messages.hpp"
#include "probe/config/account_input.hpp"
#include "probe/config/provider_table.hpp"
#include "probe/config/secret_source.hpp"
#include "protocols/net/network.hpp"

#include <string>
#include <string_view>

namespace pecprobe {

/// Exit status 2, nothing was attempted. Names options, hosts and files, never the value of an
/// unknown option.
struct UsageError {
  Message message;
  std::string what;
  std::string detail;

  bool operator==(const UsageError&) const = default;
};

/// `table` is what providers may be chosen from.
[[nodiscard]] UsageError usage_error(const InputError& error, const ProviderTable& table = ProviderTable::built_in());
/// `source` says which of the `options` the password was to come from; null for the terminal.
[[nodiscard]] UsageError usage_error(const SecretError& error, const SecretSource* source,
                                     std::string_view options = "--password-");

/// `options` are those that the network was to be made of.
[[nodiscard]] UsageError usage_error(const NetworkError& error, const NetworkOptions& options);

/// `aruba, legalmail, …`: every id of the provider table.
[[nodiscard]] std::string provider_ids(const ProviderTable& table);

}  // namespace pecprobe
