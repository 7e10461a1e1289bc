// The last words about an account: one sentence for receiving, one for sending, and the verdict.
#pragma once

#include "probe/report/shown_account.hpp"
#include "probe/report/wording.hpp"

#include <string>

namespace pecprobe {

/// Whether mail can be received (IMAP, POP3) or sent (SMTP), with the services that say so. One accepted service is
/// enough to receive; the others are named. A direction outside the plan is said to be untested.
[[nodiscard]] std::string final_sentence(const ShownAccount& account, Direction direction, const Wording& wording);

/// "Result: FAILED (IMAP no, POP3 ok, SMTP ok)".
[[nodiscard]] std::string verdict_sentence(const ShownAccount& account, const Wording& wording);

}  // namespace pecprobe
