// The check of one account on a network's loop: it starts, and calls back when it has ended.
#pragma once

#include "probe/diagnosis/diagnose.hpp"
#include "probe/engine/check.hpp"
#include "probe/engine/session_gate.hpp"
#include "probe/engine/targets.hpp"
#include "probe/state/refusal_memory.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace pecprobe {

/// What run_check() does, for whoever runs the network. Asks no memory: it is told what is remembered, and tells what
/// is to be remembered. Everything happens on the network's thread.
class AccountCheck {
 public:
  struct End {
    AccountResult result;
    std::vector<LoginOutcome> logins;  // one for each endpoint, for RefusalMemory::settle()
  };
  using Done = std::function<void(End)>;

  /// The network and the gate outlive the check. Without a gate nobody is asked. `options.memory` and
  /// `options.on_signal` are the caller's business.
  AccountCheck(Network& network, Account account, Credentials credentials, CheckOptions options,
               SessionGate* gate = nullptr);
  AccountCheck(const AccountCheck&) = delete;
  AccountCheck& operator=(const AccountCheck&) = delete;

  /// `remembered` has an entry for each endpoint. `done` is called once, from inside this call when there is nothing to
  /// wait for; the check may be destroyed a turn of the loop later.
  void start(const std::vector<std::optional<RememberedRefusal>>& remembered, Done done);

  /// Nothing new starts; what runs goes on, unless the network ends it. May end the check.
  void stop();

  [[nodiscard]] const Credentials& credentials() const noexcept { return m_credentials; }

 private:
  void run_targets();
  void look();
  void finish();

  Network& m_network;
  Account m_account;
  Credentials m_credentials;
  CheckOptions m_options;
  Knowledge m_knowledge;
  TargetRunner m_runner;
  std::vector<Diagnosis> m_diagnoses;
  int m_retries = 0;
  bool m_is_waiting = false;  // for the next try
  Hold m_wait;
  Done m_done;
};

/// Which endpoint the check asks its gate for first, by its place; nothing where it asks for none, or has to look
/// addresses up before. `remembered` has an entry for each endpoint.
[[nodiscard]] std::optional<std::size_t> first_asked(const Account& account,
                                                     const std::vector<std::optional<RememberedRefusal>>& remembered,
                                                     const CheckOptions& options);

/// What is remembered of the account's endpoints, for a check that begins now: one entry for each; nothing without a
/// memory that is to be heeded.
[[nodiscard]] std::vector<std::optional<RememberedRefusal>> remembered_refusals(const Account& account,
                                                                                const Secret& password,
                                                                                const CheckOptions& options);

/// The result of an account of which nothing was tried, every service with the same diagnosis.
[[nodiscard]] AccountResult untried_account(const Account& account, const CheckOptions& options,
                                            const Diagnosis& diagnosis);

}  // namespace pecprobe
