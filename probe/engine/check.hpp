// Tests one account: the services of its plan, as far as the lock-out guard lets them, then the
// diagnosis over what they showed together.
#pragma once

#include "probe/engine/session_gate.hpp"
#include "probe/model/account.hpp"
#include "probe/model/provider.hpp"
#include "probe/model/report.hpp"
#include "probe/state/refusal_memory.hpp"
#include "protocols/net/network.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// Which addresses of a host are tested.
enum class AddressPlan { first_that_answers, each_one };

/// What happens to the other services once two have refused the credentials.
enum class AfterTwoRefusals { skip_the_rest, try_all };

/// Whether remembered refusals keep services from being tried.
enum class Remembered { heed, ignore_once };

/// Whether SIGINT, SIGTERM and SIGHUP end the check.
enum class OnSignal { leave_alone, end_check };

struct CheckOptions {
  AddressPlan addresses = AddressPlan::first_that_answers;
  std::optional<std::string> sender;     // SMTP: may this login send as this address?
  std::optional<std::string> recipient;  // … to this one; the sender itself unless told
  AfterTwoRefusals after_two_refusals = AfterTwoRefusals::skip_the_rest;
  RefusalMemory* memory = nullptr;  // none: nothing is remembered. Outlives the check
  Remembered remembered = Remembered::heed;
  int retries = 0;          // further tries, where one cannot do harm
  double retry_jitter = 0;  // from 0 to 1: how much later than others' they come
  OnSignal on_signal = OnSignal::leave_alone;
  std::chrono::sys_days today{};
  PasswordDates password;
  std::map<std::string, std::string> better_hosts;  // hosts that are known as wrong, with the right one
  const Provider* provider = nullptr;               // the account's row of the provider table, where it has one
  std::vector<Warning> warnings;                    // known before: they stand first in the result
  /// Told of each step when it has ended, with what was seen of its service so far; may be empty.
  std::function<void(const StepRecord& step, const ServiceFacts& so_far)> on_step{};
  Recording recording = Recording::kept;  // of the dialogues, for whoever shows them
};

/// Blocks until the account's check has ended (AccountCheck, for whoever runs the network) and keeps the memory.
///
/// The result in the order of the plan. IMAP and SMTP run side by side; a third service, POP3, starts
/// when both have ended, and is `skipped_lockout_guard` when both refused the credentials. A service whose
/// refusal is remembered is not connected to: it repeats the remembered code and counts as refusing. With
/// AddressPlan::each_one a service stands once per address of its host. An address that refuses the password ends the
/// logins of its service: the rest is `skipped_lockout_guard`. Further tries come only after failures before the login
/// and after temporary answers, and none at all once a password was refused.
/// `gate` (null: none) is asked before each session, and outlives the check.
[[nodiscard]] AccountResult run_check(Network& network, const Account& account, const Credentials& credentials,
                                      const CheckOptions& options, SessionGate* gate = nullptr);

}  // namespace pecprobe
