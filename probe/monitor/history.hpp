// What tests showed of an account, and when that changed: plain values, and how a result becomes one.
#pragma once

#include "probe/model/report.hpp"
#include "probe/monitor/change.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pecprobe::monitor {

/// Which account it is. The address counts without case.
struct AccountName {
  std::string address;
  std::string login;
  AccountKind kind = AccountKind::mailbox;

  bool operator==(const AccountName&) const = default;
};
[[nodiscard]] AccountName name_of(const Account& account);
/// A key that is the same for equal names.
[[nodiscard]] std::string key_of(const AccountName& name);

struct StepTime {
  Step step = Step::connect;
  Duration took{};

  bool operator==(const StepTime&) const = default;
};

/// What is known of a service, and since when: that of the last test which the lock-out guard or the breaker let pass.
struct KnownState {
  Code code = Code::undiagnosed;
  Timestamp since{};

  bool operator==(const KnownState&) const = default;
};

struct ServiceHistory {
  Protocol protocol = Protocol::imap;
  Timestamp tested_at{};  // the beginning of the last test
  Code code = Code::undiagnosed;
  Duration elapsed{};
  std::vector<StepTime> steps;  // those that were made
  std::optional<std::chrono::sys_seconds> certificate_ends;
  std::optional<Timestamp> held_until;  // the lock-out guard remembers a refusal
  std::optional<KnownState> known;
  std::optional<Timestamp> passed_at;  // when it last worked

  [[nodiscard]] Verdict verdict() const noexcept { return info(code).verdict; }
  bool operator==(const ServiceHistory&) const = default;
};

struct AccountHistory {
  AccountName name;
  std::string provider;  // id in the provider table, or empty
  Timestamp tested_at{};
  std::optional<std::chrono::sys_days> password_ends;
  std::vector<ServiceHistory> services;  // in the order imap, pop3, smtp; also those that are not in the plan any more

  [[nodiscard]] const ServiceHistory* find(Protocol protocol) const noexcept;
  bool operator==(const AccountHistory&) const = default;
};

/// One service became another.
struct Transition {
  Timestamp at{};
  Protocol protocol = Protocol::imap;
  std::optional<Code> before;  // nothing: the first that is known
  Code after = Code::undiagnosed;

  bool operator==(const Transition&) const = default;
};

/// How many transitions of an account are kept: of the services of a mailbox that changes every day, a month or more.
inline constexpr std::size_t k_kept_transitions = 100;

/// What a test showed.
struct TestedAccount {
  AccountResult result;
  Timestamp began{};
  /// For each service of the result, until when the guard lets its password not be tried.
  std::vector<std::optional<Timestamp>> held_until;
};

/// Whether the code is about this computer and says nothing of the mailbox: its memory, its clock, where passwords are.
[[nodiscard]] bool is_fault_here(Code code) noexcept;
/// The service that such a fault kept from being tested; null where there is none.
[[nodiscard]] const ServiceResult* fault_here(const AccountResult& result) noexcept;

/// A test that was cut off says nothing of the account.
[[nodiscard]] bool was_cut_off(const AccountResult& result) noexcept;

/// What is known after the test; nothing was known before without `before`. Services that a fault of this computer kept
/// from being tested stay as they were.
[[nodiscard]] AccountHistory history_after(const std::optional<AccountHistory>& before, const TestedAccount& tested);

/// What the test changed; nothing when all is as before.
[[nodiscard]] std::optional<Change> change_by(const std::optional<AccountHistory>& before, const TestedAccount& tested);

/// The changes of a change, one for each service that has one.
[[nodiscard]] std::vector<Transition> transitions_of(const Change& change);

}  // namespace pecprobe::monitor
