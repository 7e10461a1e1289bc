// The ends of passwords as calendar events (RFC 5545), for whatever calendar a person uses.
#pragma once

#include "probe/report/language.hpp"
#include "probe/rotation/list/rotation_list.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace pecprobe {

/// Whether there is anything to write: RFC 5545 §3.6 knows no calendar without a component.
[[nodiscard]] bool has_events(const std::vector<PasswordOnRecord>& records);

/// An all-day event each for the first day of extensions, three days before the end and the last day; separate, because
/// Google Calendar and subscriptions in Outlook ignore alarms, which each has besides (at nine in the morning). A UID
/// stays the same for account and kind of event, and SEQUENCE grows with the entry's revision, so that the same event
/// moves after a renewal; it is cancelled when the password was deactivated or its end is no longer known. Ended by CR
/// LF, folded to 75 bytes between characters; no secret. Texts in `language`.
[[nodiscard]] std::string calendar(const std::vector<PasswordOnRecord>& records, std::chrono::sys_days today,
                                   Language language);

}  // namespace pecprobe
