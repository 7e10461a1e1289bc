// When a further try can help and cannot do harm.
#pragma once

#include "probe/model/diagnosis.hpp"
#include "protocols/wire/service_facts.hpp"

#include <chrono>

namespace pecprobe {

/// True for failures to connect, for temporary ends before any login attempt, and for temporary
/// answers of the server to the login or after it. False for anything else: where bytes made from
/// the password were sent and no answer came, nobody knows whether it was refused.
[[nodiscard]] bool is_worth_another_try(const ServiceFacts& facts, const Diagnosis& diagnosis) noexcept;

/// The server refused the credentials for good: nothing of the account is tried again. Not a refusal:
/// an answer that takes the password for right and turns the login down for another reason
/// (`mailbox_over_quota`, `auth_not_authorized`).
[[nodiscard]] bool is_refusal(const ServiceFacts& facts, const Diagnosis& diagnosis) noexcept;

/// How long to wait before the `number`th further try (from 1): 2 s, doubled each time, at most a
/// minute; `jitter`, from 0 to 1, makes it up to a quarter longer, so that many accounts that failed together do not
/// come back together.
[[nodiscard]] std::chrono::milliseconds wait_before_retry(int number, double jitter) noexcept;

}  // namespace pecprobe
