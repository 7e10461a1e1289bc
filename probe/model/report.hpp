// The result of a run, as plain values: what every report format is made from.
#pragma once

#include "probe/model/account.hpp"
#include "probe/model/diagnosis.hpp"
#include "probe/model/provider.hpp"
#include "probe/model/refusal.hpp"
#include "protocols/base/clock.hpp"
#include "protocols/wire/service_facts.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

struct ServiceResult {
  ServiceFacts facts;
  Diagnosis diagnosis;
  std::vector<Warning> warnings;
  std::optional<RefusalTimes> remembered{};  // not tried: the diagnosis is that of an earlier refusal

  [[nodiscard]] Verdict verdict() const noexcept { return info(diagnosis.code).verdict; }
};

/// What the dates on record say about the app password on the day of the run.
struct PasswordDates {
  std::optional<std::chrono::sys_days> issued;
  std::optional<std::chrono::sys_days> expires;
  std::optional<std::chrono::sys_days> extendable_from{};  // nothing where the provider's window is not known
  std::optional<std::chrono::sys_days> deactivated{};      // switched off at the provider

  bool operator==(const PasswordDates&) const = default;
};

struct AccountResult {
  Account account;
  PasswordDates password;
  std::vector<ServiceResult> services;  // in the order of the plan
  std::vector<Warning> warnings;
  std::optional<Provider> provider = std::nullopt;  // the account's row of the provider table, where it has one

  /// The worst of its services: fail, temporary, unverified, skipped, pass.
  [[nodiscard]] Verdict verdict() const noexcept;
};

struct ToolInfo {
  std::string version;
  std::string libcurl;
  std::string openssl;
};

}  // namespace pecprobe
