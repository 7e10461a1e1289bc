// What a service says about one password, apart from everything else that a check finds out.
#pragma once

#include "probe/model/report.hpp"

#include <string_view>

namespace pecprobe {

enum class PasswordAnswer {
  accepted,
  refused,    // for the sake of the credentials, now or in a remembered run
  unsettled,  // no answer, a temporary one, or one that says nothing of the password (locked, another fault)
  not_tried,  // spared by the lock-out guard
};
[[nodiscard]] std::string_view to_string(PasswordAnswer answer) noexcept;

/// A password that was accepted stays so whatever failed after the login (a full mailbox, one in use).
[[nodiscard]] PasswordAnswer answer_of(const ServiceResult& service) noexcept;

/// The refusal may only mean that this server has not heard of the new password yet: refused without a reason, or a
/// temporary answer to the login. Never a remembered refusal, and never one that speaks of a lock.
[[nodiscard]] bool may_be_propagation(const ServiceResult& service) noexcept;

/// The server counts attempts or has locked something: nothing more is tried at this account.
[[nodiscard]] bool speaks_of_a_lock(const ServiceResult& service) noexcept;

}  // namespace pecprobe
