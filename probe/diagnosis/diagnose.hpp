// From what was seen to what it means: a pure function over the facts of all services of an account.
#pragma once

#include "probe/model/account.hpp"
#include "probe/model/diagnosis.hpp"
#include "probe/model/provider.hpp"
#include "probe/model/report.hpp"
#include "protocols/wire/service_facts.hpp"

#include <chrono>
#include <span>
#include <vector>

namespace pecprobe {

/// Whether the provider's table knows of passwords that are made for mail programs and run out.
enum class AppPasswords { unknown, issued };

/// What may be known besides the services' own answers.
struct Knowledge {
  TwoStep two_step = TwoStep::unknown;
  PasswordDates password;
  std::chrono::sys_days today{};
  AccountKind kind = AccountKind::mailbox;
  LoginForm login_form = LoginForm::unknown;           // what the provider takes as a user name
  LoginForm login_sent = LoginForm::full_address;      // what the user name looks like that was sent
  AppPasswords app_passwords = AppPasswords::unknown;  // of the provider
  bool password_looks_mistyped = false;                // it holds characters that are rarely meant
};

/// One diagnosis per service, in the order of `services`. Total: every set of facts gives one.
[[nodiscard]] std::vector<Diagnosis> diagnose(std::span<const ServiceFacts> services, const Knowledge& knowledge);

/// The warnings that a service's own facts give on the day `today`. `leaf_days` is how near the end of a certificate is
/// worth a warning.
[[nodiscard]] std::vector<Warning> service_warnings(const ServiceFacts& facts, std::chrono::sys_days today,
                                                    std::chrono::days leaf_days = std::chrono::days{14});

/// `address_family_broken` when every address of one family failed while one of the other connected.
[[nodiscard]] std::optional<Warning> address_warning(std::span<const AddressAttempt> attempts);

}  // namespace pecprobe
