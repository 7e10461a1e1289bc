// From what services said to both passwords to the result of a rotation, whoever asked them.
#pragma once

#include "probe/rotation/verify/verification.hpp"

#include <cstddef>
#include <optional>

namespace pecprobe {

/// An old password that was given and could not be tried proves nothing; without one there is nothing to prove.
enum class OldPassword { not_given, given };

/// Sets the outcome from the answers, and the diagnosis of an old password that was accepted.
void conclude_rotation(Verification& verification, OldPassword old_password);

/// The place of the service that is asked about the old password, among those of `account`; nothing: none is, since one
/// of them has not accepted the new one.
[[nodiscard]] std::optional<std::size_t> place_for_old_password(const AccountResult& account);

/// The rotation as a check of the new password. The service that was asked about the old one counts as that said,
/// unless it refused it: each service stands once.
[[nodiscard]] AccountResult as_check(const Verification& verification);

}  // namespace pecprobe
